public import Dunning

/// What came of one case.
public struct CaseRun: Sendable {
    /// How it ended.
    public enum Outcome: Hashable, Sendable {
        case passed
        /// The gate decided otherwise than expected.
        case failed
        /// The tz data is older than the case needs, so its answer says nothing.
        case needsTZData(String)
        /// The case expects nothing.
        case notTested
    }

    /// The case.
    public let contactCase: ContactCase
    /// What the gate decided.
    public let decision: Decision
    /// How it ended.
    public let outcome: Outcome

    /// Asks the gate and compares.
    public init(_ contactCase: ContactCase, _ gate: Gate) {
        self.contactCase = contactCase
        decision = gate.decide(contactCase.question)
        if let needed = contactCase.tzdata, needed > decision.tzdata {
            outcome = .needsTZData(needed)
        } else if let expect = contactCase.expect {
            let isRight = expect.verdict == decision.verdict && expect.disappointments(in: decision).isEmpty
            outcome = isRight ? .passed : .failed
        } else {
            outcome = .notTested
        }
    }

    /// Expected and found side by side, then every finding, those that hold the message first: what a person reads
    /// after a failure.
    public var report: String {
        let expected = contactCase.expect.map { clock.words($0.verdict) } ?? ["nothing"]
        let found = clock.words(decision.verdict)
        var lines = ["\(contactCase.id)  \(contactCase.note)", Self.row("expected", "found")]
        for index in 0..<max(expected.count, found.count) {
            lines.append(Self.row(expected.dropFirst(index).first ?? "", found.dropFirst(index).first ?? ""))
        }
        for (rule, found) in contactCase.expect?.disappointments(in: decision) ?? [] {
            let wanted = contactCase.expect?.rules[rule]?.rawValue ?? ""
            lines.append(Self.row("\(rule): \(wanted)", found.rawValue))
        }
        for finding in decision.objections + decision.findings.filter(\.isOpen) {
            lines.append("  \(finding.verdict.words)  \(finding.rule)  \(finding.because) [\(finding.citation)]")
        }
        return lines.joined(separator: "\n")
    }

    private var clock: FindingClock { decision.findings.first?.clock ?? FindingClock(zone: nil) }

    /// Two columns.
    private static func row(_ left: String, _ right: String) -> String {
        let width = 36
        return "  " + left + String(repeating: " ", count: max(2, width - left.count)) + right
    }
}

extension FindingClock {
    /// A verdict in one line, or two where the debtor's clock adds something.
    fileprivate func words(_ verdict: Decision.Verdict) -> [String] {
        guard case .defer(let until) = verdict else { return [verdict.words] }
        return [verdict.words, zone.map { "(\(fullMoment(until.milliseconds)) in \($0.name))" } ?? "(UTC)"]
    }
}

extension Decision.Verdict {
    /// `send`, `defer until 2026-11-18T13:00:00Z` or `block`.
    public var words: String {
        switch self {
        case .send, .block: name
        case .defer(let until): "defer until \(until)"
        }
    }
}

extension Finding.Verdict {
    /// `open`, `shut until 2026-11-18T13:00:00Z` or `closed`.
    public var words: String {
        switch self {
        case .open: "open"
        case .shut(let until): "shut until \(until)"
        case .closed: "closed"
        }
    }
}

extension ContactCase.Expectation {
    /// The rules that say something else than is expected of them, with what they say.
    func disappointments(in decision: Decision) -> [(rule: RuleID, found: Word)] {
        rules.keys.sorted().compactMap { rule in
            let found = decision.word(of: rule)
            return found == rules[rule] ? nil : (rule, found)
        }
    }
}

extension Decision {
    /// What one rule says; of several findings of one name the first that is not open counts.
    func word(of rule: RuleID) -> ContactCase.Expectation.Word {
        let found = findings.filter { $0.rule == rule }
        guard let finding = found.first(where: { !$0.isOpen }) ?? found.first else { return .absent }
        return switch finding.verdict {
        case .open: .open
        case .shut: .shut
        case .closed: .closed
        }
    }
}

extension ContactCase {
    /// The rules whose word is expected and which a book does not have; a word of theirs can never come.
    public func strangers(to book: RuleBook) -> [RuleID] {
        guard let rules = expect?.rules, !rules.isEmpty else { return [] }
        let known = Set((book.cards + book.builtIn.all).map(\.id))
        return rules.keys.filter { !known.contains($0) }.sorted()
    }
}
