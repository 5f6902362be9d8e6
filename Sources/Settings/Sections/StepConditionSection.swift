import Dunning
import TOML

/// The keys of `when` of a step.
struct StepConditionSection: SettingsSection {
    static let header = "when of steps of [sequence.NAME]"
    static let about = #"""
        What must hold for a step when its time comes, or it is passed over and the journal says so: \#
        `when = { open_from = "500 EUR", last = ["unreachable", "no-answer"] }`. All that is said must hold.
        """#

    let openFrom = SettingsKey<[Money]>.amounts("open_from", "At least this is open.")
    let openBelow = SettingsKey<[Money]>.amounts("open_below", "Less than this is open.")
    let levelFrom = SettingsKey<Int>.integer("level_from", 1...99, "The action's `level` is at least this.")
    let riskFrom = SettingsKey<Int>.integer("risk_from", 0...100, "The debtor's `risk` is at least this.")
    let debtor = SettingsKey<DebtorKind>.choice("debtor", "The debtor is of this kind.")
    let last = SettingsKey<[Reaction]>(
        "last",
        "one or an array of " + Reaction.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "),
        "What came of the step before is one of these."
    ) { node, _ throws(TOMLMistake) in
        guard case .array(let nodes) = node.value else { return [try node.enumeration(as: Reaction.self)] }
        var reactions: [Reaction] = []
        for node in nodes { reactions.append(try node.enumeration(as: Reaction.self)) }
        guard !reactions.isEmpty else { throw TOMLMistake("nothing that could come of it", mend: "name one") }
        return reactions
    }

    func read(_ reader: TOMLReader, _ context: SettingsContext, isFirst: Bool) -> StepCondition {
        if isFirst, reader.contains(last.name) {
            reader.complain("there is no step before the first one", mend: "remove `last`", at: "last")
        }
        let condition = StepCondition(
            openFrom: openFrom.value(in: reader, context) ?? [],
            openBelow: openBelow.value(in: reader, context) ?? [],
            levelFrom: levelFrom.value(in: reader, context),
            riskFrom: riskFrom.value(in: reader, context),
            debtor: debtor.value(in: reader, context),
            last: Set(last.value(in: reader, context) ?? [])
        )
        if reader.keys.isEmpty {
            reader.complain(
                "the condition says nothing",
                mend: #"write what must hold, such as `open_from = "500 EUR"`"#
            )
        }
        return condition
    }
}
