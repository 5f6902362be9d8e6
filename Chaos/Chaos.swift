import ArgumentParser
import Dunning
import Foundation

/// Kills `dunlin run` again and again in the middle of its work, and then judges what the outside world has got.
@main
struct Chaos: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dunlin-chaos",
        abstract: "Kill workers at random moments, and count what was delivered twice or not at all.",
        discussion: """
            Starts real peers that outlive the workers: Postfix's smtp-sink, stand-ins for texts and calls, a folder for \
            letters. Gives the queue its actions, lets one or two workers at once work on it, and kills them with \
            SIGKILL at random moments; then lets the work come to its end and holds what the peers noted against the \
            store and its journal. docs/testing.md tells what that proves.

            Exit code 1 where anything was delivered twice or lost, a cap was overrun, the journal does not verify, or \
            the work came to its end before all kills were done.

            EXAMPLES:
              make chaos
              .build/release/dunlin-chaos --seed 7 --faults 30
              .build/release/dunlin-chaos --postgres postgresql:///test?host=/run/postgresql --json
            """
    )

    @Option(help: "How many actions are worked.")
    var actions = 20_000

    @Option(help: "How many workers are killed.")
    var kills = 200

    @Option(help: "Draws the moments; the same seed draws the same ones. Left out: a new one.")
    var seed: UInt64?

    @Option(help: "How many of a thousand messages meet a provider's fault; the sandbox then takes the mails.")
    var faults = 0

    @Option(help: "A PostgreSQL database in place of SQLite; its schema `dunlin` must not be there yet.")
    var postgres: String?

    @Option(help: "The program; left out: the one beside this one.")
    var program: String?

    @Option(help: "The checkout, with rules and templates.")
    var root = "."

    @Option(help: "Where the folder of the trial is made: on the disk that is to be tried.")
    var directory = FileManager.default.temporaryDirectory.path()

    @Flag(help: "Keep the folder of the trial also where all is well.")
    var keep = false

    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
        guard (1...1_000_000).contains(actions) else { throw ValidationError("--actions needs 1 to 1000000") }
        guard (0...100_000).contains(kills) else { throw ValidationError("--kills needs 0 to 100000") }
        guard (0...900).contains(faults) else { throw ValidationError("--faults needs 0 to 900 of a thousand") }
    }

    func run() async throws {
        let seed = seed ?? UInt64.random(in: 0...UInt64(UInt32.max))
        Notes.say("seed \(seed)")
        let ground = try Ground(
            root: URL(filePath: root),
            directory: URL(filePath: directory),
            program: program ?? Ground.neighbour,
            postgres: postgres
        )
        let report: ChaosReport
        do {
            report = try await Trial(ground: ground, actions: actions, kills: kills, faults: faults, seed: seed).run()
        } catch {
            throw ValidationError("seed \(seed): \(error); what is left stands in \(ground.folder.path())")
        }
        for finding in report.verdict.findings.prefix(20) { Notes.say("  " + finding) }
        print(json ? report.json.canonical : report.text)
        if report.isSound, !keep {
            ground.remove()
        } else {
            Notes.say("the folder of the trial: \(ground.folder.path())")
        }
        guard report.isSound else { throw ExitCode(1) }
    }
}

/// What people are told while they wait; never mixed with the report.
enum Notes {
    static func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}

/// What makes a trial impossible, in words that mend it.
struct Trouble: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
