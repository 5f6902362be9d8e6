import Dunning
import TOML

/// What opens a rule that would else be shut.
enum Opener: String, CaseIterable {
    /// A time that the debtor called convenient.
    case wish
    /// The one answer to the debtor's own message.
    case reply
}

/// What a cap leaves out.
enum LeftOut: String, CaseIterable {
    /// Contacts made while the cap was lifted.
    case lifted
    /// Answers to the debtor's messages.
    case replies
}

extension PackReader {
    /// What a rule does, by its kind.
    func body(_ kind: RuleKind, _ rule: TOMLReader) -> (any RuleBody)? {
        switch kind {
        case .window: window(rule)
        case .wish: WishRule(allowsReply: openers(rule).contains(.reply))
        case .cap: cap(rule)
        case .spacing: spacing(rule)
        case .stop: stop(rule)
        case .optOut: optOut(rule)
        case .proof: proof(rule)
        case .disclosure: disclosure(rule)
        case .content: content(rule)
        }
    }

    private func openers(_ rule: TOMLReader) -> [Opener] {
        rule.optionalEnumerations("opened_by", as: Opener.self) ?? []
    }

    /// A holiday list of this pack.
    private func calendar(_ table: TOMLReader, _ key: String) -> HolidayCalendar? {
        guard let name = table.optionalString(key) else { return nil }
        if let calendar = calendars[name] { return calendar }
        let names = calendars.keys.sorted().map { "`\($0)`" }.joined(separator: ", ")
        table.complain(
            "there is no holiday list `\(name)` in this pack",
            mend: names.isEmpty ? "add `[[holidays.\(name)]]`" : "write one of \(names)",
            at: key
        )
        return nil
    }

    private func window(_ rule: TOMLReader) -> WindowRule? {
        let openers = openers(rule)
        let calendar = calendar(rule, "holidays")
        guard let table = rule.table("hours") else { return nil }
        var weekdays = [[HourSpan]?](repeating: nil, count: 7)
        for days in HourDays.allCases {
            guard let spans = table.hours(days.rawValue) else { continue }
            for day in days.weekdays {
                if weekdays[day] != nil { table.complain("a day has its hours twice", at: days.rawValue) }
                weekdays[day] = spans
            }
        }
        let holidays = table.hours("holidays")
        if (holidays == nil) != (calendar == nil) {
            rule.complain("`hours.holidays` and `holidays` go together", mend: "add the missing one")
        }
        if weekdays.contains(where: { $0 == nil }) {
            table.complain("some days have no hours", mend: "name every day; `[]` = closed")
        }
        return WindowRule(
            week: OpeningHours(weekdays: weekdays.map { $0 ?? [] }, holidays: holidays),
            calendar: calendar,
            opensByWish: openers.contains(.wish),
            allowsReply: openers.contains(.reply)
        )
    }

    private func cap(_ rule: TOMLReader) -> CapRule? {
        let limit = rule.integer("limit", range: 1...1000)
        let periods = rule.list("per", expected: "an array of periods such as `7 days`") { node throws(TOMLMistake) in
            try CapRule.Period(reading: node)
        }
        let counts = rule.table("counts").map(filter)
        let beginsAfter = rule.optionalTable("begins_after").map(filter)
        let lifts = lifts(rule)
        let leftOut = rule.optionalEnumerations("leaves_out", as: LeftOut.self) ?? []
        guard let limit, let periods, let counts else { return nil }
        return CapRule(
            limit: limit,
            periods: periods,
            counted: counts,
            beginsAfter: beginsAfter,
            lifts: lifts,
            leavesOutLifted: leftOut.contains(.lifted),
            leavesOutReplies: leftOut.contains(.replies)
        )
    }

    private func spacing(_ rule: TOMLReader) -> SpacingRule? {
        let name = rule.string("after_words")
        let event = rule.table("after").flatMap(event)
        let day = rule.optionalInteger("opens_on_day", range: 1...10_000)
        let hours = rule.optionalInteger("opens_after_hours", range: 1...100_000)
        let needsEvent = rule.optionalBoolean("needs_event") ?? false
        let lifts = lifts(rule)
        let relying = rule.optionalTable("relying_on").flatMap(factFilter)
        if (day == nil) == (hours == nil) {
            rule.complain("a wait has one length", mend: "write `opens_on_day` or `opens_after_hours`")
        }
        let wait = day.map(SpacingRule.Wait.opensOnDay) ?? hours.map(SpacingRule.Wait.hours)
        guard let name, let event, let wait else { return nil }
        return SpacingRule(
            event: event,
            eventName: name,
            wait: wait,
            needsEvent: needsEvent,
            lifts: lifts,
            relying: relying
        )
    }

