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
            outcome = expect.verdict == decision.verdict ? .passed : .failed
        } else {
            outcome = .notTested
        }
    }

    /// Expected and found side by side, then every finding: what a person reads after a failure.
    public var report: String {
        let expected = contactCase.expect.map { $0.verdict.words } ?? "nothing"
        var lines = [
            "\(contactCase.id): expected \(expected), found \(decision.verdict.words)",
            "  \(contactCase.note)",
        ]
        for finding in decision.findings {
            lines.append("  \(finding.verdict.words)  \(finding.rule)  \(finding.because) [\(finding.citation)]")
        }
        return lines.joined(separator: "\n")
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
