import Dunning

/// Takes out of a value what could turn a line of print into something else.
///
/// Control characters, bidirectional embeddings and overrides, invisible tags and unassigned noncharacters go; any white
/// space other than a plain or no-break space becomes a space. The plain direction marks and the first strong isolates
/// stay: localised amounts and references in Arabic hold them, and they cannot reorder what is beside them.
enum PlainText {
    static func line(_ value: String) -> String {
        guard value.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return value }
        var scalars = String.UnicodeScalarView()
        for scalar in value.unicodeScalars {
            if scalar.breaksLine { scalars.append(" ") } else if !scalar.isHarmful { scalars.append(scalar) }
        }
        return String(scalars)
    }

    /// Takes what no parser accepts out of markup, and keeps its lines.
    static func markup(_ value: String) -> String {
        guard value.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return value }
        return String(
            String.UnicodeScalarView(value.unicodeScalars.filter { $0 == "\n" || $0 == "\t" || !$0.isHarmful })
        )
    }

    /// The lines that are left once each is cleaned and empty ones are dropped.
    static func lines(_ values: [String]) -> [String] {
        values.map { trimmed(line($0)) }.filter { !$0.isEmpty }
    }

    static func trimmed(_ value: String) -> String {
        let spaces: (Character) -> Bool = { $0.isWhitespace }
        guard let first = value.firstIndex(where: { !spaces($0) }), let last = value.lastIndex(where: { !spaces($0) })
        else { return "" }
        return String(value[first...last])
    }
}

extension Unicode.Scalar {
    /// Whether it has no place in print; a FIRST STRONG ISOLATE and what ends it keep a value's order to itself.
    fileprivate var isHarmful: Bool { isHarmfulInText && value != 0x2068 && value != 0x2069 }
}
