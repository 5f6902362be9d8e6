import ArgumentParser
import Foundation

/// What every command takes.
struct CommonOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The configuration file.",
            discussion: "Without it: ./channels.conf, then /etc/dunlin/channels.conf.",
            valueName: "file"
        )
    )
    var config: String?

    @Flag(name: .long, help: "One JSON object a line on standard output, for machines.")
    var json = false

    @Flag(name: .shortAndLong, help: "Say nothing but errors.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Say more.")
    var verbose = false

    var console: Console { Console(json: json, quiet: quiet, verbose: verbose) }

    /// Runs a command's work and turns what stops it into words and an exit code.
    ///
    /// A reader that goes away (`| head`) must not kill a command in the middle of its work: what it says is then lost,
    /// what it does is not.
    func run(_ work: (Console) async throws -> Void) async throws {
        signal(SIGPIPE, SIG_IGN)
        // A file that may grow no further is an error like a full disk, and must not kill it either.
        signal(SIGXFSZ, SIG_IGN)
        do {
            try await work(console)
        } catch let stop as Stop {
            if !stop.message.isEmpty { console.error(stop.message, hint: stop.hint) }
            throw stop.code
        }
    }
}