    private func event(_ table: TOMLReader) -> SpacingRule.Event? {
        if let contact = table.optionalTable("contact") { return .contact(filter(contact)) }
        if let fact = table.optionalTable("fact") { return factFilter(fact).map(SpacingRule.Event.fact) }
        if table.optionalBoolean("due") == true { return .due }
        table.complain("a wait begins with something", mend: "write one of `contact`, `fact`, `due = true`")
        return nil
    }

    private func stop(_ rule: TOMLReader) -> StopRule? {
        let facts = rule.optionalTables("facts").compactMap(factFilter)
        var stop = StopRule(facts: facts, words: rule.string("because") ?? "")
        stop.bindsAfterHours = rule.optionalInteger("binds_after_hours", range: 1...10_000) ?? 0
        stop.allowsReply = openers(rule).contains(.reply)
        if let table = rule.optionalTable("lapses"), let day = table.integer("on_day", range: 1...10_000),
            let confirmed = table.integer("confirmed_within_days", range: 0...10_000)
        {
            stop.lapse = StopRule.Lapse(onDay: day, confirmedWithinDays: confirmed)
        }
        if let table = rule.optionalTable("dispute_period") { stop.period = disputePeriod(table) }
        return stop.words.isEmpty ? nil : stop
    }

    private func disputePeriod(_ table: TOMLReader) -> DisputePeriod? {
        let notice = table.table("notice").flatMap(factFilter)
        let receipt = table.integer("received_after_business_days", range: 0...100)
        let days = table.integer("days", range: 1...1000)
        let calendar = calendar(table, "holidays")
        guard let notice, let receipt, let days, let calendar else { return nil }
        return DisputePeriod(notice: notice, receivedAfterBusinessDays: receipt, days: days, calendar: calendar)
    }

    private func optOut(_ rule: TOMLReader) -> OptOutRule {
        OptOutRule(
            keepsPurposesApart: rule.optionalBoolean("keeps_purposes_apart") ?? true,
            revokesAll: Set(rule.optionalEnumerations("revokes_all", as: Channel.self) ?? []),
            confirmationMinutes: rule.optionalInteger("confirmation_minutes", range: 1...100_000)
        )
    }

    private func proof(_ rule: TOMLReader) -> ProofRule? {
        let relying = rule.optionalTable("relying_on").flatMap(factFilter)
        let demands = rule.tables("demands").map { $0.tables("any_of").compactMap(evidence) }
        if demands.isEmpty || demands.contains(where: \.isEmpty) {
            rule.complain("a proof demands something", mend: "add `any_of` with what proves it", at: "demands")
            return nil
        }
        return ProofRule(demands: demands, relying: relying)
    }

    private func disclosure(_ rule: TOMLReader) -> DisclosureRule? {
        let demands = rule.identifier("demands", as: DisclosureID.self)
        let accepts = rule.optionalStrings("accepts") ?? []
        let position = rule.optionalEnumeration("position", as: DisclosureRule.Position.self) ?? .every
        let earlier = rule.optionalTables("earlier").map(filter)
        if position != .every, earlier.isEmpty {
            rule.complain("it is not said what an earlier message is", mend: "add `earlier`", at: "position")
        }
        return demands.map {
            DisclosureRule(
                demands: $0,
                accepts: Set(accepts.map(DisclosureID.init(trusted:))),
                position: position,
                earlier: earlier
            )
        }
    }

    private func content(_ rule: TOMLReader) -> ContentRule? {
        let words = rule.optionalStrings("words") ?? []
        let part = rule.optionalEnumeration("in", as: ContentRule.Part.self) ?? .text
        return rule.string("because").map { ContentRule(part: part, words: words.map { $0.lowercased() }, reason: $0) }
    }
}

/// The names of days in `hours`.
private enum HourDays: String, CaseIterable {
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
    fileprivate func hours(_ key: String) -> [HourSpan]? {
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

extension CapRule.Period {
    fileprivate init(reading node: TOMLNode) throws(TOMLMistake) {
        let text = try node.string()
        let words = text.split(separator: " ")
        let number = words.first.flatMap { Int($0) } ?? 0
        switch (text, words.last) {
        case ("week", _): self = .week
        case ("month", _): self = .month
        case ("1 day", _): self = .days(1)
        case (_, "days") where words.count == 2 && (1...1000).contains(number): self = .days(number)
        case (_, "hours") where words.count == 2 && (1...10_000).contains(number): self = .hours(number)
        default:
            throw TOMLMistake(
                "`\(text)` is no period",
                mend: "write `1 day`, `7 days`, `24 hours`, `week` (from Monday) or `month`"
            )
        }
    }
}
