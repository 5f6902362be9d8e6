import Channels
import Dispatcher
import DunlinTesting
import Dunning
import Journal
import Storage
import Synchronization
import Testing

/// What becomes of hand-overs whose fate is unknown, once their providers are asked.
struct SettlerTests {
    /// Works on one action until its first text has an unknown fate.
    private func unknown(
        _ books: BookKeeper,
        onUnknown: UnknownPolicy = .review,
        _ work: (Trial, Settler) async throws -> Void
    ) async throws {
        var setting = Trial.Setting(ways: [.sms: [books]], onUnknown: [.sms: onUnknown])
        setting.retry = RetryPolicy(attempts: 3)
        try await Trial.with(setting) { (trial) async throws in
            try await trial.accept(.sample(plan: .sms()))
            try await trial.drain()
            #expect(try await trial.report().attempts.map(\.state) == [.unknown])
            try await work(trial, Settler(store: trial.store, playbook: trial.playbook, clock: trial.clock))
        }
    }

    private func settle(_ settler: Settler) async throws -> [SettledAttempt.Finding] {
        try await settler.settle(using: SeededGenerator(seed: 7)).map(\.finding)
    }

    @Test func `the provider is asked about the very message that was handed over`() async throws {
        let books = BookKeeper()
        try await unknown(books) { (trial, settler) async throws in
            trial.clock.advance(to: trial.clock.now + .seconds(60))
            _ = try await settle(settler)
            let asked = try #require(books.asked.first)
            let made = try #require(books.made.first)
            #expect(asked.delivery.message == made.delivery.message && asked.sealed.bytes == made.sealed.bytes)
            #expect(asked.sealed.mediaType == made.sealed.mediaType)
            #expect(
                asked.delivery.attempt == made.delivery.attempt && asked.delivery.creditor == made.delivery.creditor
            )
            #expect(asked.begunAt == Trial.start && asked.now == Trial.start + .seconds(60))
        }
    }

    @Test func `what the provider has is handed over, with how it was found on the journal`() async throws {
        let books = BookKeeper { _ in .handedOver(reference: "SM1") }
        try await unknown(books) { (trial, settler) async throws in
            #expect(try await settle(settler) == [.handedOver(reference: "SM1")])
            let report = try await trial.report()
            #expect(report.progress.state == .completed && report.progress.sent == 1)
            #expect(report.attempts.map(\.state) == [.handedOver] && report.attempts[0].reference == "SM1")
            let entries = try await trial.store.journal(JournalFilter(kinds: [.handedOver]))
            #expect(entries.map { $0.draft.body["found"] } == ["by asking the provider"])
            #expect(try await settle(settler).isEmpty)
            try await trial.drainForEver()
            #expect(books.made.count == 1)
        }
    }

    @Test func `what was never taken is made again, as often as the retries allow`() async throws {
        let books = BookKeeper { _ in .notTaken }
        try await unknown(books) { (trial, settler) async throws in
            for round in 1...3 {
                #expect(try await settle(settler) == [.notTaken])
                #expect(try await trial.report().attempts.map(\.state) == Array(repeating: .refused, count: round))
                try await trial.drainForEver()
            }
            #expect(books.made.map(\.delivery.attempt.id.rawValue) == ["A1.1", "A1.2", "A1.3"])
            #expect(try await trial.progress().state == .failed)
        }
    }

    @Test func `what nobody can tell stays under review`() async throws {
        try await unknown(BookKeeper()) { (trial, settler) async throws in
            let size = try await trial.store.journalHead().size
            #expect(try await settle(settler) == [.open("no books")])
            #expect(try await trial.progress().state == .review)
            #expect(try await trial.store.journalHead().size == size)
            #expect(try await settler.settle([ActionID(trusted: "A2")], using: SeededGenerator(seed: 1)).isEmpty)
        }
    }

    @Test func `a provider that knows repeated requests gets the very same one`() async throws {
        let books = BookKeeper(answers: [.unknown("lost"), .accepted(reference: "r1")]) { _ in
            .handOverAgain(isAbsent: false)
        }
        try await unknown(books) { (trial, settler) async throws in
            #expect(try await settle(settler) == [.handedOver(reference: "r1")])
            #expect(books.made.count == 2)
            #expect(books.made[0].sealed.bytes == books.made[1].sealed.bytes)
            #expect(books.made[0].delivery.attempt.id == books.made[1].delivery.attempt.id)
            #expect(try await trial.progress().state == .completed)
            #expect(try await trial.report().attempts.map(\.state) == [.handedOver])
            #expect(try await trial.kinds().suffix(3) == [.recovered, .handedOver, .completed])
        }
    }

    @Test(arguments: [true, false])
    func `what may not go out any more is not repeated`(isAbsent: Bool) async throws {
        let books = BookKeeper { _ in .handOverAgain(isAbsent: isAbsent) }
        try await unknown(books) { (trial, settler) async throws in
            try await trial.add(.dispute(form: .written, reasoned: true, answered: nil))
            let found = try await settle(settler)
            #expect(books.made.count == 1)
            #expect(try await trial.report().attempts.map(\.state) == [isAbsent ? .refused : .unknown])
            #expect(found.map { $0 == .notTaken } == [isAbsent])
            try await trial.drainForEver()
            #expect(books.made.count == 1, "a dispute stops the text")
        }
    }

    @Test func `what would be sent again at the risk of a double is not, once it is found`() async throws {
        let books = BookKeeper { _ in .handedOver(reference: "SM1") }
        try await unknown(books, onUnknown: .resend) { (trial, settler) async throws in
            #expect(try await trial.progress().state == .waiting)
            #expect(try await settle(settler) == [.handedOver(reference: "SM1")])
            try await trial.drainForEver()
            #expect(books.made.count == 1)
            #expect(try await trial.progress().state == .completed)
        }
    }

    @Test func `one message that could be either of two is found for one of them, once`() async throws {
        let books = BookKeeper { _ in .sightings(Sightings(references: ["SM1"], isFinal: true)) }
        try await Trial.with(Trial.Setting(ways: [.sms: [books]])) { (trial) async throws in
            try await trial.accept(.sample(id: "A1", debtor: "P1", plan: .sms()))
            try await trial.accept(.sample(id: "A2", debtor: "P2", plan: .sms()))
            try await trial.drain()
            let settler = Settler(store: trial.store, playbook: trial.playbook, clock: trial.clock)
            _ = try await settle(settler)
            _ = try await settle(settler)
            let states = [
                try await trial.report("A1").attempts[0].state, try await trial.report("A2").attempts[0].state,
            ]
            #expect(Set(states) == [.handedOver, .refused], "\(states)")
        }
    }

    @Test func `a running settler asks at once, and again as the attempts grow older`() async throws {
        let books = BookKeeper()
        try await unknown(books) { (trial, settler) async throws in
            let stop = StopSignal()
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    await settler.run(until: stop, every: .milliseconds(1), using: SeededGenerator(seed: 1))
                }
                await books.wasAsked(times: 1)
                trial.clock.advance(to: Trial.start + .seconds(11))
                await books.wasAsked(times: 2)
                trial.clock.advance(to: Trial.start + .seconds(3_601))
                await books.wasAsked(times: 3)
                stop.stop()
            }
            #expect(books.asked.map { $0.now - Trial.start } == [.zero, .seconds(11), .seconds(3_601)])
        }
    }
}

