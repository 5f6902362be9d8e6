import ArgumentParser
import Dunning
import Settings
import Storage

struct ProvidersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "providers",
        abstract: "See how providers stand; take them out of service for maintenance, and put them back.",
        discussion: """
            EXAMPLES:
              dunlin providers list
              dunlin providers pause sms.primary --note "gateway moves house"
              dunlin providers resume sms.primary
            """,
        subcommands: [List.self, Pause.self, Resume.self]
    )
}

extension ProvidersCommand {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the providers: used or not and why, until when, and each one's last failure.",
            discussion: """
                What breakers say is what the workers of all processes on this database found out last.

                EXAMPLES:
                  dunlin providers list
                  dunlin providers list --json
                """
        )

        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.run { console in
                let house = try House.open(common)
                let desk = try await house.desk()
                for sheet in try await ProviderSheet.all(house.settings, desk) {
                    console.data(console.json ? sheet.json.canonical : sheet.words)
                }
                await desk.store.close()
            }
        }
    }

    struct Pause: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a provider out of service: nothing new is handed to it.",
            discussion: """
                Running workers see it at their next claim. Its messages go by the channel's next provider; where there \
                is none they wait. What is being handed over at that moment is not broken off.

                EXAMPLES:
                  dunlin providers pause sms.primary --note "gateway moves house"
                  dunlin providers pause email.primary --until 2026-11-22T06:00:00Z
                """
        )

        @OptionGroup var options: ProviderOptions

        @Option(help: ArgumentHelp("When it goes back into service by itself (RFC 3339).", valueName: "instant"))
        var until: String?

        func run() async throws {
            let end = try until.map { try instant($0, "--until") }
            try await options.change(.pause(until: end))
        }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put a provider back into service; what waits for one is decided anew at once.",
            discussion: """
                What a breaker found out stays: a provider that still fails is left alone by itself.

                EXAMPLES:
                  dunlin providers resume sms.primary
                """
        )

        @OptionGroup var options: ProviderOptions

        func run() async throws {
            try await options.change(.resume)
        }
    }
}

/// Which provider is changed, by whom, and why.
struct ProviderOptions: ParsableArguments {
    @OptionGroup var common: CommonOptions

    @Option(help: "Who decided it; it goes on the journal. Without it the user of this machine.")
    var by: String?

    @Option(help: "Why; it goes on the journal, and is listed while the provider is paused.")
    var note: String?

    @Argument(help: "The provider, such as sms.primary.")
    var name: String

    func change(_ kind: ProviderChange.Kind) async throws {
        try await common.run { console in
            let house = try House.open(common)
            let provider = try house.provider(named: name)
            let desk = try await house.desk()
            if case .pause(let end?) = kind, end <= desk.clock.now {
                throw Stop("--until: \(end) has passed", hint: "name a later moment", code: .validationFailure)
            }
            let change = ProviderChange(kind, by: ChangeOptions.person(by), note: note)
            try await ProviderDesk(desk: desk, console: console).change(provider, change)
        }
    }
}

extension House {
    /// A provider of the configuration.
    fileprivate func provider(named name: String) throws -> ProviderID {
        if let found = settings.providers.first(where: { $0.id.rawValue == name }) { return found.id }
        let names = settings.providers.map(\.id.rawValue)
        let nearest = NearestName.suggest(name, among: names).map { "did you mean `\($0)`?" }
        throw Stop(
            "there is no provider `\(name)`",
            hint: nearest ?? "there are \(names.map { "`\($0)`" }.joined(separator: ", "))",
            code: .badData
        )
    }
}

/// Changes one provider and tells what came of it.
private struct ProviderDesk {
    let desk: Desk
    let console: Console

    func change(_ provider: ProviderID, _ change: ProviderChange) async throws {
        let answer: ProviderChange.Answer
        do throws(StoreError) {
            answer = try await desk.store.change(provider, change, at: desk.clock.now)
        } catch {
            throw Stop("\(error)", code: error.exitCode)
        }
        await desk.store.close()
        switch answer {
        case .notPaused:
            throw Stop(
                "`\(provider)` is not paused",
                hint: "`dunlin providers list` says how it stands",
                code: .badData
            )
        case .changed(let released): tell(provider, change, released)
        }
    }

    private func tell(_ provider: ProviderID, _ change: ProviderChange, _ released: Int) {
        let (state, until): (String, Instant?) =
            switch change.kind {
            case .pause(let until): ("paused", until)
            case .resume: ("in-service", nil)
            }
        if console.json {
            let line = JSON.compact([
                "provider": .string(provider.rawValue), "state": .string(state),
                "until": until.map { .string($0.description) }, "released": .integer(Int64(released)),
            ])
            return console.data(line)
        }
        let end = until.map { ", until \($0)" } ?? ""
        let woken = released == 0 ? "" : "; \(released) waiting actions run again"
        console.say("\(provider): \(state)\(end)\(woken)")
    }
}
