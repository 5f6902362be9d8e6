import Dunning
import Foundation

/// Measures what Dunlin does and prints figures: rates, CPU time, and ratios against something real of the same run.
///
/// The figures judge nothing by themselves, so nothing fails where a machine is slow; what was measured must have
/// worked, though: a mail that did not arrive ends the run.
@main
struct Bench {
    static func main() async {
        do {
            let arguments = try BenchArguments(CommandLine.arguments.dropFirst())
            if arguments.help {
                print(BenchArguments.usage)
                return
            }
            try await run(arguments)
        } catch {
            Notes.say("dunlin-bench: error: \(error)")
            exit(1)
        }
    }

    private static func run(_ arguments: BenchArguments) async throws {
        let machine = Machine.here()
        let workshop = try Workshop(root: arguments.root)
        var report = BenchReport(machine: machine)
        for part in BenchPart.allCases where arguments.parts.contains(part) {
            if part.needsSink, arguments.sink == nil {
                Notes.say("\(part.rawValue): left out, for there is no --sink")
                continue
            }
            Notes.say("\(part.rawValue): \(part.summary) …")
            report.add(try await part.figures(arguments, workshop))
        }
        report.loadAfter = Machine.load()
        print(arguments.json ? report.json.canonical : report.text)
    }
}

/// What people are told while they wait; never mixed with the figures.
enum Notes {
    static func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    /// A line that the next one writes over; nothing where nobody watches.
    static func progress(_ text: String) {
        guard isatty(2) == 1 else { return }
        FileHandle.standardError.write(Data("\u{1B}[2K\(text)\r".utf8))
    }
}

/// Why the figures cannot be had.
struct BenchFault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
