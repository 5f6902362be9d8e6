/// The parser's wording of a syntax error, turned into ours.
enum TOMLSyntaxMessage {
    /// Drops the parser's lead-in and gives the rest a small first letter.
    static func clean(_ message: String) -> String {
        var text = Substring(message)
        if text.hasPrefix("Error while parsing "), let end = firstRange(of: ": ", in: text) {
            text = text[end...]
        }
        guard let first = text.first else { return "not TOML" }
        return first.lowercased() + text.dropFirst()
    }

    /// The index after the first occurrence of a separator.
    private static func firstRange(of separator: String, in text: Substring) -> Substring.Index? {
        text.indices.first { text[$0...].hasPrefix(separator) }.map { text.index($0, offsetBy: separator.count) }
    }
}
