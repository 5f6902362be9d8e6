import Dunning

/// A rule as plain data, from which both its text in a pack and its meaning minute by minute are made.
struct PlainRule {
    enum Kind {
        case window(PlainWindow)
        case wish
        case cap(PlainCap)
        case spacing(PlainSpacing)
        case stop(kind: String, bindsAfterHours: Int)
        case optOut
        case proof([[PlainEvidence]])
        /// Bars its whole scope.
        case content
    }

    /// Whose clock it asks.
    enum Clock {
        case known, billing
        case fixed(String)
    }

    /// Which convenient times open it.
    enum Opener: String, CaseIterable {
        case wish
        case writtenWish = "written-wish"
    }

    var kind: Kind
    var clock = Clock.known
    /// Local days.
    var from: Int?
    var to: Int?
    var overdueDays: Int?
    var disputed: Bool?
    /// A kind of fact.
    var relying: String?
    var lifts: [PlainEvidence] = []
    var opener: Opener?
    var opensForReply = false
}

/// Hours in minutes since midnight.
struct PlainWindow {
    var weekdays: [[Range<Int>]]
    /// Local days and their hours.
    var holidays: (days: [Int], hours: [Range<Int>])?
}

struct PlainCap {
    enum Period {
        case days(Int), hours(Int), week, month
    }

    var limit: Int
    var periods: [Period]
    var counted: PlainFilter
    var beginsAfter: PlainFilter?
    var leavesOutLifted = false
}

struct PlainSpacing {
    enum Event {
        case contact(PlainFilter)
        case fact(String)
        case due
    }

    enum Wait {
        case day(Int), hours(Int), nextDay, nextWeek, nextMonth
    }

    var event: Event
    var wait: Wait
    var countsFirst = false
    var beginsAfter: PlainFilter?
    /// For letters day one is that working day.
    var workingDayOfLetters: Int?
    /// Local days that are no working days.
    var holidays: [Int] = []
    var needsEvent = false
}

struct PlainFilter {
    var key = "debt"
    var channels: [Channel]?
    var outcomes: [Outcome]?
    /// `same` or `other`.
    var channel: String?
    var directions: [Direction] = [.out]
}

struct PlainEvidence {
    enum Kind {
        case consent(Fact.Form?)
        case fact(String)
        case contact(PlainFilter)
    }

    var kind: Kind
    var days: Int?
}

// MARK: As a pack writes it

extension PlainRule {
    /// The rule without its formalities; its holidays are a list of that name.
    func text(_ list: String = "own") -> String {
        var lines = kindLines(list)
        switch clock {
        case .known: break
        case .billing: lines.append("zones = \"billing-address\"")
        case .fixed(let zone): lines.append("zones = \"\(zone)\"")
        }
        let dates = [from.map { "from = \(CivilDate(dayNumber: $0))" }, to.map { "to = \(CivilDate(dayNumber: $0))" }]
        if from != nil || to != nil {
            lines.append("in_force = { \(dates.compactMap { $0 }.joined(separator: ", ")) }")
        }
        if let overdueDays { lines.append("applies.overdue_days = \(overdueDays)") }
        if let disputed { lines.append("applies.disputed = \(disputed)") }
        if let relying { lines.append("relying_on = { kind = \"\(relying)\" }") }
        if !lifts.isEmpty { lines.append("lifted_by = [\(lifts.map(\.text).joined(separator: ", "))]") }
        let openers = [opener?.rawValue, opensForReply ? "reply" : nil].compactMap { $0 }.map { "\"\($0)\"" }
        if !openers.isEmpty { lines.append("opened_by = [\(openers.joined(separator: ", "))]") }
        return lines.joined(separator: "\n")
    }

    /// The local days that its list of holidays holds.
    var holidays: [Int] {
        switch kind {
        case .window(let window): window.holidays?.days ?? []
        case .spacing(let spacing): spacing.holidays
        default: []
        }
    }

