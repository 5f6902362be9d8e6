import Dunning

/// Texts that people will read hold nothing that is not text: no control characters, no line ends, no turned directions.
///
/// What merely looks like markup, such as `{{` or `<b>`, is text and passes; templates escape it.
struct TextCheck: ActionCheck {
    func remarks(on action: Spot) -> [Remark] {
        let debtor = action["debtor"]
        let address = debtor?["address"]
        let lines = address?["lines"]?.elements ?? []
        let invoices = action["debt"]?["invoices"]?.elements ?? []
        let texts: [(Spot?, Int)] =
            [(debtor?["name"], 200), (debtor?["contactPerson"], 200), (debtor?["title"], 60)]
            + [(debtor?["givenName"], 100), (debtor?["familyName"], 100)]
            + [(address?["city"], 100), (address?["postalCode"], 20)]
            + [(action["payment"]?["reference"], 140)]
            + lines.map { ($0, 100) } + invoices.map { ($0["number"], 60) }
        return texts.compactMap { spot, limit in spot.flatMap { Self.remark(on: $0, atMost: limit) } }
    }

    /// What is wrong with one text; at most one remark, the gravest.
    static func remark(on spot: Spot, atMost limit: Int) -> Remark? {
        guard let text = spot.text, !text.isEmpty else { return nil }
        if text.utf8.count <= limit, isPlain(text) { return nil }
        if let bad = text.unicodeScalars.first(where: { $0.isNoText }) {
            return spot.error("holds \(bad.nameOfNoText)", mend: "remove it, or replace it with a space")
        }
        if text.unicodeScalars.allSatisfy({ $0.properties.isWhitespace || $0.properties.isDefaultIgnorableCodePoint }) {
            return spot.error("shows nothing", mend: "fill it, or leave it out")
        }
        let count = text.unicodeScalars.count
        return count > limit ? spot.error("has \(count) characters", mend: "use at most \(limit)") : nil
    }

    /// ASCII without control characters that does not begin with a space: most texts are, and none of them needs to be looked up in tables.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.first != 0x20 && text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
    }
}

extension Unicode.Scalar {
    /// What has no place in a line of text: it ends lines, steers terminals, turns or hides what follows, or means nothing.
    ///
    /// Marks without a span (LRM, RLM) and joiners pass: names in Arabic, Hebrew, Persian and Indic scripts need them.
    var isNoText: Bool {
        switch value {
        case 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
        default:
            switch properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: true
            default: properties.isNoncharacterCodePoint
            }
        }
    }

    /// What people call it.
    var nameOfNoText: String {
        switch value {
        case 0x0D, 0x0A, 0x85, 0x2028, 0x2029: "a line end (\(code))"
        case 0x00: "a NUL (\(code))"
        case 0x202A...0x202E, 0x2066...0x2069: "a character that turns the direction of the text (\(code))"
        default:
            properties.generalCategory == .control ? "a control character (\(code))" : "a hidden character (\(code))"
        }
    }

    private var code: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
