/// How long a voice takes to say a script, estimated from its letters, figures and pauses.
///
/// Text-to-speech reads about 150 words a minute; languages with long words have fewer and longer ones, so letters are
/// counted. A figure takes as long as a short word, a kanji as long as two syllables.
enum SpeechTime {
    /// Letters a second.
    private static let pace: [String: Double] = [
        "en": 14.5, "de": 14, "fr": 15, "es": 15.5, "it": 15, "nl": 14.5, "pt": 15, "pl": 14,
    ]
    private static let figure = 0.42
    private static let ideograph = 0.24
    private static let kana = 0.13
    private static let sentence = 0.45

    /// Seconds for a `<speak>` document in a language.
    static func seconds(of script: String, language: String) -> Int {
        let letters = 1 / (pace[language] ?? 14)
        var seconds = 0.0
        for piece in MarkupScan.pieces(of: PlainSource(Array(script.utf8)).letters) {
            switch piece {
            case .text(let text):
                for letter in text { seconds += self.seconds(of: letter.scalar, letters: letters) }
            case .open(let element) where element.name == "break": seconds += pause(element)
            case .close("s"): seconds += sentence
            case .open, .close: continue
            }
        }
        return Int(seconds.rounded(.up))
    }

    private static func seconds(of scalar: Unicode.Scalar, letters: Double) -> Double {
        switch scalar.value {
        case 0x30...0x39: figure
        case 0x3400...0x9FFF: ideograph
        case 0x3040...0x30FF: kana
        default: scalar.properties.isAlphabetic || scalar == " " ? letters : 0
        }
    }

    /// `400ms` or `2s`; without a time a voice pauses for about a second.
    private static func pause(_ element: MarkupScan.Element) -> Double {
        guard let time = element["time"]?.value.text else { return 0.8 }
        if time.hasSuffix("ms") { return (Double(time.dropLast(2)) ?? 0) / 1_000 }
        return time.hasSuffix("s") ? Double(time.dropLast()) ?? 0 : 0
    }
}
