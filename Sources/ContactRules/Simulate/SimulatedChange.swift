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

    /// The findings that make the difference, of the stricter rules at the moment at which the laxer ones let it go.
    public let decisive: [Finding]

    /// The findings that hold a message by the strict rules at that moment; where some hold it for good, those alone.
    static func decisive(_ strict: Decision) -> [Finding] {
        let final = strict.objections.filter { $0.verdict == .closed }
        return final.isEmpty ? strict.objections : final
    }
}
