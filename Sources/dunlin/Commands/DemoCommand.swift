import ArgumentParser
import ContactRules
import Dispatcher
import Dunning
import Foundation
import Intake
import Sandbox
import Server
import Settings
import Storage
import Templates

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "The sample actions through a sandbox, start to end, on a virtual clock. Sends nothing to anybody.",
        discussion: """
            Creates a database in a temporary folder, takes in examples/actions.jsonl and examples/facts.jsonl, works \
            the queue until nothing is left, and tells what happened. The same on every run.

            EXAMPLES:
              dunlin demo
              dunlin demo --stay          keep the inbox page open until Ctrl-C
            """
    )

    @OptionGroup var common: CommonOptions

    @Flag(help: "Keep the inbox page open until Ctrl-C. In a terminal it stays open without being asked.")
    var stay = false

    @Option(help: "The folder with the sample actions and facts.")
    var examples = "examples"

    /// A Wednesday on which it is afternoon in Europe, morning in America and night in Japan.
    private static let start = Instant(seconds: 1_795_010_400)
    private static let end = Instant(seconds: 1_795_010_400 + 400 * 86_400)

    private var isStaying: Bool { stay || (Console.isTerminal && !common.json) }

    func run() async throws {
        try await common.run { console in
            let folder = try DemoFolder.fresh()
            let clock = VirtualClock(at: DemoCommand.start)
            var settings = try House.open(common).settings
            settings.store = .sqlite(path: folder.database)
            settings.useSpool(folder.letters)
            var options = SandboxOptions(settings, smtpPort: 0, httpPort: 0, seed: 0)
            options.holdsCallbacks = true
            let sandbox = Sandbox(
                options: options,
                now: { Date(timeIntervalSince1970: Double(clock.now.milliseconds) / 1000) }
            )
            try await SandboxRun(sandbox).during { endpoints in
                settings.pointProviders(at: endpoints)
                let house = House(settings: settings, file: try House.open(common).file)
                let report = try await work(house, clock, sandbox, console)
                if console.json {
                    console.data(report.json)
                } else {
                    console.data(report.words(inbox: isStaying ? endpoints.inbox : nil, folder: folder))
                }
                if isStaying {
                    console.say("The inbox page stays open until Ctrl-C.")
                    await Signals.untilStopped()
                }
            }
        }
    }

    private func work(
        _ house: House,
        _ clock: VirtualClock,
        _ sandbox: Sandbox,
        _ console: Console
    ) async throws -> DemoReport {
        let desk = try await house.desk(on: clock)
        var report: DemoReport?
        let callbacks = CallbackRun(ServerSettings(host: "127.0.0.1", port: 0, publicURL: nil), desk)
        try await callbacks.during { endpoint in
            var settings = house.settings
            settings.server = ServerSettings(host: endpoint.host, port: endpoint.port, publicURL: endpoint.url)
            // Its database is new and holds no approvals, and nothing of it leaves the machine.
            settings.templates.requireApproval = false
            let house = House(settings: settings, file: house.file)
            let shop = try Workshop.open(house, console)
            callbacks.admit(shop.playbook)
            report = try await work(house, shop, desk, clock, sandbox, console)
        }
        guard let report else { throw Stop("the demo came to no end", code: .defect) }
        return report
    }

    private func work(
        _ house: House,
        _ shop: Workshop,
        _ desk: Desk,
        _ clock: VirtualClock,
        _ sandbox: Sandbox,
        _ console: Console
    ) async throws -> DemoReport {
        let silent = Console(json: false, quiet: true, verbose: false, isMute: true)
        var tally = IntakeTally()
        let rules = IntakeRules(house.settings.creditors, house.settings.sequences, shop.templates)
        try await IntakeClerk(desk: desk, rules: rules, console: silent).take(examples + "/actions.jsonl", into: &tally)
        let (facts, problems) = FactClerk(source: "engine", now: clock.now, kinds: shop.rules.book.knownFactKinds)
            .read(try Files.read(examples + "/facts.jsonl"), file: examples + "/facts.jsonl")
        guard problems.isEmpty else {
            console.show(problems)
            throw Stop("`\(examples)/facts.jsonl` holds lines that are no facts")
        }
        _ = try await desk.store.add(facts, at: clock.now)
        let shift = WorkShift(house: house, shop: shop, desk: desk, console: silent)
        // Receipts come in while the queue rests, so that every run sees them at the same moments.
        let summary = try await shift.work(clock, through: DemoCommand.end, seed: 1) { await sandbox.makeCallbacks() }
        let report = try await DemoReport(tally, summary, desk.store, from: DemoCommand.start, to: clock.now)
        await shift.close()
        return report
    }
}

/// Where one demo keeps what it makes.
struct DemoFolder {
    let path: String
    var database: String { path + "/dunlin.db" }
    var letters: String { path + "/letters" }

    /// A new folder that nobody else can have prepared.
    static func fresh() throws -> DemoFolder {
        var template = Array((FileManager.default.temporaryDirectory.path + "/dunlin-demo-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Stop(
                "cannot make a temporary folder",
                hint: "set TMPDIR to a folder that may be written",
                code: .unavailable
            )
        }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return DemoFolder(path: path)
    }
}

extension Settings {
    /// Letters go to this folder.
    fileprivate mutating func useSpool(_ folder: String) {
        for index in providers.indices {
            guard case .spool(var spool) = providers[index].kind else { continue }
            spool.directory = folder
            providers[index].kind = .spool(spool)
        }
    }

    /// Every provider with an address goes to the sandbox; limits that spare real providers have no meaning there.
    ///
    /// Gateways of a dialect that the sandbox does not speak are taken out: they are other people's machines.
    fileprivate mutating func pointProviders(at endpoints: Endpoints) {
        providers.removeAll { if case .http = $0.kind { true } else { false } }
        for index in providers.indices {
            providers[index].rate = nil
            providers[index].isLocal = true
            switch providers[index].kind {
            case .smtp(var smtp):
                smtp.url = endpoints.smtp
                providers[index].kind = .smtp(smtp)
            case .kannel(var kannel):
                kannel.access.url = endpoints.kannel
                providers[index].kind = .kannel(kannel)
            case .twilio(var twilio):
                twilio.access.url = endpoints.twilio
                providers[index].kind = .twilio(twilio)
            case .lob(var lob):
                lob.access.url = endpoints.lob
                providers[index].kind = .lob(lob)
            case .http, .spool: continue
            }
        }
    }
}
