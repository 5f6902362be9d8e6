import Dunning

/// The texts of one variant, put over the template's own.
struct VariantTexts: Sendable {
    /// The channels for which the variant has a file of its own, by locale.
    let own: [String: Set<Channel>]
    /// The parts by locale, the template's own where the variant has none.
    var parts: [String: TemplateParts]

    /// Whether the variant says anything of its own to a debtor with that locale.
    func speaks(on channel: Channel, in widening: [String]) -> Bool {
        widening.contains { own[$0]?.contains(channel) ?? false }
    }

    /// Lays the variant's files over the template's; regions take what they lack from their language.
    ///
    /// The variant's files count before the template's, also where the template has the narrower locale: a firm letter
    /// stays firm in Austria. A text part is never left beside an HTML part that says something else.
    init(
        _ files: [String: [TemplatePart: MustacheTemplate]],
        over base: [String: [TemplatePart: MustacheTemplate]]
    ) {
        own = files.mapValues { Set($0.keys.map(\.channel)) }
        parts = Set(base.keys).union(files.keys).reduce(into: [:]) { result, locale in
            let chain = LocaleChain.widening(locale)
            var merged = TemplateParts(layers: chain.compactMap { base[$0] })
            let above = TemplateParts(layers: chain.compactMap { files[$0] })
            if above[.emailHTML] != nil { merged.templates[.emailText] = nil }
            merged.templates.merge(above.templates) { _, own in own }
            result[locale] = merged
        }
    }
}

extension TemplateParts {
    /// Of each part the first layer that has it.
    init(layers: [[TemplatePart: MustacheTemplate]]) {
        self.init(templates: layers.reduce(into: [:]) { $0.merge($1) { own, _ in own } })
    }
}
