import Dunning

/// The same message says the same in every language: what one locale shows, the others show.
struct LocaleFieldsCheck: FolderCheck {
    static let rule = LintRule(
        "locale.fields",
        .warning,
        title: "A locale does not show a value that the others show.",
        why: """
            Debtors of one language would lack what the others are told: how to pay, until when, whom to ask. Fields that \
            belong together, such as a name and a greeting with it, count as one.
            """,
        bad: "{{payment.link}} in en/sms.txt, and not in fr/sms.txt",
        good: "the same values in every locale"
    )

    let rules = [rule]

    /// Fields that say the same in another way, and the name that they are compared under.
    private static let kin: [String: String] = [
        "salutation": "debtor.name", "greeting": "debtor.name", "debtor.givenName": "debtor.name",
        "debtor.familyName": "debtor.name", "creditor.addressLine": "creditor.address",
        "invoiceNumbers": "invoices.number",
        "isConsumer": "isBusiness", "invoiceCount": "invoices", "payment.reference": "transferReference",
    ]
    /// Fields for the form of a message rather than for what it says.
    private static let formal: Set<String> = ["language", "direction", "attempt.id", "action.id", "disclosures"]

    /// What a letter says around its body in any case.
    private static let printed: Set<String> = ["creditor.name", "debtor.name", "creditor.address", "today"]

    func findings(in template: LintedFolder.Template, of folder: LintedFolder) -> [LintFinding] {
        let parts = TemplatePart.allCases.filter { template.manifest.channels.contains($0.channel) }
        return template.choices.map { template.texts($0) }.flatMap { texts in
            parts.flatMap { part in
                var shown: [String: [String: MustacheSpot]] = [:]
                for (locale, own) in texts {
                    guard let tree = own[part].flatMap(folder.tree) else { continue }
                    let fields = Self.fields(of: tree)
                    shown[locale] = part == .letterBody ? fields.filter { !Self.printed.contains($0.key) } : fields
                }
                return findings(shown, files: texts.compactMapValues { $0[part]?.file })
            }
        }
    }

    private func findings(
        _ shown: [String: [String: MustacheSpot]],
        files: [String: String]
    ) -> [LintFinding] {
        guard shown.count > 1 else { return [] }
        let all = shown.values.reduce(into: Set<String>()) { $0.formUnion($1.keys) }
        return all.sorted().flatMap { field -> [LintFinding] in
            let having = shown.filter { $0.value[field] != nil }.keys.sorted()
            let lacking = shown.keys.filter { !having.contains($0) }.sorted()
            guard !lacking.isEmpty else { return [] }
            if having.count >= lacking.count {
                return lacking.map { locale in
                    Self.rule.finding(
                        at: Place(file: files[locale], line: 1, column: 1),
                        "`\(field)` is not in \(locale), but in \(having.joined(separator: ", "))",
                        mend: "show it here as well, or nowhere"
                    )
                }
            }
            return having.compactMap { locale in
                guard let spot = shown[locale]?[field] else { return nil }
                return Self.rule.finding(
                    at: Place(file: spot.file, line: spot.line, column: spot.column),
                    "`\(field)` is in \(locale), but not in \(lacking.joined(separator: ", "))",
                    mend: "show it there as well, or nowhere"
                )
            }
        }
    }

    /// The values that are shown, each under the name of what it tells.
    private static func fields(of nodes: [ResolvedNode]) -> [String: MustacheSpot] {
        nodes.reduce(into: [:]) { result, node in
            switch node {
            case .text: return
            case .show(let field):
                let name = FieldPresence.told(by: field.name)
                let shared = kin[name] ?? name
                if !formal.contains(shared), !shared.hasPrefix("disclosures.") {
                    result[shared] = result[shared] ?? field.spot
                }
            case .section(_, _, let body): result.merge(fields(of: body)) { first, _ in first }
            }
        }
    }
}

extension FieldPresence {
    /// The names of fields that are another one in another form, such as `due.short`.
    private static let forms = Set(FieldCatalogue.fields.filter(\.isForm).map(\.name))

    /// The field that a form belongs to; the field itself where it is none.
    static func told(by name: String) -> String {
        var name = name
        while forms.contains(name), let dot = name.lastIndex(of: ".") { name = String(name[..<dot]) }
        return name
    }
}
