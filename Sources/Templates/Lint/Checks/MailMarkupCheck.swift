import Dunning

/// Markup that mail programs drop, ignore or warn of, as ``MailClientCheck`` knows it.
struct MailMarkupCheck: FolderCheck {
    static let rule = LintRule(
        "mail.client",
        title: "Mail programs drop something of the HTML, or show it otherwise.",
        why: """
            Scripts, forms, embedded pages and much of modern CSS do not survive in mail programs: what depends on them is \
            not seen. What only some of them drop is a warning.
            """,
        source: "practice of mail clients",
        bad: "<form>, position: absolute, background images",
        good: "paragraphs, tables, and the classes of mail/layout"
    )

    let rules = [rule]

    func findings(in template: LintedFolder.Template, of folder: LintedFolder) -> [LintFinding] {
        guard template.manifest.channels.contains(.email) else { return [] }
        return template.choices.flatMap { template.texts($0).values }.flatMap { parts -> [LintFinding] in
            guard let text = parts[.emailHTML],
                let linked = MustacheLinker.link(text, with: folder.partials).linked
            else { return [] }
            return MailClientCheck.check(linked).map { diagnostic in
                Self.rule.finding(
                    at: diagnostic.place,
                    diagnostic.message,
                    mend: diagnostic.mend ?? "leave it out",
                    severity: diagnostic.severity
                )
            }
        }
    }
}
