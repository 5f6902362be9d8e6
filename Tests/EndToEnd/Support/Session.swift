import Foundation

/// A session at the command line, written down: commands, what they print, and how they end.
///
/// ```
/// $ dunlin actions show nobody
/// dunlin: error: no action `nobody`
/// [..]
/// ? 65
/// ```
///
/// A command goes on over lines that begin with `> `. Both streams are expected together, errors behind data. In an
/// expected line `[..]` stands for any text; a line of `...` stands for any lines. Without `?` the exit code is 0. What
/// stands before the first command is a comment. `DUNLIN_RECORD_SESSIONS=1` writes down what differs.
struct Session {
    struct Step {
        var command: String
        var expected: [String] = []
        var status: Int32 = 0
    }

    /// Where it was read from and is written down anew; nil where it stands in a document.
    private let file: URL?
    private var comment: [String] = []
    private var steps: [Step] = []

    init(_ file: URL) throws {
        let text = try String(contentsOf: file, encoding: .utf8)
        try self.init(lines: text.components(separatedBy: "\n"), name: file.path(), file: file)
    }

    init(lines: [String], name: String, file: URL? = nil) throws {
        self.file = file
        for line in lines {
            if line.hasPrefix("$ ") {
                steps.append(Step(command: String(line.dropFirst(2))))
            } else if steps.isEmpty {
                comment.append(line)
            } else if line.hasPrefix("> ") {
                steps[steps.count - 1].command += "\n" + line.dropFirst(2)
            } else if line.hasPrefix("? "), let status = Int32(line.dropFirst(2)) {
                steps[steps.count - 1].status = status
            } else if !line.isEmpty {
                steps[steps.count - 1].expected.append(line)
            }
        }
        guard !steps.isEmpty else { throw Trouble("`\(name)` holds no command") }
    }

    /// Whether what differs is to be written down.
    static var isRecording: Bool { ProcessInfo.processInfo.environment["DUNLIN_RECORD_SESSIONS"] != nil }

    /// The session as it is written down, one empty line between its steps.
    var lines: [String] {
        let written = steps.map { step in
            ("$ " + step.command.replacing("\n", with: "\n> ")).components(separatedBy: "\n") + step.expected
                + (step.status == 0 ? [] : ["? \(step.status)"])
        }
        return comment + Array(written.joined(separator: [""]))
    }

    /// Runs every command, one after the other, in one folder; tells where it went otherwise than written down.
    mutating func run(in folder: Workplace) async throws -> [String] {
        var differences: [String] = []
        for index in steps.indices {
            let step = steps[index]
            let (status, lines) = try await Session.run(step.command, in: folder)
            if Session.matches(lines[...], step.expected[...]), status == step.status { continue }
            differences.append(
                "$ \(step.command)\nexpected:\n\(step.expected.joined(separator: "\n"))\n? \(step.status)\n"
                    + "but got:\n\(lines.joined(separator: "\n"))\n? \(status)"
            )
            steps[index].expected = lines
            steps[index].status = status
        }
        if !differences.isEmpty, Session.isRecording, let file {
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
        }
        return differences
    }

    private static func run(_ command: String, in folder: Workplace) async throws -> (Int32, [String]) {
        let script = "dunlin() { '\(try Checkout.program())' \"$@\"; }\n" + command
        let surroundings = Workplace.secrets.merging(["RULES": Checkout.path("rules")]) { $1 }
        let child = try Child(
            Child.Order(arguments: ["/bin/sh", "-c", script], folder: folder.folder, environment: surroundings)
        )
        let status = await child.exit()
        let lines = (child.text + child.complaints).split(separator: "\n").map(String.init)
        return (status, lines)
    }

    private static func matches(_ lines: ArraySlice<String>, _ expected: ArraySlice<String>) -> Bool {
        guard let first = expected.first else { return lines.isEmpty }
        if first == "..." {
            return matches(lines, expected.dropFirst()) || !lines.isEmpty && matches(lines.dropFirst(), expected)
        }
        guard let line = lines.first, matches(line, first) else { return false }
        return matches(lines.dropFirst(), expected.dropFirst())
    }

    /// The parts between `[..]` stand in the line in their order, the first at its begin and the last at its end.
    private static func matches(_ line: String, _ pattern: String) -> Bool {
        let parts = pattern.components(separatedBy: "[..]")
        guard parts.count > 1 else { return line == pattern }
        guard line.hasPrefix(parts[0]), line.hasSuffix(parts[parts.count - 1]),
            line.count >= parts[0].count + parts[parts.count - 1].count
        else { return false }
        var rest = line.dropFirst(parts[0].count).dropLast(parts[parts.count - 1].count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let found = rest.range(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return true
    }
}
