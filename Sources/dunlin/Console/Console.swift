import Dunning
import Foundation

/// Data goes to stdout, words to people go to stderr.
struct Console: Sendable {
    /// Machines read: one JSON object a line on stdout, no colour.
    var json: Bool
    /// No words but errors.
    var quiet: Bool
    /// More words.
    var verbose: Bool
    /// No words at all: somebody else tells what happened.
    var isMute = false

    /// Whether stdout is a terminal, where colour and progress are welcome.
    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// One line of data.
    func data(_ line: String) {
        if !isMute { Console.write(line + "\n", to: STDOUT_FILENO) }
    }

    /// Data as it is, without a line end of ours.
    func raw(_ text: String) {
        if !isMute { Console.write(text, to: STDOUT_FILENO) }
    }

    /// One JSON object, on a line of its own.
    func data(_ value: JSON) { data(value.canonical) }

    /// A word to people.
    func say(_ line: String) {
        if !quiet { Console.write(line + "\n", to: STDERR_FILENO) }
    }

    /// A word to people who want to know more.
    func detail(_ line: String) {
        if verbose, !quiet { Console.write(line + "\n", to: STDERR_FILENO) }
    }

    /// Something is wrong.
    func error(_ message: String, hint: String? = nil) {
        Console.write("dunlin: error: \(message)\n", to: STDERR_FILENO)
        if let hint { Console.write("dunlin: hint: \(hint)\n", to: STDERR_FILENO) }
    }

    /// Problems with their places: objects on stdout for machines, lines on stderr for people.
    func show(_ diagnostics: [Diagnostic]) {
        if isMute { return }
        for diagnostic in diagnostics {
            if json {
                data(diagnostic.json)
            } else {
                Console.write(diagnostic.description + "\n", to: STDERR_FILENO)
            }
        }
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            // A reader that went away (`| head`) is no error of ours.
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