/// A provider whose first answers are lost, and who can be asked afterwards.
private final class BookKeeper: Provider {
    struct Made: Sendable {
        let delivery: Delivery
        let sealed: SealedMessage
    }

    let id = ProviderID(trusted: "sms.primary")
    let channel = Channel.sms
    let isLocal = true
    private let answers: [Handover]
    private let settling: @Sendable (UnknownDelivery) -> Settlement
    private let state = Mutex<(made: [Made], asked: [UnknownDelivery])>(([], []))
    private let questions: AsyncStream<Void>
    private let heard: AsyncStream<Void>.Continuation

    init(
        answers: [Handover] = [],
        settling: @escaping @Sendable (UnknownDelivery) -> Settlement = { _ in .cannotTell("no books") }
    ) {
        self.answers = answers
        self.settling = settling
        (questions, heard) = AsyncStream.makeStream()
    }

    var made: [Made] { state.withLock { $0.made } }
    var asked: [UnknownDelivery] { state.withLock { $0.asked } }

    func seal(_ delivery: Delivery) throws(Refusal) -> SealedMessage {
        guard case .sms(let sms) = delivery.message else { throw Refusal(.permanent, code: "wrong", text: "no text") }
        return SealedMessage(mediaType: "text/plain; charset=utf-8", bytes: Array(sms.text.utf8))
    }

    func deliver(_ sealed: SealedMessage, for delivery: Delivery) async -> Handover {
        let number = state.withLock { state in
            state.made.append(Made(delivery: delivery, sealed: sealed))
            return state.made.count
        }
        return number <= answers.count ? answers[number - 1] : .unknown("lost")
    }

    func settle(_ unknown: UnknownDelivery) async -> Settlement {
        state.withLock { $0.asked.append(unknown) }
        heard.yield()
        return settling(unknown)
    }

    func wasAsked(times: Int) async {
        guard asked.count < times else { return }
        for await _ in questions where asked.count >= times { return }
    }

    func shutdown(grace: Duration) async {}
}
