import Dunning

extension WindowRule: Speaking {
    var spoken: RuleWords {
        var hours = week.groups.map { Facet($0.name, $0.hours) }
        if let onHolidays = week.holidays { hours.append(Facet(holidayName, onHolidays.words)) }
        var words = RuleWords(sentences: [], hours: hours, facets: hours)
        switch opensByWish {
        case .any: words.open("at a time that the debtor called convenient")
        case .written: words.open("at a time that was agreed with the debtor in writing")
        case nil: break
        }
        if allowsReply { words.open("for one answer to a message of the debtor from the same closed time") }
        return words
    }

    private var holidayName: String {
        switch holidays {
        case .ofThePlace: "public holidays"
        case .own, nil: "holidays"
        }
    }
}

extension WishRule: Speaking {
    var spoken: RuleWords {
        let sentence = "Nothing at a time that the debtor called inconvenient."
        var words = RuleWords(sentences: [sentence], facets: [])
        switch opensByWish {
        case .any: words.open("at a time that the debtor called convenient")
        case .written: words.open("at a time that was agreed with the debtor in writing")
        case nil: break
        }
        if allowsReply { words.open("for one answer to the debtor's own message") }
        return words
    }
}

extension CapRule: Speaking {
    var spoken: RuleWords {
        let periods = periods.map(\.words).joined(last: "and in")
        var words = RuleWords(
            sentences: ["No more than \(limit) in \(periods): \(counted.words)."],
            facets: [Facet("limit", "\(limit)"), Facet("period", periods), Facet("counts", counted.words)]
        )
        if let soft {
            let text = "\(soft.limit) in \(soft.periods.map(\.words).joined(last: "and in"))"
            words.say("No more than \(text) is advised.", Facet("advised", text))
        }
        if let beginsAfter {
            words.say("Counted behind the first of: \(beginsAfter.words).", Facet("counted behind", beginsAfter.words))
        }
        if !leavesOut.isEmpty {
            words.say(
                "What was sent while it was lifted is not counted.",
                Facet("not counted", "what was sent while lifted")
            )
        }
        if leavesOutReplies { words.say("Answers to the debtor are free.", Facet("answers to the debtor", "free")) }
        return words
    }
}

extension SpacingRule: Speaking {
    var spoken: RuleWords {
        var words = RuleWords(
            sentences: ["Opens \(waitWords) \(eventName)."],
            facets: [Facet("opens", "\(waitWords) \(eventName)"), Facet("event", eventWords)]
        )
        words.sentences.append("The event: \(eventWords).")
        if measure == .first {
            words.say("Of several the one whose wait ends first counts.", Facet("counts", "the first"))
        }
        if let beginsAfter {
            words.say("Counted behind the first of: \(beginsAfter.words).", Facet("counted behind", beginsAfter.words))
        }
        for start in laterStart {
            let channels = start.channels.map { plainName($0.rawValue) }.sorted().joined(last: "and")
            let text = "\(channels): from working day \(start.workingDay.count) after it"
            words.say("For \(text).", Facet("later start", text))
        }
        if needsEvent {
            words.say("Without that on record nothing goes out.", Facet("without the event", "nothing goes out"))
        }
        return words
    }

    private var waitWords: String {
        switch wait {
        case .opensOnDay(let day): "at 00:00 of day \(day) after"
        case .hours(let hours): "\(hours) hours after"
        case .opensWith(.day): "with the day after"
        case .opensWith(.week): "with the Monday after"
        case .opensWith(.month): "with the month after"
        }
    }

    private var eventWords: String {
        switch event {
        case .contact(let filter): filter.words
        case .fact(let filter): filter.words
        case .due: "the last day to pay"
        }
    }
}

