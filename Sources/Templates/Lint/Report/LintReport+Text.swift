public import Dunning

extension LintFinding {
    /// What people and editors read: place, message and rule as compilers write them, then the mend and the line.
    public var text: String {
        let position = [place.file, place.line.map(String.init), place.column.map(String.init)].compactMap { $0 }
        let field = place.field.map { $0.isEmpty ? "" : "\($0): " } ?? ""
        var lines = ["\(position.joined(separator: ":")): \(severity.rawValue): \(field)\(message) [\(rule)]"]
        if let mend { lines.append("  mend: \(mend)") }
        if let excerpt { lines.append("  | \(excerpt)") }
        return lines.joined(separator: "\n")
    }

    /// The same as one object: `rule`, `severity`, `file`, `line`, `column`, `field`, `message`, `mend`, `excerpt`.
    public var json: JSON {
        var diagnostic = Diagnostic(severity, at: place, message, mend: mend)
        diagnostic.rule = rule
        guard case .object(var members) = diagnostic.json else { return diagnostic.json }
        members["excerpt"] = excerpt.map(JSON.string)
        return .object(members)
    }
}

/// The line of a file that a finding is about, cut where it is long.
enum Excerpt {
    private static let width = 100

    /// Around a column, counted from 1.
    static func of(_ line: String, at column: Int) -> String {
        let scalars = Array(line.unicodeScalars)
        guard scalars.count > width else { return clean(scalars[...]) }
        let start = max(0, min(column - 1 - width / 3, scalars.count - width))
        let end = min(scalars.count, start + width)
        return (start > 0 ? "…" : "") + clean(scalars[start..<end]) + (end < scalars.count ? "…" : "")
    }

    private static func clean(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        for scalar in scalars { text.append(scalar.properties.generalCategory == .control ? " " : scalar) }
        return String(String(text).drop { $0 == " " })
    }
}
