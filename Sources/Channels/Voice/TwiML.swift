import Dunning

/// What a call does, in Twilio's XML.
enum TwiML {
    /// The key that ends calls, and where Twilio tells of it.
    struct Menu: Hashable {
        let key: Character
        let address: String
    }

    /// Seconds that the debtor has for a key after the last word.
    private static let patience = "5"

    /// Does nothing.
    static let empty: [UInt8] = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response/>\n".utf8)

    /// Says a script; with a menu, a key counts from the first word on.
    static func call(_ script: SpeechScript, voice: Voices.Voice, menu: Menu?) -> [UInt8] {
        document { xml in
            guard let menu else { return say(script.pieces, voice, in: xml) }
            gather(menu.address, in: xml) { say(script.pieces, voice, in: xml) }
        }
    }

    /// Says one sentence and hangs up.
    static func farewell(_ text: String, voice: Voices.Voice) -> [UInt8] {
        document { xml in
            xml.element("Say", ["voice": voice.name, "language": voice.language]) { xml.text(text) }
        }
    }

    /// Waits for a key once more.
    static func again(at address: String) -> [UInt8] {
        document { xml in gather(address, in: xml) {} }
    }

    private static func document(_ content: (XMLText) -> Void) -> [UInt8] {
        guard let xml = XMLText() else { return empty }
        xml.element("Response") {
            content(xml)
            xml.element("Hangup")
        }
        return xml.finished()
    }

    private static func gather(_ address: String, in xml: XMLText, _ prompt: () -> Void) {
        xml.element(
            "Gather",
            [
                "input": "dtmf", "numDigits": "1", "timeout": patience, "finishOnKey": "", "method": "POST",
                "action": address,
            ],
            prompt
        )
    }

    /// One `Say` a paragraph, a `Pause` for a long rest between paragraphs.
    private static func say(_ pieces: [SpeechScript.Piece], _ voice: Voices.Voice, in xml: XMLText) {
        var run: [SpeechScript.Piece] = []
        func flush() {
            if run.contains(where: { !$0.isBlank }) {
                xml.element("Say", ["voice": voice.name, "language": voice.language]) {
                    for piece in run { write(piece, in: xml) }
                }
            }
            run = []
        }
        for piece in pieces {
            switch piece {
            case .element("p", _, let inner):
                flush()
                run = inner
                flush()
            case .element("break", let attributes, _) where (wholeSeconds(attributes) ?? 0) >= 1:
                flush()
                xml.element("Pause", ["length": wholeSeconds(attributes).map(String.init)])
            default: run.append(piece)
            }
        }
        flush()
    }

    private static func write(_ piece: SpeechScript.Piece, in xml: XMLText) {
        switch piece {
        case .text(let text): xml.text(text)
        case .element(let name, let attributes, let inner):
            xml.element(name) {
                for attribute in attributes { xml.attribute(attribute.name, attribute.value) }
                for piece in inner { write(piece, in: xml) }
            }
        }
    }

    /// `2s`, `1500ms`: rounded up, since `Pause` knows whole seconds; nil below one second and for a mere strength.
    private static func wholeSeconds(_ attributes: [SpeechScript.Attribute]) -> Int? {
        guard let time = attributes.first(where: { $0.name == "time" })?.value else { return nil }
        let milliseconds =
            time.hasSuffix("ms")
            ? Double(time.dropLast(2)) : time.hasSuffix("s") ? Double(time.dropLast()).map { $0 * 1_000 } : nil
        guard let milliseconds, milliseconds >= 1_000, milliseconds <= 10_000 else { return nil }
        return Int((milliseconds / 1_000).rounded(.up))
    }
}

extension SpeechScript.Piece {
    /// Whether nothing of it is heard: white space between elements.
    fileprivate var isBlank: Bool {
        guard case .text(let text) = self else { return false }
        return text.allSatisfy(\.isWhitespace)
    }
}
