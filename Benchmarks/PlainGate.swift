import ContactRules
import Dunning
import Foundation

/// A few rules as they would be written without a rule engine: in plain code, on Foundation's `Calendar`.
///
/// Answers as the gate does with `pack`, so that the two can be set against each other. It is told the debtor's time
/// zone, which the gate finds out, and it keeps its calendars, one for each zone.
final class PlainGate {
    /// The same rules for the gate.
    static let pack = SourceFile(path: "few.toml", bytes: Array(packText.utf8))

    private var calendars: [String: Calendar] = [:]
    private var holidays: [Int: Set<DateComponents>] = [:]

    /// What may happen to a message to a debtor in a zone.
    func verdict(_ question: ContactQuestion, zone: String) -> Decision.Verdict {
        let calendar = calendar(zone)
        let start = question.contact.at.date
        let horizon = start.addingTimeInterval(400 * 86_400)
        var now = start
        while now < horizon {
            let openings = [
                window(now, calendar), week(question, now, calendar), sevenDays(question, now, calendar),
                oneDay(question, now), conversation(question, now, calendar),
            ]
            guard let next = openings.compactMap({ $0 }).max() else {
                return now == start ? .send : .defer(until: now.instant)
            }
            now = next
        }
        return .block
    }

    /// Mon-Sat 8-20, no holidays: the next opening where it is shut.
    private func window(_ now: Date, _ calendar: Calendar) -> Date? {
        var day = calendar.startOfDay(for: now)
        while true {
            if isWorkingDay(day, calendar), let open = calendar.date(bySettingHour: 8, minute: 0, second: 0, of: day),
                let close = calendar.date(bySettingHour: 20, minute: 0, second: 0, of: day), now < close
            {
                return now >= open ? nil : open
            }
            guard let next = calendar.date(byAdding: .day, value: 1, to: day) else { return nil }
            day = next
        }
    }

    private func isWorkingDay(_ day: Date, _ calendar: Calendar) -> Bool {
        let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: day)
        guard parts.weekday != 1, let year = parts.year else { return false }
        return !holidays(year, calendar).contains(DateComponents(month: parts.month, day: parts.day))
    }

    /// Three calls in a week from Monday.
    private func week(_ question: ContactQuestion, _ now: Date, _ calendar: Calendar) -> Date? {
        opening(question, limit: 3, now, { $0.channel == .voice }) {
            calendar.dateInterval(of: .weekOfYear, for: $0)?.end
        }
    }

    /// Seven contacts in seven days.
    private func sevenDays(_ question: ContactQuestion, _ now: Date, _ calendar: Calendar) -> Date? {
        opening(question, limit: 7, now, { _ in true }) {
            calendar.date(byAdding: .day, value: 7, to: calendar.startOfDay(for: $0))
        }
    }

    /// Two messages in 24 hours.
    private func oneDay(_ question: ContactQuestion, _ now: Date) -> Date? {
        opening(question, limit: 2, now, { $0.channel == .sms || $0.channel == .email }) {
            $0.addingTimeInterval(86_400)
        }
    }

    private func opening(
        _ question: ContactQuestion,
        limit: Int,
        _ now: Date,
        _ counts: (PastContact) -> Bool,
        _ end: (Date) -> Date?
    ) -> Date? {
        let counted = question.history.filter {
            $0.direction == .out && $0.debts.contains(question.debt.id) && counts($0)
        }
        guard counted.count >= limit, let end = end(counted[counted.count - limit].at.date) else { return nil }
        return end > now ? end : nil
    }

    /// Seven days after a conversation.
    private func conversation(_ question: ContactQuestion, _ now: Date, _ calendar: Calendar) -> Date? {
        let talk = question.history.last {
            $0.outcome == .conversation && $0.direction == .out && $0.debts.contains(question.debt.id)
        }
        guard let talk, let end = calendar.date(byAdding: .day, value: 7, to: calendar.startOfDay(for: talk.at.date))
        else { return nil }
        return end > now ? end : nil
    }

    private func calendar(_ zone: String) -> Calendar {
        if let calendar = calendars[zone] { return calendar }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: zone) ?? .gmt
        calendar.firstWeekday = 2
        calendars[zone] = calendar
        return calendar
    }

    private func holidays(_ year: Int, _ calendar: Calendar) -> Set<DateComponents> {
        if let known = holidays[year] { return known }
        let fixed = [(1, 1), (5, 1), (12, 25), (12, 26)].map { DateComponents(month: $0, day: $1) }
        holidays[year] = Set(fixed)
        return Set(fixed)
    }

    private static let packText = """
        [pack]
        id = "few"
        title = "A few rules, to be compared"

        [holidays]
        few = [
            { name = "New Year", on = "01-01" }, { name = "Labour Day", on = "05-01" },
            { name = "Christmas Day", on = "12-25" }, { name = "Boxing Day", on = "12-26" },
        ]

        \(rule("hours", "window", #"hours = { mon-sat = ["08:00-20:00"], sun = [], holidays = [] }"#))
        holidays = "few"

        \(rule("week", "cap", #"limit = 3"#))
        per = ["week"]
        counts = { channels = ["voice"] }

        \(rule("seven-days", "cap", #"limit = 7"#))
        per = ["7 days"]
        counts = {}

        \(rule("one-day", "cap", #"limit = 2"#))
        per = ["24 hours"]
        counts = { channels = ["sms", "email"] }

        \(rule("conversation", "spacing", #"after = { contact = { outcomes = ["conversation"] } }"#))
        after_words = "the conversation"
        opens_on_day = 7
        """

    private static func rule(_ name: String, _ kind: String, _ more: String) -> String {
        """
        [[rule]]
        id = "few.\(name)"
        kind = "\(kind)"
        title = "\(name)"
        citation = "none"
        source = "none"
        confidence = "high"
        basis = "policy"
        \(more)
        """
    }
}

extension Instant {
    fileprivate var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
}

extension Date {
    fileprivate var instant: Instant { Instant(milliseconds: Int64((timeIntervalSince1970 * 1000).rounded())) }
}