    private func kindLines(_ list: String) -> [String] {
        switch kind {
        case .window(let window): window.lines(list)
        case .wish: ["kind = \"wish\""]
        case .cap(let cap): cap.lines
        case .spacing(let spacing): spacing.lines(list)
        case .stop(let kind, let hours):
            ["kind = \"stop\"", "because = \"a fact holds\"", "facts = [{ kind = \"\(kind)\" }]"]
                + (hours > 0 ? ["binds_after_hours = \(hours)"] : [])
        case .optOut: ["kind = \"opt-out\""]
        case .proof(let demands):
            [
                "kind = \"proof\"",
                "demands = [\(demands.map { "{ any_of = [\($0.map(\.text).joined(separator: ", "))] }" }.joined(separator: ", "))]",
            ]
        case .content: ["kind = \"content\"", "because = \"it is barred\""]
        }
    }
}

extension PlainWindow {
    fileprivate func lines(_ list: String) -> [String] {
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        var hours = zip(names, weekdays).map { "\($0) = \(Self.text($1))" }
        if let holidays { hours.append("holidays = \(Self.text(holidays.hours))") }
        return ["kind = \"window\"", "hours = { \(hours.joined(separator: ", ")) }"]
            + (holidays == nil ? [] : ["holidays = \"\(list)\""])
    }

    private static func text(_ hours: [Range<Int>]) -> String {
        "[" + hours.map { "\"\(clock($0.lowerBound))-\(clock($0.upperBound))\"" }.joined(separator: ", ") + "]"
    }

    private static func clock(_ minute: Int) -> String {
        let digits = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        return "\(digits(minute / 60)):\(digits(minute % 60))"
    }
}

extension PlainCap {
    fileprivate var lines: [String] {
        let words = periods.map { period in
            switch period {
            case .days(1): "\"1 day\""
            case .days(let days): "\"\(days) days\""
            case .hours(let hours): "\"\(hours) hours\""
            case .week: "\"week\""
            case .month: "\"month\""
            }
        }
        var lines = ["kind = \"cap\"", "limit = \(limit)", "per = [\(words.joined(separator: ", "))]"]
        lines.append("counts = \(counted.text)")
        if let beginsAfter { lines.append("begins_after = \(beginsAfter.text)") }
        if leavesOutLifted { lines.append("leaves_out = [\"lifted\"]") }
        return lines
    }
}

extension PlainSpacing {
    fileprivate func lines(_ list: String) -> [String] {
        var lines = ["kind = \"spacing\"", "after_words = \"the event\""]
        switch event {
        case .contact(let filter): lines.append("after = { contact = \(filter.text) }")
        case .fact(let kind): lines.append("after = { fact = { kind = \"\(kind)\" } }")
        case .due: lines.append("after = { due = true }")
        }
        switch wait {
        case .day(let day): lines.append("opens_on_day = \(day)")
        case .hours(let hours): lines.append("opens_after_hours = \(hours)")
        case .nextDay: lines.append("opens_with = \"day\"")
        case .nextWeek: lines.append("opens_with = \"week\"")
        case .nextMonth: lines.append("opens_with = \"month\"")
        }
        if countsFirst { lines.append("measured_from = \"first\"") }
        if let beginsAfter { lines.append("begins_after = \(beginsAfter.text)") }
        if let workingDayOfLetters {
            let start = "{ channels = [\"letter\"], working_day = \(workingDayOfLetters), holidays = \"\(list)\" }"
            lines.append("later_start = [\(start)]")
        }
        if needsEvent { lines.append("needs_event = true") }
        return lines
    }
}

extension PlainFilter {
    fileprivate var text: String {
        let list = { (words: [String]) in "[" + words.map { "\"\($0)\"" }.joined(separator: ", ") + "]" }
        var parts = ["key = \"\(key)\"", "directions = \(list(directions.map(\.rawValue)))"]
        if let channels { parts.append("channels = \(list(channels.map(\.rawValue)))") }
        if let outcomes { parts.append("outcomes = \(list(outcomes.map(\.rawValue)))") }
        if let channel { parts.append("channel = \"\(channel)\"") }
        return "{ \(parts.joined(separator: ", ")) }"
    }
}

extension PlainEvidence {
    fileprivate var text: String {
        var parts: [String]
        switch kind {
        case .consent(let form):
            parts = ["consent = [\"contact\"]"] + (form.map { ["form = \"\($0.rawValue)\""] } ?? [])
        case .fact(let kind): parts = ["fact = { kind = \"\(kind)\" }"]
        case .contact(let filter): parts = ["contact = \(filter.text)"]
        }
        if let days { parts.append("days = \(days)") }
        return "{ \(parts.joined(separator: ", ")), words = \"evidence\" }"
    }
}
