import Dunning

/// Characters in the author's own words that halve what a text message holds.
struct SMSCharacterCheck: FileCheck {
    static let rule = LintRule(
        "sms.characters",
        .warning,
        title: "A character is not in the alphabet of text messages.",
        why: """
            One such character makes the whole message travel in UCS-2: 70 characters to a segment in place of 160, which \
            doubles its price. Dunlin makes curly quotes and long dashes plain only where nothing else forces UCS-2.
            """,
        source: "3GPP TS 23.038, section 6.2.1",
        bad: "Ihr Betrag – 20 € …",
        good: "Ihr Betrag: 20 €"
    )

    let rules = [rule]

    /// Languages whose letters the alphabet lacks for the most part; their messages travel in UCS-2 whatever is done.
    private static let spelled: Set<String> = ["en", "de", "fr", "es", "it", "nl", "pt", "pl", "da", "sv", "fi", "nb"]

    /// What people write in their place where they write text messages.
    private static let plain: [Unicode.Scalar: String] = [
        "ç": "c", "ê": "e", "ë": "e", "î": "i", "ï": "i", "ô": "o", "û": "u", "â": "a", "á": "a", "í": "i", "ó": "o",
        "ú": "u", "õ": "o", "ã": "a", "œ": "oe", "ą": "a", "ć": "c", "ę": "e", "ł": "l", "ń": "n", "ś": "s", "ź": "z",
        "ż": "z", "À": "A", "È": "E", "Ê": "E", "Á": "A", "Í": "I", "Ó": "O", "Ú": "U", "Ł": "L", "Ś": "S", "Ż": "Z",
    ]

    func findings(in file: LintedFile) -> [LintFinding] {
        guard file.channels == [.sms], file.languages.isSubset(of: Self.spelled) else { return [] }
        return file.visible.compactMap { letter in
            let scalar = letter.scalar
            guard !letter.isValue, scalar != "\u{2029}", SMSAlphabet.septets(of: scalar) == nil else { return nil }
            let better = Self.plain[scalar] ?? SMSAlphabet.folded(scalar)
            let mend = better.map { $0.isEmpty ? "leave it out" : "write `\($0)`, or other words" }
            return Self.rule.finding(
                at: file.place(of: letter.offset),
                "`\(scalar)` forces UCS-2",
                mend: mend ?? "use other words"
            )
        }
    }
}
