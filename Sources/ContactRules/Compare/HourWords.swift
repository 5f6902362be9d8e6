/// Days of the week that have the same hours.
struct DayGroup: Hashable {
    /// 0 = Monday.
    let days: [Int]
    let spans: [HourSpan]

    /// In words: "Monday to Friday".
    var name: String { DayGroup.name(of: days) }

    /// In words: "08:00-12:00, 13:00-20:00", or "closed".
    var hours: String { spans.words }

    private static let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

    private static func name(of days: [Int]) -> String {
        guard let first = days.first, let last = days.last else { return "never" }
        if days.count == 7 { return "every day" }
        if days.count == 1 { return names[first] }
        let isRow = last - first == days.count - 1
        if isRow, days.count > 2 { return "\(names[first]) to \(names[last])" }
        let others = days.dropLast().map { names[$0] }.joined(separator: ", ")
        return "\(others) and \(names[last])"
    }
}

extension OpeningHours {
    /// The days of the week, those with the same hours together, in the order of their first days.
    var groups: [DayGroup] {
        var groups: [DayGroup] = []
        for (day, spans) in weekdays.enumerated() {
            if let place = groups.firstIndex(where: { $0.spans == spans }) {
                groups[place] = DayGroup(days: groups[place].days + [day], spans: spans)
            } else {
                groups.append(DayGroup(days: [day], spans: spans))
            }
        }
        return groups
    }
}

extension [HourSpan] {
    /// In words: "08:00-12:00, 13:00-20:00", or "closed".
    var words: String {
        isEmpty ? "closed" : map { "\($0.start.clock)-\($0.end.clock)" }.joined(separator: ", ")
    }
}

extension Int64 {
    /// A time of the local day as clocks show it: "08:00".
    var clock: String {
        let minutes = Int(self / .minute)
        let (hour, minute) = (minutes / 60, minutes % 60)
        return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }
}
