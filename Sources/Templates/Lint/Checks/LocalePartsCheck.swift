import Dunning

/// Every locale has the parts that the others have.
struct LocalePartsCheck: FolderCheck {
    static let rule = LintRule(
        "locale.part",
        .warning,
        title: "A locale lacks a part that other locales have.",
        why: "Its debtors get something else than the others, and nobody decided so.",
        bad: "en/letter.subject.mustache, and no letter.subject.mustache in de",
        good: "the part in every locale, or in none"
    )

    let rules = [rule]

    func findings(in template: LintedFolder.Template, of folder: LintedFolder) -> [LintFinding] {
        let all = template.locales
        return TemplatePart.allCases.flatMap { part -> [LintFinding] in
            let having = all.filter { $0.value[part] != nil }.keys.sorted()
            // A part that few have is an addition of theirs, not a hole of the others.
            guard having.count * 2 > all.count, template.manifest.channels.contains(part.channel) else { return [] }
            return all.keys.sorted().filter { !having.contains($0) }.map { locale in
                Self.rule.finding(
                    at: Place(file: "\(folder.root)/\(template.id)/\(locale)"),
                    "\(locale) lacks \(part.rawValue), which \(having.joined(separator: ", ")) have",
                    mend: "add \(part.rawValue)\(TemplatePart.fileExtension)"
                )
            }
        }
    }
}
