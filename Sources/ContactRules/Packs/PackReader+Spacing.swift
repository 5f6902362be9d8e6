import Dunning
import TOML

extension PackReader {
    /// A wait after an event.
    func spacing(_ rule: TOMLReader) -> SpacingRule? {
        let name = rule.string("after_words")
        let event = rule.table("after").flatMap(event)
        let wait = wait(rule)
        let measure = rule.optionalEnumeration("measured_from", as: SpacingRule.Measure.self) ?? .last
        let beginsAfter = rule.optionalTable("begins_after").map(filter)
        let laterStart = rule.optionalTables("later_start").compactMap(laterStart)
        let needsEvent = rule.optionalBoolean("needs_event") ?? false
        checkLaterStart(rule, event, wait)
        if beginsAfter != nil, case .due? = event {
            rule.complain("the due date comes behind no contact", mend: "remove it", at: "begins_after")
        }
        guard let name, let event, let wait else { return nil }
        return SpacingRule(
            event: event,
            eventName: name,
            wait: wait,
            measure: measure,
            beginsAfter: beginsAfter,
            laterStart: laterStart,
            needsEvent: needsEvent
        )
    }

    private func event(_ table: TOMLReader) -> SpacingRule.Event? {
        let contact = table.optionalTable("contact").map(filter).map(SpacingRule.Event.contact)
        let fact = table.optionalTable("fact").map { factFilter($0).map(SpacingRule.Event.fact) }
        let due: SpacingRule.Event? = table.optionalBoolean("due") == true ? .due : nil
        let events = [contact, fact ?? nil, due].compactMap { $0 }
        guard events.count != 1 else { return events[0] }
        // A fact that could not be read has been complained about.
        if fact == nil || !events.isEmpty {
            table.complain("a wait begins with one thing", mend: "write one of `contact`, `fact`, `due = true`")
        }
        return nil
    }

    private func wait(_ rule: TOMLReader) -> SpacingRule.Wait? {
        let day = rule.optionalInteger("opens_on_day", range: 1...10_000).map(SpacingRule.Wait.opensOnDay)
        let hours = rule.optionalInteger("opens_after_hours", range: 1...100_000).map(SpacingRule.Wait.hours)
        let turn = rule.optionalEnumeration("opens_with", as: SpacingRule.Turn.self).map(SpacingRule.Wait.opensWith)
        let waits = [day, hours, turn].compactMap { $0 }
        if waits.count == 1 { return waits[0] }
        let keys = ["opens_on_day", "opens_after_hours", "opens_with"]
        // A length that could not be read has been complained about.
        if waits.count > 1 || !keys.contains(where: rule.contains) {
            rule.complain(
                "a wait has one length",
                mend: "write one of `opens_on_day`, `opens_after_hours`, `opens_with`"
            )
        }
        return nil
    }

    private func laterStart(_ table: TOMLReader) -> SpacingRule.LaterStart? {
        let channels = table.enumerations("channels", as: Channel.self)
        let day = businessDays(table, "working_day")
        guard let channels, let day else { return nil }
        return SpacingRule.LaterStart(channels: Set(channels), workingDay: day)
    }

    private func checkLaterStart(_ rule: TOMLReader, _ event: SpacingRule.Event?, _ wait: SpacingRule.Wait?) {
        guard rule.contains("later_start") else { return }
        if case .hours? = wait {
            rule.complain("hours begin with the contact itself", mend: "write `opens_on_day`", at: "later_start")
        }
        switch event {
        case .fact, .due:
            rule.complain("only contacts come by a channel", mend: "write `after.contact`", at: "later_start")
        case .contact, nil: return
        }
    }
}
