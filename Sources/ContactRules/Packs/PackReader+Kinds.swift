import Dunning
import TOML

/// What opens a rule that would else be shut.
enum Opener: String, CaseIterable {
    /// A time that the debtor called convenient.
    case wish
    /// A convenient time that was agreed in writing.
    case writtenWish = "written-wish"
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
    func body(_ kind: RuleKind, _ rule: TOMLReader, _ lifts: [Evidence]) -> (any RuleBody)? {
        switch kind {
        case .window: window(rule, isLifted: !lifts.isEmpty)
        case .wish: wish(rule)
        case .cap: cap(rule, lifts)
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

    private func convenientTime(_ openers: [Opener]) -> ConvenientTime? {
        if openers.contains(.wish) { return .any }
        return openers.contains(.writtenWish) ? .written : nil
    }

    private func wish(_ rule: TOMLReader) -> WishRule {
        let openers = openers(rule)
        return WishRule(opensByWish: convenientTime(openers), allowsReply: openers.contains(.reply))
    }

    /// A holiday list of this pack, or the public holidays of the debtor's place.
    func holidays(_ table: TOMLReader, _ key: String) -> HolidayList? {
        guard let name = table.optionalString(key) else { return nil }
        usedLists.insert(name)
        if name == HolidayList.publicName { return .ofThePlace }
        if let calendar = calendars[name] { return .own(calendar) }
        let names = calendars.keys.sorted().map { "`\($0)`" }.joined(separator: ", ")
        table.complain(
            "there is no holiday list `\(name)` in this pack",
            mend: names.isEmpty
                ? "add `[[holidays.\(name)]]`, or write `public`" : "write one of \(names), or `public`",
            at: key
        )
        return nil
    }

    private func window(_ rule: TOMLReader, isLifted: Bool) -> WindowRule? {
        let openers = openers(rule)
        let list = holidays(rule, "holidays")
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
        if (holidays == nil) != (list == nil) {
            rule.complain("`hours.holidays` and `holidays` go together", mend: "add the missing one")
        }
        if weekdays.contains(where: { $0 == nil }) {
            table.complain("some days have no hours", mend: "name every day; `[]` = closed")
        } else if weekdays.allSatisfy({ $0?.isEmpty ?? true }), holidays?.isEmpty ?? true, !isLifted,
            convenientTime(openers) == nil
        {
            table.complain("the window never opens", mend: "open a day, or write a rule of the kind `stop`")
        }
        return WindowRule(
            week: OpeningHours(weekdays: weekdays.map { $0 ?? [] }, holidays: holidays),
            holidays: list,
            opensByWish: convenientTime(openers),
            allowsReply: openers.contains(.reply)
        )
    }

    private func cap(_ rule: TOMLReader, _ lifts: [Evidence]) -> CapRule? {
        let limit = rule.integer("limit", range: 1...1000)
        let periods = periods(rule)
        let soft = rule.optionalTable("soft").flatMap(softLimit)
        let counts = rule.table("counts").map(filter)
        let beginsAfter = rule.optionalTable("begins_after").map(filter)
        let leftOut = rule.optionalEnumerations("leaves_out", as: LeftOut.self) ?? []
        if let limit, let periods, let soft { checkSoft(rule, limit, periods, soft) }
        guard let limit, let periods, let counts else { return nil }
        return CapRule(
            limit: limit,
            periods: periods,
            counted: counts,
            beginsAfter: beginsAfter,
            soft: soft,
            leavesOut: leftOut.contains(.lifted) ? lifts : [],
            leavesOutReplies: leftOut.contains(.replies)
        )
    }

    private func softLimit(_ table: TOMLReader) -> CapRule.Soft? {
        let limit = table.integer("limit", range: 1...1000)
        let periods = periods(table)
        guard let limit, let periods else { return nil }
        return CapRule.Soft(limit: limit, periods: periods)
    }

    private func periods(_ table: TOMLReader) -> [CapRule.Period]? {
        table.list("per", expected: "an array of periods such as `7 days`") { node throws(TOMLMistake) in
            try CapRule.Period(reading: node)
        }
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
        let receipt = businessDays(table, "received_after_business_days", from: 0)
        let days = table.integer("days", range: 1...1000)
        guard let notice, let receipt, let days else { return nil }
        return DisputePeriod(notice: notice, receipt: receipt, days: days)
    }

    /// So many business days, without the holidays of a list that stands beside them.
    func businessDays(_ table: TOMLReader, _ key: String, from least: Int = 1) -> BusinessDays? {
        let count = table.integer(key, range: least...100)
        let holidays = holidays(table, "holidays")
        if holidays == nil, !table.contains("holidays") {
            table.complain("business days need their holidays", mend: "add `holidays`, a list of this pack or `public`")
        }
        guard let count, let holidays else { return nil }
        return BusinessDays(count: count, holidays: holidays)
    }

    private func optOut(_ rule: TOMLReader) -> OptOutRule {
        OptOutRule(
            keepsPurposesApart: rule.optionalBoolean("keeps_purposes_apart") ?? true,
            revokesAll: Set(rule.optionalEnumerations("revokes_all", as: Channel.self) ?? []),
            confirmationMinutes: rule.optionalInteger("confirmation_minutes", range: 1...100_000),
            deadline: rule.optionalTable("deadline").flatMap { businessDays($0, "business_days") }
        )
    }

    private func proof(_ rule: TOMLReader) -> ProofRule? {
        let demands = rule.tables("demands").map { $0.tables("any_of").compactMap(evidence) }
        if demands.isEmpty || demands.contains(where: \.isEmpty) {
            rule.complain("a proof demands something", mend: "add `any_of` with what proves it", at: "demands")
            return nil
        }
        return ProofRule(demands: demands)
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
