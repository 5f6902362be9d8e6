public import Dunning

/// Which texts of a template a message was made from, and why.
public struct VariantChoice: Hashable, Sendable {
    /// Why it was these.
    public enum Reason: Hashable, Sendable {
        /// All conditions of the variant hold; as their author wrote them.
        case conditions([String])
        /// It was drawn by lot, among these arms with these weights.
        case lot(ExperimentID, weights: [String: Int])
        /// No variant is for this message.
        case none
        /// Somebody asked for it, in a preview.
        case asked
    }

    /// Nil = the template's own texts.
    public var variant: VariantID?
    /// Why it was these.
    public var reason: Reason

    /// As the journal has it: `{"name": "firm", "because": "conditions", "conditions": ["level >= 3"]}`.
    public var json: JSON {
        var members: JSONMembers = ["name": .string(variant?.rawValue ?? VariantRules.base)]
        switch reason {
        case .conditions(let words):
            members["because"] = "conditions"
            members["conditions"] = .array(words.map(JSON.string))
        case .lot(let experiment, let weights):
            members["because"] = "lot"
            members["experiment"] = .string(experiment.rawValue)
            members["weights"] = .object(JSONMembers(weights.mapValues { .integer(Int64($0)) }))
        case .none: members["because"] = "no-match"
        case .asked: members["because"] = "asked"
        }
        return .object(members)
    }
}

extension TemplateLibrary.Entry {
    /// The variant that was asked for, or the one that is for this message.
    func choice(for request: CompositionRequest, locale: String) throws(CompositionError) -> VariantChoice? {
        guard let asked = request.variant else {
            let matter = VariantConditions.Matter(
                action: request.action,
                channel: request.channel,
                today: request.today,
                locale: locale
            )
            return choice(for: matter)
        }
        if asked.rawValue == VariantRules.base { return VariantChoice(variant: nil, reason: .asked) }
        guard variants[asked] != nil else {
            let known = variants.keys.map(\.rawValue).sorted() + [VariantRules.base]
            throw .noVariant(id, asked, nearest: NearestName.suggest(asked.rawValue, among: known))
        }
        return VariantChoice(variant: asked, reason: .asked)
    }

    /// Chooses among the variants; nil where the template has none.
    ///
    /// The first variant whose conditions hold, and that has a text of its own on the channel in the language; else the
    /// first experiment whose conditions hold, and whose arms all have one; else the template's own texts.
    func choice(for matter: VariantConditions.Matter) -> VariantChoice? {
        guard !manifest.variants.isEmpty else { return nil }
        let widening = LocaleChain.widening(matter.locale)
        func speaks(_ id: VariantID) -> Bool { variants[id]?.speaks(on: matter.channel, in: widening) ?? false }
        for variant in manifest.variants.variants {
            guard let conditions = variant.conditions, conditions.hold(for: matter), speaks(variant.id) else {
                continue
            }
            return VariantChoice(variant: variant.id, reason: .conditions(conditions.words))
        }
        for experiment in manifest.variants.experiments where experiment.conditions.hold(for: matter) {
            let arms = experiment.arms.filter { $0.weight > 0 }
            guard arms.allSatisfy({ $0.variant.map(speaks) ?? true }) else { continue }
            let names = arms.map { (name: $0.name, weight: $0.weight) }
            guard let winner = Lot.draw(experiment.id, for: matter.action.debtor.id, among: names) else { continue }
            let weights = Dictionary(
                experiment.arms.map { ($0.name, $0.weight) },
                uniquingKeysWith: { first, _ in first }
            )
            return VariantChoice(variant: arms[winner].variant, reason: .lot(experiment.id, weights: weights))
        }
        return VariantChoice(variant: nil, reason: .none)
    }
}
