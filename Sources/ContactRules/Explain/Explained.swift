public import Dunning

/// A decision with what explains it: a sentence for people, and for every finding the facts and contacts behind it.
///
/// Made on request, because it costs far more than the decision: the rules are asked again along the way to the opening.
public struct Explained: Sendable {
    /// The decision.
    public let decision: Decision
    /// One or two plain sentences: whether, from when, until when, where, and why.
    public let summary: String
    /// What stands behind each finding, in the order of the decision's findings.
    public let accounts: [Account]

    /// What stands behind one finding.
    public struct Account: Sendable {
        /// The finding.
        public let finding: Finding
        /// The zone whose clock was asked (IANA); nil where the gate found none.
        public let zone: String?
        /// Until when it holds, on that clock: `Mon 9 Nov 2026 00:00`.
        public let until: String?
        /// The facts that it rests on.
        public let facts: [Fact]
        /// The past contacts that it counts, or from which it waits, the earliest first.
        public let contacts: [PastContact]

        /// Each fact in one line, with its date on the debtor's clock and how it was told.
        public var factWords: [String] { facts.map { $0.words(finding.clock) } }

        /// Each contact in one line, with its date on the debtor's clock.
        public var contactWords: [String] { contacts.map { $0.words(finding.clock) } }
    }
}

extension Gate {
    /// The answer to one question with what explains it.
    public func explain(_ question: ContactQuestion) -> Explained {
        let decision = decide(question)
        let hearing = Hearing(question, book)
        return Explained(
            decision: decision,
            summary: Summary(decision: decision, hearing: hearing).sentence,
            accounts: decision.findings.map { Explained.Account($0, hearing) }
        )
    }
}

extension Explained.Account {
    init(_ finding: Finding, _ hearing: Hearing) {
        let zones = hearing.juror(finding.rule)?.zones ?? []
        var zone = zones.first
        if case .hours(let name, _) = finding.ground { zone = zones.first { $0.name == name } ?? zone }
        var facts: [Int] = []
        var contacts: [Int] = []
        switch finding.ground {
        case .fact(_, _, let place), .wait(_, _, .fact(let place)): facts = [place]
        case .count(_, _, _, let places), .caution(_, _, _, let places): contacts = places
        case .wait(_, _, .contact(let place)): contacts = [place]
        case .wait, .clear, .hours, .missing, .message, .exception: break
        }
        let question = hearing.inquiry.question
        self.finding = finding
        self.zone = zone?.name
        if case .shut(let until) = finding.verdict {
            self.until = FindingClock(zone: zone).fullMoment(until.milliseconds)
        } else {
            until = nil
        }
        self.facts = facts.filter(question.facts.indices.contains).map { question.facts[$0] }
        self.contacts = contacts.map { question.history[$0] }
    }
}

extension Explained {
    /// The answer as JSON, as `dunlin decide --json` prints it, without an id.
    public var json: JSON {
        var object = decision.json.object ?? [:]
        object["summary"] = .string(summary)
        object["findings"] = .array(accounts.map(\.json))
        return .object(object)
    }
}

extension Explained.Account {
    /// The finding as JSON, with what stands behind it.
    public var json: JSON {
        var object = finding.json.object ?? [:]
        object["zone"] = zone.map(JSON.string)
        object["untilLocal"] = until.map(JSON.string)
        if !facts.isEmpty { object["facts"] = .array(facts.map(\.because)) }
        if !contacts.isEmpty { object["contacts"] = .array(contacts.map(\.because)) }
        return .object(object)
    }
}

extension Fact {
    /// What a finding says of the fact.
    fileprivate var because: JSON {
        .compact([
            "kind": .string(kind.name.rawValue), "at": .string(at.description), "told": told.map(JSON.string),
            "until": kind.end.map { .string($0.description) },
        ])
    }
}

extension PastContact {
    /// What a finding says of the contact.
    fileprivate var because: JSON {
        .compact([
            "at": .string(at.description), "channel": .string(channel.rawValue),
            "mode": mode.map { .string($0.rawValue) }, "direction": .string(direction.rawValue),
            "outcome": outcome.map { .string($0.rawValue) },
        ])
    }
}
