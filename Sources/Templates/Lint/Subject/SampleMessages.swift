import Dunning

/// The rules about composing messages from samples.
enum SampleRules {
    static let refused = LintRule(
        "sample.refused",
        title: "A message of a sample cannot be composed.",
        why: "A message of the same kind would be stopped in front of the provider.",
        bad: "{{creditor.iban}} for a creditor without one",
        good: "{{#creditor.iban}}IBAN: {{creditor.iban}}{{/creditor.iban}}"
    )

    static let none = LintRule(
        "sample.none",
        .warning,
        title: "No sample has what the template needs.",
        why: "No message of it could be composed, so none was looked at.",
        bad: "needs = [\"data.plan\"], and no sample with `plan` under `data`",
        good: "an action in templates/samples that has it"
    )

    static let all = [refused, none]
}

/// Composes the messages that lint looks at.
struct SampleMessages {
    let folder: LintedFolder
    let library: TemplateLibrary?
    let input: LintInput

    func composed() -> (messages: [LintedMessage], findings: [LintFinding]) {
        guard let library, !input.samples.isEmpty else { return ([], []) }
        var result: (messages: [LintedMessage], findings: [LintFinding]) = ([], [])
        for template in folder.templates {
            for variant in template.choices {
                for locale in template.texts(variant).keys.sorted() {
                    for channel in template.manifest.channels {
                        let one = composed(template, variant, locale, channel, library)
                        result.messages += one.messages
                        result.findings += one.findings.map { $0.of(template.id) }
                    }
                }
            }
        }
        return result
    }

    private func composed(
        _ template: LintedFolder.Template,
        _ variant: VariantID?,
        _ locale: String,
        _ channel: Channel,
        _ library: TemplateLibrary
    ) -> (messages: [LintedMessage], findings: [LintFinding]) {
        var messages: [LintedMessage] = []
        var findings: [LintFinding] = []
        var lacksNeeds = false
        let shelf = SampleShelf(samples: input.samples)
        for var item in shelf.items(for: template, locale: locale, channel: channel) {
            item.request.disclosures = demanded(of: item.request, template, locale)
            item.request.variant = variant ?? (template.variants.isEmpty ? nil : VariantID(trusted: VariantRules.base))
            do throws(CompositionError) {
                let composition = try library.compose(item.request)
                messages.append(
                    LintedMessage(
                        template: template,
                        request: item.request,
                        composition: composition,
                        sample: item.sample,
                        isStretched: item.isStretched
                    )
                )
            } catch {
                if error.lacksNeeds {
                    lacksNeeds = true
                } else {
                    findings += Self.findings(error, item, template, locale)
                }
            }
        }
        if messages.isEmpty, findings.isEmpty, lacksNeeds {
            findings = [Self.none(template, channel)]
        }
        return (messages, findings)
    }

    /// What the law of the debtor's place demands of the message, where the template serves it and there is a text.
    private func demanded(
        of request: CompositionRequest,
        _ template: LintedFolder.Template,
        _ locale: String
    ) -> [DisclosureID] {
        guard let law = input.law, let address = request.action.debtor.address else { return [] }
        let places = [address.region, address.country].compactMap { $0 }
        let isServed = template.manifest.serves.contains { $0.hasPrefix(address.country) }
        guard isServed, let place = places.first(where: law.knows) else { return [] }
        let purpose = template.manifest.purpose
        let role = request.creditor.role
        return law.demands(in: place, channel: request.channel, purpose: purpose, role: role).map(\.disclosure).filter {
            folder.disclosures.key($0, in: LocaleChain.widening(locale), channel: request.channel) != nil
        }
    }

    private static func none(_ template: LintedFolder.Template, _ channel: Channel) -> LintFinding {
        let needs = template.manifest.needs.map { "`\($0)`" }.joined(separator: ", ")
        return SampleRules.none.finding(
            at: template.place(of: "needs"),
            "no sample has \(needs)",
            mend: "add an action with these to templates/samples"
        )
    }

    private static func findings(
        _ error: CompositionError,
        _ item: SampleShelf.Item,
        _ template: LintedFolder.Template,
        _ locale: String
    ) -> [LintFinding] {
        guard case .missing(let values) = error else {
            let part = template.locales[locale]?.first { $0.key.channel == item.request.channel }?.value
            let place = Place(
                file: part?.file ?? template.file,
                line: part == nil ? nil : 1,
                column: part == nil ? nil : 1
            )
            return [
                SampleRules.refused.finding(
                    at: place,
                    "sample \(item.sample): \(error)",
                    mend: "mend the text or the sample"
                )
            ]
        }
        return values.map { value in
            SampleRules.refused.finding(
                at: Place(file: value.file, line: value.line, column: value.column),
                "sample \(item.sample) has no `\(value.field)`",
                mend: "ask first: {{#\(value.field)}}…{{/\(value.field)}}, or add it to `needs`"
            )
        }
    }
}

extension CompositionError {
    /// Whether the action lacks what the template demands: such a sample is for other templates.
    fileprivate var lacksNeeds: Bool {
        guard case .missing(let values) = self else { return false }
        return values.contains { $0.line == 0 }
    }
}
