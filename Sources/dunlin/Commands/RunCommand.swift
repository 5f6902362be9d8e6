import ArgumentParser
import Digests
import Dispatcher
import Dunning
import Foundation
import Settings
import Storage

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Work the queue: decide, compose, hand over, record; until stopped.",
        discussion: """
            Puts in order first what a crashed worker left behind: intents that had not begun run again, hand-overs \
            that had begun stand under review. Providers' callbacks are taken where [server] in channels.conf says, \
            but not with --drain. SIGTERM and SIGINT stop claiming and finish what is in flight. SIGHUP reads \
            configuration, templates and rules anew; where they have mistakes the old ones stay in force.

            EXAMPLES:
              dunlin run
              dunlin run --drain                              stop when idle
              dunlin run --drain --at 2026-11-18T14:00:00Z    as if it were that moment

            `--at` is refused unless every provider is on this machine: loopback or a folder. What waits until a later \
            moment stays waiting.
            """
    )

    @OptionGroup var common: CommonOptions

    @Flag(help: "Stop when nothing is runnable.")
    var drain = false

    @Option(help: ArgumentHelp("Work as if it were this moment (RFC 3339).", valueName: "instant"))
    var at: String?

    @Option(
        help: ArgumentHelp(
            "With --drain and --at: move the clock on whenever the queue rests, up to this moment.",
            valueName: "instant"
        )
    )
    var through: String?

    func validate() throws {
        guard at == nil || drain else {
            throw ValidationError("--at needs --drain: a clock that stands still never ends")
        }
        guard through == nil || at != nil else { throw ValidationError("--through needs --at") }
    }

    func run() async throws {
        try await common.run { console in
            let house = try House.open(common)
            let clock = try clock(house)
            let shop = try Workshop.open(house, console)
            let desk = try await house.desk(on: clock)
            let shift = WorkShift(house: house, shop: shop, desk: desk, console: console)
            if let virtual = clock as? VirtualClock {
                let end = try through.map { try instant($0, "--through") }
                try await shift.drain(virtual, through: end, seed: 0)
            } else if drain {
                try await shift.drain()
            } else {
                try await shift.run()
            }
        }
    }

    private func clock(_ house: House) throws -> any WallClock {
        guard let at else { return SystemClock() }
        let start = try instant(at, "--at")
        let remote = house.settings.providers.filter { !$0.isLocal }.map(\.id.rawValue)
        guard remote.isEmpty else {
            throw Stop(
                "--at is refused: \(remote.joined(separator: ", ")) could reach real people at a moment that is not now",
                hint: "point every provider at loopback or a folder",
                code: .validationFailure
            )
        }
        return VirtualClock(at: start)
    }
}
