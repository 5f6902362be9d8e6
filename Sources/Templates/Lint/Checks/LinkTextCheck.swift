import Dunning

/// Links and pictures say what they are, also to somebody who hears the message or sees no pictures.
struct LinkTextCheck: FileCheck {
    static let text = LintRule(
        "link.text",
        .warning,
        title: "The text of a link does not say where it leads.",
        why: """
            Screen readers list the links of a message by their texts, and “click here” is what fraudsters write. A link \
            without any text cannot be followed at all.
            """,
        source: "WCAG 2.2, success criterion 2.4.4",
        bad: "<a href=\"{{payment.link}}\">Click here</a>",
        good: "<a href=\"{{payment.link}}\">Pay online</a>"
    )

    static let picture = LintRule(
        "image.alt",
        title: "A picture has no alternative text.",
        why: "Many clients show no pictures at first, and some debtors see none: the text stands in their place.",
        source: "WCAG 2.2, success criterion 1.1.1",
        bad: "<img src=\"https://acme.example/logo.png\">",
        good: "<img src=\"https://acme.example/logo.png\" alt=\"Acme Energy\">"
    )

    let rules = [text, picture]

    /// What says nothing, in the languages that the product's templates have; folded.
    private static let empty: Set<String> = [
        "click here", "here", "click", "link", "this link", "more", "read more", "hier", "hier klicken",
        "klicken sie hier",
        "mehr", "ici", "cliquez ici", "cliquer ici", "en savoir plus", "aqui", "haga clic aqui", "clic aqui",
        "pulse aqui",
        "qui", "clicca qui", "cliccare qui", "klik hier", "clique aqui", "tutaj", "kliknij tutaj", "こちら",
        "ここをクリック", "こちらをクリック",
    ]

    func findings(in file: LintedFile) -> [LintFinding] {
        var findings: [LintFinding] = []
        var link: (element: MarkupScan.Element, text: String)?
        for piece in file.pieces {
            switch piece {
            case .open(let element):
                if element.name == "img" {
                    link?.text += element["alt"]?.value.text ?? ""
                    if element["alt"] == nil { findings.append(missing(element, file)) }
                } else if element.name == "a", element["href"] != nil {
                    link = (element, "")
                }
            case .text(let letters): link?.text += letters.text
            case .close("a"):
                if let link { findings += problem(with: link.text, of: link.element, in: file) }
                link = nil
            case .close: continue
            }
        }
        return findings
    }

    private func missing(_ element: MarkupScan.Element, _ file: LintedFile) -> LintFinding {
        Self.picture.finding(
            at: file.place(of: element.offset),
            "<img> has no `alt`",
            mend: "say what it shows, or write `alt=\"\"` where it only decorates"
        )
    }

    private func problem(with text: String, of link: MarkupScan.Element, in file: LintedFile) -> [LintFinding] {
        let words = ReadWords.folded(text).split { !$0.isLetter && $0 != "\u{FFFC}" }.joined(separator: " ")
        let place = file.place(of: link.offset)
        if words.isEmpty, !text.contains(where: { $0.isLetter || $0.isNumber }) {
            // A link around a partial has its text elsewhere.
            guard !file.source.hasCalls else { return [] }
            return [Self.text.finding(at: place, "a link has no text", mend: "say where it leads", severity: .error)]
        }
        guard Self.empty.contains(words) else { return [] }
        return [
            Self.text.finding(
                at: place,
                "`\(words)` does not say where the link leads",
                mend: "write what one finds there: “Pay online”"
            )
        ]
    }
}
