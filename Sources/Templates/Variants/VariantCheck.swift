import Dunning

/// Holds the variants that `template.toml` names against the folders that there are.
struct VariantCheck {
    /// The template's folder, as diagnostics name it.
    let folder: String
    let manifest: TemplateManifest
    /// The template's own parts by locale.
    let base: [String: TemplateParts]
    let variants: [VariantID: VariantTexts]
    private(set) var diagnostics: [Diagnostic] = []

    init(
        folder: String,
        manifest: TemplateManifest,
        base: [String: TemplateParts],
        variants: [VariantID: VariantTexts]
    ) {
        self.folder = folder
        self.manifest = manifest
        self.base = base
        self.variants = variants
    }

    private var rules: VariantRules { manifest.variants }

    mutating func run() {
        for id in variants.keys where !rules.ids.contains(id) {
            let nearest = NearestName.suggest(id.rawValue, among: rules.ids.map(\.rawValue))
            let mend = nearest.map { "did you mean `@\($0)`?" } ?? "add a [[variant]] to template.toml, or remove it"
            complain(Place(file: "\(folder)/@\(id)"), "no variant is called `\(id)`", mend)
        }
        for (index, variant) in rules.variants.enumerated() {
            guard let texts = variants[variant.id] else {
                let mend = "add files that differ from the template's, such as \(folder)/@\(variant.id)/\(example)"
                complain(variant.place, "variant `\(variant.id)` has no texts", mend)
                continue
            }
            checkFiles(of: variant, texts)
            if isAble(variant, texts) {
                checkReach(of: variant, texts, behind: rules.variants.prefix(index))
                tellGaps(of: variant, texts)
            }
        }
        for (index, experiment) in rules.experiments.enumerated() { checkReach(of: experiment, at: index) }
    }

    private var example: String { "\(base.keys.min() ?? "en")/sms.txt\(TemplatePart.fileExtension)" }

    private mutating func checkFiles(of variant: VariantRules.Variant, _ texts: VariantTexts) {
        for locale in texts.own.keys {
            let place = Place(file: "\(folder)/@\(variant.id)/\(locale)")
            guard LocaleChain.widening(locale).contains(where: { base[$0] != nil }) else {
                complain(place, "the template has no texts in `\(locale)`", "add \(folder)/\(locale) first")
                continue
            }
            guard let parts = texts.parts[locale], texts.own[locale]?.contains(.email) == true else { continue }
            if parts.isTextBesideForeignHTML {
                complain(place, "`email.txt` stands beside the template's own `email.html`", "add `email.html` as well")
            }
        }
    }

    /// Whether there is a message that the variant's conditions let pass and that it has a text for.
    private mutating func isAble(_ variant: VariantRules.Variant, _ texts: VariantTexts) -> Bool {
        guard reach(of: variant, texts).isEmpty else { return true }
        let locales = texts.own.keys.sorted().joined(separator: ", ")
        let channels = Set(texts.own.values.joined()).map(\.rawValue).sorted().joined(separator: ", ")
        complain(
            variant.place,
            "variant `\(variant.id)` is never chosen: its texts are for \(channels) in \(locales)",
            "add texts for what its conditions ask for, or widen `channel` and `locale`"
        )
        return false
    }

    private struct Spot: Hashable {
        let locale: String
        let channel: Channel
    }

    /// Where the variant has a text that its conditions let pass.
    private func reach(of variant: VariantRules.Variant, _ texts: VariantTexts) -> Set<Spot> {
        var spots: Set<Spot> = []
        for (locale, channels) in texts.own {
            for channel in channels where manifest.channels.contains(channel) {
                guard let conditions = variant.conditions else {
                    spots.insert(Spot(locale: locale, channel: channel))
                    continue
                }
                // A text in `de` is also for those in `de-AT` whom the conditions name.
                let isNamed = conditions.locales?.contains { LocaleChain.widening($0).contains(locale) } ?? true
                guard conditions.takes(channel), isNamed || conditions.takes(locale: locale) else { continue }
                spots.insert(Spot(locale: locale, channel: channel))
            }
        }
        return spots
    }

    private mutating func checkReach(
        of variant: VariantRules.Variant,
        _ texts: VariantTexts,
        behind earlier: ArraySlice<VariantRules.Variant>
    ) {
        guard let conditions = variant.conditions else { return }
        let spots = reach(of: variant, texts)
        for other in earlier {
            guard other.conditions?.covers(conditions) == true, let others = variants[other.id] else { continue }
            let isSpoken = spots.allSatisfy { others.speaks(on: $0.channel, in: LocaleChain.widening($0.locale)) }
            guard isSpoken else { continue }
            let mend = "put it in front of `\(other.id)`, or narrow the conditions of `\(other.id)`"
            let message = "variant `\(variant.id)` is never chosen: `\(other.id)` takes all of its messages first"
            return complain(variant.place, message, mend)
        }
    }

    private mutating func checkReach(of experiment: VariantRules.Experiment, at index: Int) {
        let earlier = rules.experiments.prefix(index)
        guard let other = earlier.first(where: { $0.conditions.covers(experiment.conditions) }) else { return }
        // The earlier one takes only messages for which all its arms have texts.
        let own = Set(experiment.arms.compactMap(\.variant))
        guard Set(other.arms.compactMap(\.variant)).isSubset(of: own) else { return }
        complain(
            experiment.place,
            "experiment `\(experiment.id)` never begins: `\(other.id)` takes all of its messages first",
            "give them conditions that differ, or remove one"
        )
    }

    /// Tells of languages in which debtors get the template's own text though the conditions name them.
    private mutating func tellGaps(of variant: VariantRules.Variant, _ texts: VariantTexts) {
        let channels = Set(texts.own.values.joined()).filter { variant.conditions?.takes($0) ?? true }
        for locale in base.keys.sorted() where variant.conditions?.takes(locale: locale) ?? true {
            let silent = channels.filter { !texts.speaks(on: $0, in: LocaleChain.widening(locale)) }
            guard !silent.isEmpty else { continue }
            let names = silent.map(\.rawValue).sorted().joined(separator: ", ")
            diagnostics.append(
                Diagnostic(
                    .warning,
                    at: variant.place,
                    "variant `\(variant.id)` has no text of its own for \(names) in \(locale); the next one is taken there",
                    mend: "add \(folder)/@\(variant.id)/\(locale), or name the languages in `locale`"
                )
            )
        }
    }

    private mutating func complain(_ place: Place, _ message: String, _ mend: String) {
        diagnostics.append(Diagnostic(at: place, message, mend: mend))
    }
}

extension TemplateParts {
    /// Whether the text part is of a variant, and the HTML part is not: a debtor would get two different messages.
    fileprivate var isTextBesideForeignHTML: Bool {
        guard let text = self[.emailText]?.file, let html = self[.emailHTML]?.file else { return false }
        return text.contains("/@") && !html.contains("/@")
    }
}
