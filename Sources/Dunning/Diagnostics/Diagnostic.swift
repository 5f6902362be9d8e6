/// What is wrong in a file, line or field, and what mends it.
public struct Diagnostic: Hashable, Sendable {
    /// How bad it is: an error stops the thing that was read, a warning does not.
    public enum Severity: String, Hashable, Sendable, CaseIterable { case error, warning }

    /// Whether it stops what was read.
    public var severity: Severity
    /// Where it is.
    public var place: Place
    /// What is wrong; small first letter, no full stop, the user's values in backticks.
    public var message: String
    /// What mends it; nil where the message says it already.
    public var mend: String?
    /// The stable name of the check that found it; nil where checks have no names.
    public var rule: String?

    /// A problem with its place and its mend.
    public init(
        _ severity: Severity = .error,
        at place: Place,
        _ message: String,
        mend: String? = nil,
        rule: String? = nil
    ) {
        self.severity = severity
        self.place = place
        self.message = message
        self.mend = mend
        self.rule = rule
    }
}

/// A place in something that was read: a file with line and column, a field, or both.
public struct Place: Hashable, Sendable {
    /// The file's path as the user gave it; `-` is standard input; nil where there is none.
    public var file: String?
    /// From 1.
    public var line: Int?
    /// From 1, in characters.
    public var column: Int?
    /// A JSON Pointer (RFC 6901) or a dotted configuration key.
    public var field: String?

    /// A place; what is not known is left out.
    public init(file: String? = nil, line: Int? = nil, column: Int? = nil, field: String? = nil) {
        self.file = file
        self.line = line
        self.column = column
        self.field = field
    }
}

extension Diagnostic: Comparable, CustomStringConvertible {
    /// Orders by file, line, column, field.
    public static func < (left: Diagnostic, right: Diagnostic) -> Bool {
        (left.place.file ?? "", left.place.line ?? 0, left.place.column ?? 0, left.place.field ?? "", left.message)
            < (
                right.place.file ?? "", right.place.line ?? 0, right.place.column ?? 0, right.place.field ?? "",
                right.message
            )
    }

    /// One line for people: `channels.conf:7:3: error: email.primary.url: unknown scheme; use smtp://`.
    public var description: String {
        var parts: [String] = []
        let position = [place.file, place.line.map(String.init), place.column.map(String.init)].compactMap { $0 }
        if !position.isEmpty { parts.append(position.joined(separator: ":")) }
        parts.append(severity.rawValue)
        if let field = place.field, !field.isEmpty { parts.append(field) }
        return parts.joined(separator: ": ") + ": " + message + (mend.map { "; " + $0 } ?? "")
    }

    /// The same as JSON: `severity`, `file`, `line`, `column`, `field`, `message`, `mend`, `rule`.
    public var json: JSON {
        var object: JSONMembers = ["severity": .string(severity.rawValue), "message": .string(message)]
        object["file"] = place.file.map(JSON.string)
        object["line"] = place.line.map { .integer(Int64($0)) }
        object["column"] = place.column.map { .integer(Int64($0)) }
        object["field"] = place.field.map(JSON.string)
        object["mend"] = mend.map(JSON.string)
        object["rule"] = rule.map(JSON.string)
        return .object(object)
    }
}
