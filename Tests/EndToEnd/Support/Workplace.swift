import Dunning
import Foundation

/// The checkout that these tests belong to.
enum Checkout {
    static let folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static func path(_ name: String) -> String { folder.appending(path: name).path() }

    /// The program under test: the one beside this test bundle, or what `DUNLIN` names (`DUNLIN=/usr/bin/dunlin swift
    /// test --filter EndToEnd` tries an installed one).
    static func program() throws -> String {
        let bundle = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let beside = URL(filePath: bundle).deletingLastPathComponent().appending(path: "dunlin").path()
        let path = ProcessInfo.processInfo.environment["DUNLIN"] ?? beside
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw Trouble("no program `\(path)`; build it with `swift build --product dunlin`")
        }
        return path
    }
}

/// How a command ended.
struct Outcome {
    let status: Int32
    let output: String
    let errors: String

    /// The lines of standard output, each of which must be one JSON object.
    func objects() throws -> [JSON] {
        try output.split(separator: "\n").map { line in
            let value = try JSON(parsing: String(line))
            guard value.object != nil else { throw Trouble("no object: \(line)") }
            return value
        }
    }

    /// The only object of standard output.
    func object() throws -> JSON {
        let objects = try objects()
        guard objects.count == 1 else { throw Trouble("\(objects.count) objects, not one: \(output)\(errors)") }
        return objects[0]
    }
}

/// A folder of one test with a configuration, in which the program works; removed with the test.
final class Workplace: Sendable {
    /// A Tuesday at eleven in Berlin, in no holiday, and later than whatever the tests enqueue.
    static let workday = "2031-03-04T10:00:00Z"

    /// What the providers of these tests ask for.
    static let secrets = [
        "SMTP_PASSWORD": MailServer.password, "KANNEL_PASSWORD": Kannel.password, "TWILIO_TOKEN": "e2e-token",
        "MAILBOX_PASSWORD": Dovecot.password,
    ]

    let folder: URL
    private let program: String

    init(_ providers: String = "") throws {
        program = try Checkout.program()
        folder = FileManager.default.temporaryDirectory.appending(path: "dunlin-e2e-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try write(Workplace.house + providers, to: "channels.conf")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.appending(path: name).path() }

    @discardableResult
    func write(_ text: String, to name: String) throws -> URL { try write(Data(text.utf8), to: name) }

    @discardableResult
    func write(_ data: Data, to name: String) throws -> URL {
        let file = folder.appending(path: name)
        try data.write(to: file)
        return file
    }

    /// Starts the program and does not wait for it.
    func start(_ arguments: [String], input: URL? = nil, environment: [String: String] = [:]) throws -> Child {
        try Child(
            Child.Order(
                arguments: [program] + arguments,
                folder: folder,
                environment: Workplace.secrets.merging(environment) { $1 },
                input: input
            )
        )
    }

    /// Runs a command to its end.
    func dunlin(
        _ arguments: String...,
        input: URL? = nil,
        environment: [String: String] = [:]
    ) async throws -> Outcome {
        let child = try start(arguments, input: input, environment: environment)
        let status = await child.exit()
        return Outcome(status: status, output: child.text, errors: child.complaints)
    }

    /// Takes actions in; any line that is refused makes the test fail.
    func enqueue(_ actions: SampleAction...) async throws { try await enqueue(actions) }

    func enqueue(_ actions: [SampleAction]) async throws {
        try write(actions.map { $0.json.canonical + "\n" }.joined(), to: "actions.jsonl")
        let outcome = try await dunlin("enqueue", "actions.jsonl")
        guard outcome.status == 0 else { throw Trouble("refused: \(outcome.output)\(outcome.errors)") }
    }

    /// Works the queue on a virtual clock until nothing is runnable; tells what was done.
    @discardableResult
    func work(at instant: String = workday, environment: [String: String] = [:]) async throws -> JSON {
        let outcome = try await dunlin("run", "--drain", "--at", instant, "--json", environment: environment)
        guard outcome.status == 0 else { throw Trouble("run: \(outcome.status) \(outcome.output)\(outcome.errors)") }
        return try outcome.object()
    }

    /// What became of one action.
    func action(_ id: String) async throws -> JSON {
        try await dunlin("actions", "show", id, "--json").object()
    }
}

extension Workplace {
    /// Where things are, and in whose name letters are written; the ways out are each test's own.
    static var house: String {
        """
        [store]
        url = "sqlite:dunlin.db"

        [folders]
        templates = "\(FewTemplates.folder)"
        rules = "\(Checkout.path("rules"))"

        [creditor.acme]
        name = "Acme Energie GmbH"
        role = "creditor"
        address = ["Beispielweg 1", "10115 Berlin"]
        country = "DE"
        locale = "de-DE"
        phone = "+493023125042"
        email = "billing@acme.example"
        iban = "DE02120300000000202051"
        opt_out_page = "https://www.acme.example/abmelden"

        [creditor.northbridge]
        name = "Northbridge Recovery LLC"
        role = "collector"
        address = ["100 Example Plaza, Suite 400", "Columbus, OH 43215"]
        country = "US"
        locale = "en-US"
        phone = "+16145550100"
        email = "help@northbridge.example"
        opt_out_page = "https://www.northbridge.example/preferences"
        original_creditor = "Lakeside Medical Group"

        """
    }
}
