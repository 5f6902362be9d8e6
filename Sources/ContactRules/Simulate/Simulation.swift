public import Dunning

/// Puts questions to the rules in use and to a draft of them, and keeps count of what the draft would change.
///
/// Pure, as the gate is: the same questions in the same order give the same tally, however they are divided.
public struct Simulation: Sendable {
    private let old: Gate
    private let new: Gate
    private let oldBook: RuleBook
    private let newBook: RuleBook
    /// How many examples of each change are kept.
    private let examples: Int

    /// A comparison of a draft with the rules in use.
    public init(of draft: RuleBook, against used: RuleBook, examples: Int = 3) {
        old = Gate(used)
        new = Gate(draft)
        oldBook = used
        newBook = draft
        self.examples = examples
    }

    /// A tally of nothing.
    public var nothing: SimulationTally { SimulationTally(examples: examples) }

    /// Asks one question twice and counts it.
    public func ask(_ id: String, _ question: ContactQuestion, into tally: inout SimulationTally) {
        let before = old.verdict(question)
        let after = new.verdict(question)
        tally.count(before, after)
        var packs = oldBook.jurisdictions(of: question)
        for pack in newBook.jurisdictions(of: question) where !packs.contains(pack) { packs.append(pack) }
        tally.count(packs)
        guard let change = SimulatedChange(from: before, to: after) else { return }
        let example = SimulatedExample(
            change: change,
            id: id,
            question: question,
            old: old.decide(question),
            new: new.decide(question),
            // Hardly any of them is ever shown.
            summaries: tally.hasRoom(for: change)
                ? (old: old.explain(question).summary, new: new.explain(question).summary) : nil,
            decisive: decisive(change.isStricter ? (old, new) : (new, old), question)
        )
        tally.count(example, packs)
    }

    /// What the strict rules say when the lax ones let the message go: that alone is the difference.
    private func decisive(_ gates: (lax: Gate, strict: Gate), _ question: ContactQuestion) -> [Finding] {
        var moved = question
        if case .defer(let opening) = gates.lax.verdict(question) { moved.contact.at = opening }
        return SimulatedExample.decisive(gates.strict.decide(moved))
    }
}

extension RuleBook {
    /// The packs whose law is asked about a question: of the house and of every place that may be meant.
    public func jurisdictions(of question: ContactQuestion) -> [PackID] {
        standing(of: question).jurisdictions
    }
}
