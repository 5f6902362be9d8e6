/// Which of Twilio's voices speaks a language; all of them understand SSML.
enum Voices {
    /// A voice with the language that it speaks.
    struct Voice: Hashable {
        let name: String
        let language: String
    }

    /// The voice for a BCP 47 tag: of the same country where there is one, else of the language; nil where none speaks it.
    static func voice(for tag: String) -> Voice? {
        let parts = tag.split(separator: "-").map(String.init)
        guard let language = parts.first?.lowercased() else { return nil }
        let region = parts.dropFirst().first { $0.utf8.count == 2 }?.uppercased()
        let found = table.filter { $0.language.hasPrefix(language + "-") }
        return found.first { $0.language.hasSuffix("-" + (region ?? "")) } ?? found.first
    }

    /// The first of a language speaks for regions that have no voice of their own.
    private static let table: [Voice] = [
        ("en-US", "Joanna"), ("en-GB", "Amy"), ("en-AU", "Nicole"), ("en-IN", "Raveena"), ("de-DE", "Vicki"),
        ("fr-FR", "Lea"), ("fr-CA", "Chantal"), ("ja-JP", "Mizuki"), ("nl-NL", "Lotte"), ("es-ES", "Lucia"),
        ("es-MX", "Mia"), ("es-US", "Penelope"), ("it-IT", "Carla"), ("pt-PT", "Ines"), ("pt-BR", "Vitoria"),
        ("pl-PL", "Ewa"), ("da-DK", "Naja"), ("sv-SE", "Astrid"), ("nb-NO", "Liv"), ("tr-TR", "Filiz"),
        ("ro-RO", "Carmen"), ("ru-RU", "Tatyana"), ("is-IS", "Dora"), ("cy-GB", "Gwyneth"), ("hi-IN", "Aditi"),
        ("ko-KR", "Seoyeon"),
    ].map { Voice(name: "Polly.\($0.1)", language: $0.0) }
}
