import Channels
import Dunning
import DunlinTesting
import Foundation
import Logging
import Server
import Storage
import StoreSQLite
import Synchronization

/// A provider that believes who knows its secret, and says what the test wants.
struct FakeProvider: CallbackReader {
    let id: ProviderID
    let channel = Channel.sms
    let isLocal = true
    let reading: @Sendable (InboundRequest) throws(InboundRefusal) -> InboundAnswer

    init(
        _ id: String = "sms.primary",
        reading: @escaping @Sendable (InboundRequest) throws(InboundRefusal) -> InboundAnswer
    ) {
        self.id = ProviderID(trusted: id)
        self.reading = reading
    }

    /// Speaks a small language of its own in the form: `event`, `value`, `text`, `attempt`.
    static let plain = FakeProvider { (request) throws(InboundRefusal) in
        let pairs = request.method == "GET" ? request.query : request.form
        let fields = Dictionary(pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        guard fields["secret"] == "right" else { throw .unproved }
        let answer = Array("<Response/>".utf8)
        let value = fields["value"] ?? ""
        switch fields["event"] {
        case "delivered":
            let attempt = fields["attempt"].flatMap { AttemptID($0) }
            let event = InboundEvent.receipt(
                attempt: attempt,
                reference: fields["reference"],
                state: .delivered,
                outcome: nil,
                code: "delivered"
            )
            return InboundAnswer(events: [event], mediaType: "text/xml; charset=utf-8", body: answer)
        case "stop": return InboundAnswer(events: [.optOut(channel: .sms, value: value, via: "sms")])
        case "start": return InboundAnswer(events: [.optIn(channel: .sms, value: value, via: "sms")])
        case "text":
            return InboundAnswer(events: [.message(channel: .sms, from: value, text: fields["text"] ?? "")])
        case "nothing": return InboundAnswer(events: [])
        default: throw .senseless("no event is named")
        }
    }

    func seal(_ delivery: Delivery) throws(Refusal) -> SealedMessage {
        SealedMessage(mediaType: "text/plain", bytes: [])
    }
    func deliver(_ sealed: SealedMessage, for delivery: Delivery) async -> Handover { .unknown("never asked for") }
    func read(_ request: InboundRequest) throws(InboundRefusal) -> InboundAnswer { try reading(request) }
    func shutdown(grace: Duration) async {}
}

/// A clock that stands where it was put.
final class HandClock: WallClock {
    private let hand = Mutex(Instant.noon)

    var now: Instant { hand.withLock { $0 } }

    func advance(by duration: Duration) { hand.withLock { $0 = $0 + duration } }
}

/// Keeps every line that was logged.
final class LogBook: Sendable {
    private let kept = Mutex<[String]>([])

    var lines: [String] { kept.withLock { $0 } }

    var logger: Logger { Logger(label: "test") { _ in Writer(book: self) } }

    private struct Writer: LogHandler {
        let book: LogBook
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let own = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            book.kept.withLock { $0.append("\(event.level) \(event.message) \(own.joined(separator: " "))") }
        }
    }
}

/// A server on a free port over a real store in a folder of its own.
struct Scene: Sendable {
    let server: CallbackServer
    let store: any Store
    let clock: HandClock
    let log: LogBook
    let port: Int

    /// Runs a server with this provider, lends the scene, and ends it.
    static func with<Value: Sendable>(
        _ provider: FakeProvider? = .plain,
        options: CallbackServerOptions = CallbackServerOptions(publicURL: "https://hooks.example"),
        _ work: @escaping @Sendable (Scene) async throws -> Value
    ) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dunlin-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try SQLiteStore.open(path: folder.path + "/dunlin.db")
        let clock = HandClock()
        let log = LogBook()
        let server = CallbackServer(
            options: options,
            store: store,
            findDebtors: { (_, value) throws(StoreError) in try await store.debtors(with: value) },
            clock: clock,
            logger: log.logger
        )
        if let provider { server.admit([provider]) }
        let value = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            let port = try await server.endpoint.port
            let scene = Scene(server: server, store: store, clock: clock, log: log, port: port)
            let value = try await work(scene)
            group.cancelAll()
            try await group.waitForAll()
            return value
        }
        await store.close()
        return value
    }

    /// What the provider says, by its small language.
    func call(_ fields: KeyValuePairs<String, String>, topic: String = "message") async throws -> Heard? {
        let pairs = [("secret", "right")] + fields.map { ($0.key, $0.value) }
        let body = pairs.map { "\($0.0)=\($0.1.replacing("+", with: "%2B"))" }.joined(separator: "&")
        return try await post(body, to: "sms.primary/\(topic)")
    }

    /// A form as it stands.
    func post(_ body: String, to address: String = "sms.primary/status") async throws -> Heard? {
        try await http(port, "POST", "/callbacks/\(address)", headers: [formType], body: body)
    }

    /// Accepts one sample action of this debtor.
    func accept(_ id: String, debtor: String, debt: String = "D1") async throws {
        _ = try await store.accept([Acceptance(sample: .sample(id: id, debtor: debtor, debt: debt))], at: .noon)
    }

    /// Hands the first attempt of an action over.
    func handOver() async throws -> AttemptID? {
        let request = ClaimRequest(worker: "test", limit: 1, now: .noon)
        let intents = try await store.claim(request, deciding: { .send($0, at: .noon) }).intents
        _ = try await store.begin(intents.map { .sample($0.attempt) }, at: .noon)
        try await store.record(intents.map { .sample($0) }, at: .noon)
        return intents.first?.attempt.id
    }

    func facts(_ debtor: String) async throws -> [RecordedFact] {
        try await store.facts(about: DebtorID(trusted: debtor), after: 0, limit: 100)
    }

    func kept() async throws -> [RefusedLine] { try await store.refusedLines(after: 0, limit: 100) }

    func journalSize() async throws -> Int { try await store.journal(JournalFilter()).count }
}

extension SQLiteStore {
    /// Looks through all actions, as no store of that size would.
    fileprivate func debtors(with value: String) async throws(StoreError) -> [DebtorID] {
        let debtors = try await actions(ActionFilter()).map(\.action.debtor)
        return Set(debtors.filter { $0.contacts.contains { $0.value == value } }.map(\.id)).sorted()
    }
}

/// The number of every sample debtor.
let janasNumber = "+4915112345678"
