/// What a call says, read from its TwiML.
package struct CallScript: Sendable, Equatable {
    /// One thing that happens during the call, in order.
    package enum Line: Sendable, Equatable {
        case says(String, language: String?)
        case pauses(seconds: String)
        case plays(String)
        /// Waits for key presses; the lines up to `menuEnds` are its prompt.
        case menu(keys: String, action: String?)
        case menuEnds
        case hangsUp
        case other(String)
    }

    /// The TwiML as it came, or the address that it is to be fetched from.
    package let source: String
    package let lines: [Line]

    /// A call whose TwiML is not known here.
    init(address: String) {
        source = address
        lines = [.other("TwiML from \(address)")]
    }

    /// Reads TwiML; throws the reason where Twilio could not read it either.
    init(twiml: String) throws(XMLReader.Malformed) {
        source = twiml
        let pieces = try XMLReader.pieces(of: twiml)
        guard case .open("Response", _)? = pieces.first else {
            throw XMLReader.Malformed(reason: "the root element is not `Response`")
        }
        var builder = Builder()
        for piece in pieces.dropFirst().dropLast() { try builder.add(piece) }
        lines = builder.lines
    }

    /// Where the first menu sends the keys pressed.
    var menuAction: String? {
        for line in lines {
            if case .menu(_, let action) = line { return action }
        }
        return nil
    }

    /// Whether the call has a menu at all.
    var hasMenu: Bool {
        lines.contains { if case .menu = $0 { true } else { false } }
    }

    private struct Builder {
        var lines: [Line] = []
        private var verbs: [String] = []
        private var attributes: [String: String] = [:]
        private var text = ""

        private static let verbs: Set<String> = [
            "Say", "Pause", "Play", "Gather", "Hangup", "Redirect", "Reject", "Dial", "Record", "Leave",
        ]

        mutating func add(_ piece: XMLReader.Piece) throws(XMLReader.Malformed) {
            switch piece {
            case .text(let text): self.text += text
            case .open(let verb, let attributes): try open(verb, attributes)
            case .close(let verb): close(verb)
            }
        }

        private mutating func open(_ verb: String, _ attributes: [String: String]) throws(XMLReader.Malformed) {
            // Inside Say stands SSML, whose words are spoken and whose marks are not.
            guard verbs.last != "Say" else {
                if verb == "break" || verb == "p" || verb == "s" { text += " " }
                return
            }
            guard Builder.verbs.contains(verb) || verbs.last == "Dial" else {
                throw XMLReader.Malformed(reason: "the sandbox knows no verb `\(verb)`")
            }
            verbs.append(verb)
            self.attributes = attributes
            text = ""
            if verb == "Gather" {
                let keys = attributes["numDigits"].map { $0 == "1" ? "one key" : "\($0) keys" } ?? "keys, ended by #"
                lines.append(.menu(keys: keys, action: attributes["action"]))
            }
        }

        private mutating func close(_ verb: String) {
            guard verbs.last == verb else { return }
            verbs.removeLast()
            let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            switch verb {
            case "Say": lines.append(.says(words, language: attributes["language"]))
            case "Pause": lines.append(.pauses(seconds: attributes["length"] ?? "1"))
            case "Play": lines.append(.plays(words))
            case "Gather": lines.append(.menuEnds)
            case "Hangup": lines.append(.hangsUp)
            default: lines.append(.other(words.isEmpty ? verb : "\(verb): \(words)"))
            }
            text = ""
        }
    }
}
