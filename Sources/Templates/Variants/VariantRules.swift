public import Dunning
import TOML

/// What `template.toml` says of which texts are for whom: variants by conditions, and variants by lot.
public struct VariantRules: Hashable, Sendable {
    /// A variant of the texts.
    struct Variant: Hashable, Sendable {
        let id: VariantID
        /// Nil = only by lot, as an arm of an experiment.
        let conditions: VariantConditions?
        let place: Place
    }

    /// A trial among variants.
    struct Experiment: Hashable, Sendable {
        struct Arm: Hashable, Sendable {
            /// Nil = the template's own texts.
            let variant: VariantID?
            let weight: Int

            var name: String { variant?.rawValue ?? VariantRules.base }
        }

        let id: ExperimentID
        /// Whom it is for; empty = all.
        let conditions: VariantConditions
        let arms: [Arm]
        let place: Place
    }

    /// What people write for the template's own texts.
    static let base = "base"

    var variants: [Variant] = []
    var experiments: [Experiment] = []

    /// The variants in the order in which they are looked at.
    public var ids: [VariantID] { variants.map(\.id) }

    var isEmpty: Bool { variants.isEmpty && experiments.isEmpty }

    init() {}

    /// Reads `[[variant]]` and `[[experiment]]`.
    init(_ reader: TOMLReader, file: String) {
        let tables = reader.optionalTables("variant")
        let found = tables.map { Self.variant($0, file) }
        for (variant, table) in zip(found, tables) {
            guard let variant else { continue }
            if variants.contains(where: { $0.id == variant.id }) {
                table.complain("there is another variant `\(variant.id)`", mend: "give each its own name", at: "name")
            }
            variants.append(variant)
        }
        for table in reader.optionalTables("experiment") { readExperiment(table, file) }
        for (variant, table) in zip(found, tables) { if let variant { checkUse(of: variant, table) } }
    }

    private static func variant(_ table: TOMLReader, _ file: String) -> Variant? {
        let id = name(table, "variant", VariantID.init)
        let when = table.optionalTable("when")
        let conditions = when.map { VariantConditions($0) }
        if let when, when.keys.isEmpty { table.complain("no condition is named", mend: keys, at: "when") }
        return id.map { Variant(id: $0, conditions: conditions, place: table.place(of: "name", in: file)) }
    }

    private static let keys =
        "name one of level, amount, days_overdue, kind, segment, risk, locale, jurisdiction, channel"

    private mutating func readExperiment(_ table: TOMLReader, _ file: String) {
        let id = Self.name(table, "experiment", ExperimentID.init)
        let conditions = table.optionalTable("when").map { VariantConditions($0) } ?? VariantConditions()
        let arms = arms(table)
        guard let id else { return }
        if experiments.contains(where: { $0.id == id }) {
            table.complain("there is another experiment `\(id)`", mend: "give each its own name", at: "name")
        }
        let place = table.place(of: "name", in: file)
        experiments.append(Experiment(id: id, conditions: conditions, arms: arms, place: place))
    }

    private func arms(_ table: TOMLReader) -> [Experiment.Arm] {
        guard let weights = table.table("weights") else { return [] }
        var arms: [Experiment.Arm] = []
        for key in weights.keys {
            guard let weight = weights.integer(key, range: 0...10_000) else { continue }
            let variant = variants.first { $0.id.rawValue == key }
            if variant == nil, key != Self.base {
                let known = variants.map(\.id.rawValue) + [Self.base]
                let mend = NearestName.suggest(key, among: known).map { "did you mean `\($0)`?" }
                weights.complain("there is no variant `\(key)`", mend: mend ?? "add it as a [[variant]]", at: key)
            } else if let variant, variant.conditions != nil {
                let mend = "move its `when` to the experiment, or take it out of `weights`"
                weights.complain("variant `\(key)` has conditions of its own", mend: mend, at: key)
            }
            arms.append(Experiment.Arm(variant: variant?.id, weight: weight))
        }
        if arms.count < 2 {
            let mend = "write `weights = { base = 50, firm = 50 }`"
            table.complain("an experiment has at least two arms", mend: mend, at: "weights")
        } else if arms.allSatisfy({ $0.weight == 0 }) {
            table.complain("no arm has any weight", mend: "give one at least 1", at: "weights")
        }
        return arms
    }

    private func checkUse(of variant: Variant, _ table: TOMLReader) {
        let isDrawn = experiments.contains { $0.arms.contains { $0.variant == variant.id } }
        guard variant.conditions == nil, !isDrawn else { return }
        let mend = "add `when = { … }`, or make it an arm of an [[experiment]]"
        table.complain("variant `\(variant.id)` is never chosen", mend: mend, at: "name")
    }

    private static func name<ID: Identifier>(
        _ table: TOMLReader,
        _ what: String,
        _ make: (String) -> ID?
    ) -> ID? {
        table.value("name", expected: "the name of the \(what)") { node throws(TOMLMistake) in
            let text = try node.string()
            guard let id = make(text), text != base else {
                let mend = text == base ? "`base` is the template's own text" : "use letters, digits, `-`, `_`"
                throw TOMLMistake("`\(text)` is no name for a \(what)", mend: mend)
            }
            return id
        }
    }
}

extension TOMLReader {
    fileprivate func place(of key: String, in file: String) -> Place {
        let position = position(of: key)
        return Place(file: file, line: position.line, column: position.column)
    }
}
