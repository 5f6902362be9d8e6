/// The parser's wording of a syntax error, turned into ours.
enum TOMLSyntaxMessage {
    private static let leadIn = "Error while parsing "

    /// Moves the parser's lead-in, which says what it was reading, to the end.
    static func clean(_ message: String) -> String {
        let message = visible(message)
        guard message.hasPrefix(leadIn) else { return lowerFirst(message) }
        let text = message.dropFirst(leadIn.count)
        // No name of a thing that the parser reads has a colon in it.
        guard let colon = text.firstIndex(of: ":") else { return lowerFirst(message) }
        let reason = text[colon...].dropFirst().drop { $0 == " " }
        return "\(lowerFirst(String(reason))) while reading \(text[..<colon])"
    }

    /// Spells out control and format characters that the parser cites from the file, so that none reaches a terminal.
    private static func visible(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
    }

    private static func lowerFirst(_ text: String) -> String {
        text.prefix(1).lowercased() + text.dropFirst()
    }
}