extension StopRule: Speaking {
    var spoken: RuleWords {
        var words = RuleWords(sentences: [], facets: [])
        let names = facts.map(\.words)
        if facts.isEmpty {
            words.say("Nothing goes out: \(self.words).", Facet("stops", "always"))
        } else {
            words.say("Nothing goes out while on record: \(names.joined(separator: "; ")).")
            words.facets += names.map { Facet("stops on", $0) }
        }
        if bindsAfterHours > 0 {
            words.say(
                "Binds \(bindsAfterHours) hours after it was told.",
                Facet("binds after", "\(bindsAfterHours) hours")
            )
        }
        if let lapse {
            let (day, confirmed) = (lapse.onDay, lapse.confirmedWithinDays)
            words.say("An oral word lapses on day \(day), unless confirmed in writing within \(confirmed) days.")
            words.facets += [Facet("lapses on day", "\(day)"), Facet("confirmed within days", "\(confirmed)")]
        }
        if let period {
            let receipt = "\(period.receipt.count) business days after it was sent"
            let text = "within \(period.days) days of the notice (\(period.notice.words)), received \(receipt)"
            words.say("Counts only \(text).", Facet("counts", text))
        }
        if allowsReply { words.open("for one answer to the debtor's own message") }
        return words
    }
}

extension OptOutRule: Speaking {
    var spoken: RuleWords {
        var words = RuleWords(
            sentences: ["Nothing where the debtor opted out; the last word counts."],
            facets: []
        )
        if !revokesAll.isEmpty {
            let channels = revokesAll.map { plainName($0.rawValue) }.sorted().joined(last: "and")
            words.say("An opt-out from one of \(channels) ends all of them.", Facet("ends together", channels))
        }
        words.facets.append(Facet("advertising and debt", keepsPurposesApart ? "kept apart" : "ended together"))
        if keepsPurposesApart, revokesAll.isEmpty {
            words.sentences.append(
                "An opt-out from messages about the debt leaves advertising open, and the other way round."
            )
        }
        if let minutes = confirmationMinutes {
            words.say(
                "One confirmation may go out within \(minutes) minutes.",
                Facet("confirmation", "within \(minutes) minutes")
            )
        } else {
            words.say("One confirmation may go out.", Facet("confirmation", "at any time"))
        }
        if let deadline {
            let text = "\(deadline.count) business days"
            words.say("The law gives \(text); Dunlin stops at once.", Facet("the law gives", text))
        }
        return words
    }
}

extension ProofRule: Speaking {
    var spoken: RuleWords {
        let texts = demands.map { demand in demand.map(\.sentence).joined(last: "or") }
        var words = RuleWords(sentences: [], facets: [])
        for (text, demand) in zip(texts, demands) {
            words.say("Only where this is on record: \(text).")
            words.facets.append(
                Facet(
                    "demands",
                    demand.map { "\($0.detail)\($0.days.map { ", \($0) days" } ?? "")" }.joined(last: "or")
                )
            )
        }
        return words
    }
}

extension DisclosureRule: Speaking {
    var spoken: RuleWords {
        let which =
            switch position {
            case .every: "Every message"
            case .first: "The first message"
            case .later: "Every message behind the first"
            }
        var words = RuleWords(
            sentences: ["\(which) must hold the text `\(demands)`."],
            facets: [Facet("demands", "\(demands)"), Facet("in", position.rawValue)]
        )
        if !accepts.isEmpty {
            let texts = accepts.map { "`\($0)`" }.sorted().joined(last: "or")
            words.say("As good: \(texts).", Facet("accepts", texts))
        }
        if position != .every {
            let texts = earlier.map(\.words).joined(separator: "; or ")
            words.say("An earlier message: \(texts).", Facet("earlier message", texts))
        }
        return words
    }
}

extension ContentRule: Speaking {
    var spoken: RuleWords {
        guard !words.isEmpty else {
            return RuleWords(sentences: ["Barred altogether: \(reason)."], facets: [Facet("bars", "everything")])
        }
        let place = part == .text ? "text" : "envelope"
        let list = words.map { "`\($0)`" }.joined(separator: ", ")
        return RuleWords(
            sentences: ["The \(place) must hold none of: \(list)."],
            facets: [Facet("looks at", place)] + words.map { Facet("bars", $0) }
        )
    }
}

extension RuleWords {
    /// A sentence with the part that it is about.
    fileprivate mutating func say(_ sentence: String, _ facet: Facet? = nil) {
        sentences.append(sentence)
        if let facet { facets.append(facet) }
    }

    fileprivate mutating func open(_ words: String) { say("Open \(words).", Facet("open", words)) }
}
