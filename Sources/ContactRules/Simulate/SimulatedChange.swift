import Dunning

/// What other rules would have changed for one contact.
public enum SimulatedChange: String, CaseIterable, Hashable, Sendable {
    /// It would never have gone out.
    case blocked
    /// It would have gone out later.
    case later
    /// It would have gone out earlier.
    case earlier
    /// It would have gone out, where now it may not.
    case letThrough = "let-through"

    /// The change from one answer to another; nil where they are the same.
    public init?(from old: Decision.Verdict, to new: Decision.Verdict) {
        switch (old, new) {
        case (.send, .send), (.block, .block): return nil
        case (_, .block): self = .blocked
        case (.block, _): self = .letThrough
        case (.send, .defer): self = .later
        case (.defer, .send): self = .earlier
        case (.defer(let before), .defer(let after)):
            guard before != after else { return nil }
            self = before < after ? .later : .earlier
        }
    }

    /// Whether the new rules hold more than the old ones.
    public var isStricter: Bool { self == .blocked || self == .later }

    /// How people call it: "let through".
    public var words: String { self == .letThrough ? "let through" : rawValue }
}

/// One contact whose answer changes, with the rules that make the difference.
public struct SimulatedExample: Sendable {
    /// What happens to it.
    public let change: SimulatedChange
    /// The case's name, or that of the attempt.
    public let id: String
    /// The question that was asked twice.
    public let question: ContactQuestion
    /// The answer by the rules that are in use.
    public let old: Decision
    /// The answer by the draft.
    public let new: Decision
    /// Both in one plain sentence each; nil where the example is only counted.
    public let summaries: (old: String, new: String)?

    /// The findings that make the difference: of the draft where it is stricter, of the rules in use where it is laxer.
    public var decisive: [Finding] {
        let (lax, strict) = change.isStricter ? (old, new) : (new, old)
        var before: [RuleID: Finding.Verdict] = [:]
        for finding in lax.findings { before[finding.rule] = finding.verdict }
        let stricter = strict.objections.filter { $0.verdict.isStricter(than: before[$0.rule] ?? .open) }
        let final = stricter.filter { $0.verdict == .closed }
        if case .block = strict.verdict, !final.isEmpty { return final }
        return stricter.isEmpty ? strict.objections : stricter
    }
}

extension Finding.Verdict {
    fileprivate func isStricter(than other: Finding.Verdict) -> Bool {
        switch (self, other) {
        case (.open, _), (_, .closed): false
        case (.closed, _), (_, .open): true
        case (.shut(let mine), .shut(let theirs)): mine > theirs
        }
    }
}
