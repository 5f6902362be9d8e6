/// One mistake in a TOML file: where it is, what it is, and what mends it.
public struct TOMLProblem: Error, Sendable, Hashable {
    /// The file's name as the reader was given it.
    public let file: String
    /// The line, from 1; 0 where the value came from outside the file.
    public let line: Int
    /// The column in Unicode scalars, from 1; 0 where the value came from outside the file.
    public let column: Int
    /// The key's full path, such as `steps[0].after`; empty for the file as a whole.
    public let keyPath: String
    /// What is wrong, with a small first letter and no full stop.
    public let message: String
    /// What to do about it, where that is known.
    public let mend: String?

    /// Names a mistake at a place of a file.
    public init(file: String, position: TOMLPosition, keyPath: String, message: String, mend: String? = nil) {
        self.file = file
        self.line = position.line
        self.column = position.column
        self.keyPath = keyPath
        self.message = message
        self.mend = mend
    }

    /// The place of the mistake.
    public var position: TOMLPosition { TOMLPosition(line: line, column: column) }
}

extension TOMLProblem: CustomStringConvertible {
    /// The usual one-line form: `file:line:column: key: message; mend`.
    public var description: String {
        let place = line == 0 ? file : "\(file):\(line):\(column)"
        let subject = keyPath.isEmpty ? "" : "`\(keyPath)`: "
        let advice = mend.map { "; \($0)" } ?? ""
        return "\(place): \(subject)\(message)\(advice)"
    }
}

extension TOMLProblem: Comparable {
    /// Orders by file, then by place, then by key and text, so that a report is the same on every run.
    public static func < (left: TOMLProblem, right: TOMLProblem) -> Bool {
        if left.file != right.file { return left.file < right.file }
        if left.position != right.position { return left.position < right.position }
        return (left.keyPath, left.message) < (right.keyPath, right.message)
    }
}
