import ArgumentParser
import Digests
import Dunning
import Foundation
import Sandbox
import Settings

struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract:
            "A stand-in for the outside world: SMTP sink, SMS and voice providers, an inbox page. Sends nothing on.",
        discussion: """
            Listens on loopback only, where [sandbox] in channels.conf says. docs/sandbox.md lists the magic \
            recipients that bounce, throttle, hang up or answer slowly.

            EXAMPLES:
              dunlin sandbox                          then open http://127.0.0.1:4010/
              dunlin sandbox --smtp-port 2600 --http-port 4100
            """
    )

    @OptionGroup var common: CommonOptions

    @Option(help: "The port of the SMTP sink; 0 = any free one.")
    var smtpPort: Int?

    @Option(help: "The port of the providers and the inbox page; 0 = any free one.")
    var httpPort: Int?

    func run() async throws {
        try await common.run { console in
            let house = try House.open(common)
            var generator = SecureRandom()
            let ports = house.settings.sandbox
            let sandbox = Sandbox(
                options: SandboxOptions(
                    house.settings,
                    smtpPort: smtpPort ?? ports.smtpPort,
                    httpPort: httpPort ?? ports.httpPort,
                    seed: generator.next()
                ),
                now: { Date() }
            )
            try await SandboxRun(sandbox).during { endpoints in
                if console.json {
                    console.data([
                        "inbox": .string(endpoints.inbox), "smtp": .string(endpoints.smtp),
                        "twilio": .string(endpoints.twilio), "kannel": .string(endpoints.kannel),
                        "lob": .string(endpoints.lob),
                    ])
                }
                console.say("inbox      \(endpoints.inbox)")
                console.say("SMTP       \(endpoints.smtp)")
                console.say("Kannel     \(endpoints.kannel)")
                console.say("Twilio     \(endpoints.twilio)")
                console.say("Lob        \(endpoints.lob)")
                console.say("Ctrl-C stops")
                await Signals.untilStopped()
            }
        }
    }
}

/// A sandbox that runs while something else is done.
struct SandboxRun {
    private let sandbox: Sandbox

    init(_ sandbox: Sandbox) { self.sandbox = sandbox }

    // The task tree: one child serves until cancelled; the work runs in the parent.
    func during(_ work: (Endpoints) async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await sandbox.run() }
            let endpoints: Endpoints
            do throws(SandboxError) {
                endpoints = try await sandbox.endpoints
            } catch {
                throw Stop("the sandbox cannot start: \(error)", code: .unavailable)
            }
            try await work(endpoints)
            group.cancelAll()
        }
    }
}

extension SandboxOptions {
    /// The sandbox that a configuration describes.
    init(_ settings: Settings, smtpPort: Int, httpPort: Int, seed: UInt64) {
        self.init()
        self.smtpPort = smtpPort
        self.httpPort = httpPort
        self.seed = seed
        for provider in settings.providers {
            switch provider.kind {
            case .spool(let spool): lettersDirectory = URL(fileURLWithPath: spool.directory, isDirectory: true)
            case .twilio(let twilio): twilioToken = twilio.token.revealed()
            case .kannel(let kannel): kannelPassword = kannel.password.revealed()
            case .lob(let lob):
                lobKey = lob.key.revealed()
                if let secret = lob.webhookSecret, let base = settings.server?.publicURL {
                    lobWebhook = LobWebhook(
                        url: "\(base)/callbacks/\(provider.id)/status",
                        secret: secret.revealed()
                    )
                }
            case .smtp, .http: continue
            }
        }
    }
}
