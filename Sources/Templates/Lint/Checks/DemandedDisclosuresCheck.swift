import Dunning

/// What the law of the places that a template serves demands is there in every language and channel.
struct DemandedDisclosuresCheck: FolderCheck {
    static let text = LintRule(
        "disclosure.text",
        title: "A disclosure that a served place demands has no text in a language and channel of the template.",
        why: """
            The gate demands the disclosure for each such message; without a text in its language the message is stopped, \
            and the debtor hears nothing. The rule packs tell what is demanded.
            """,
        source: "the rule packs under rules/, each with its citation",
        bad: "serves = [\"US\"], and no _disclosures/mini-miranda/es.any.mustache beside the folder es",
        good: "the text, as a lawyer of that place approved it"
    )

    static let place = LintRule(
        "serves.unknown",
        title: "`serves` names a place that the rules know nothing of.",
        why: "Nothing would be checked for it.",
        bad: "serves = [\"UK\"]",
        good: "serves = [\"GB\"]"
    )

    let rules = [text, place]
    let law: any DisclosureLaw

    func findings(in template: LintedFolder.Template, of folder: LintedFolder) -> [LintFinding] {
        let unknown = template.manifest.serves.filter { !law.knows($0) }.map { place in
            Self.place.finding(
                at: template.place(of: "serves"),
                "the rules know no `\(place)`",
                mend: "write a country or region that has places under rules/places, such as `GB` or `US-CA`"
            )
        }
        return unknown + template.manifest.channels.flatMap { lacking(on: $0, in: template, of: folder) }
    }

    private func lacking(
        on channel: Channel,
        in template: LintedFolder.Template,
        of folder: LintedFolder
    ) -> [LintFinding] {
        let demands = template.demands(of: law, on: channel)
        return template.locales.keys.sorted().flatMap { locale in
            demands.compactMap { demand in
                let widening = LocaleChain.widening(locale)
                guard folder.disclosures.key(demand.text.disclosure, in: widening, channel: channel) == nil else {
                    return nil
                }
                let id = demand.text.disclosure
                return Self.text.finding(
                    at: Place(file: "\(folder.root)/\(template.id)/\(locale)"),
                    "\(demand.place) demands `\(id)` for \(channel.rawValue) (\(demand.text.rule): "
                        + "\(demand.text.citation)), and there is none in \(locale)",
                    mend: "add _disclosures/\(id)/\(locale).\(channel.rawValue)\(TemplatePart.fileExtension)"
                )
            }
        }
    }
}

extension LintedFolder.Template {
    /// What the served places demand on a channel, each text once.
    func demands(of law: any DisclosureLaw, on channel: Channel) -> [(place: String, text: DemandedText)] {
        var known: Set<DisclosureID> = []
        return manifest.serves.flatMap { place in
            law.demands(in: place, channel: channel, purpose: manifest.purpose, role: nil).map { (place, $0) }
        }.filter { known.insert($0.1.disclosure).inserted }
    }
}
