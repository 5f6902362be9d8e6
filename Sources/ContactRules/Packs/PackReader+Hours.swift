import Dunning
import TOML

/// The names of days in `hours`.
enum HourDays: String, CaseIterable {
    case daily
    case weekdays = "mon-fri"
    case workdays = "mon-sat"
    case weekend = "sat-sun"
    case mon, tue, wed, thu, fri, sat, sun

    var weekdays: Range<Int> {
        switch self {
        case .daily: 0..<7
        case .weekdays: 0..<5
        case .workdays: 0..<6
        case .weekend: 5..<7
        case .mon: 0..<1
        case .tue: 1..<2
        case .wed: 2..<3
        case .thu: 3..<4
        case .fri: 4..<5
        case .sat: 5..<6
        case .sun: 6..<7
        }
    }
}

extension TOMLReader {
    /// Hours such as `["08:00-12:00", "13:00-20:00"]`, or nil where the key is absent; `[]` = closed.
    func hours(_ key: String) -> [HourSpan]? {
        let spans = optionalList(key) { node throws(TOMLMistake) in try HourSpan(reading: node) }
        guard let spans else { return nil }
        if zip(spans, spans.dropFirst()).contains(where: { $0.end > $1.start }) {
            complain("the hours overlap or are not in order", at: key)
        }
        return spans
    }
}

extension HourSpan {
    fileprivate init(reading node: TOMLNode) throws(TOMLMistake) {
        let text = try node.string()
        let times = text.split(separator: "-", omittingEmptySubsequences: false).map(HourSpan.minutes)
        guard times.count == 2, let start = times[0], let end = times[1], start < end else {
            throw TOMLMistake("`\(text)` are no hours", mend: "write them as `08:00-21:00`")
        }
        self.init(start: Int64(start) * .minute, end: Int64(end) * .minute)
    }

    private static func minutes(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let hours = Int(parts[0]),
            let minutes = Int(parts[1]), (0...24).contains(hours), (0..<60).contains(minutes),
            hours * 60 + minutes <= 1440
        else { return nil }
        return hours * 60 + minutes
    }
}
