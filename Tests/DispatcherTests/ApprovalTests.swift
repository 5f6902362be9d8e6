import Channels
import Dispatcher
import DunlinTesting
import Dunning
import Journal
import Storage
import Synchronization
import Templates
import Testing

/// Only approved revisions of templates are sent, where that is asked for.
@Suite(.timeLimit(.minutes(2))) struct ApprovalTests {
    private static let reminder = TemplateID(trusted: "reminder")

    /// The shipped reminder, and the same with other words in German text messages.
    private static func reminders(_ trial: Trial) throws -> (old: TemplateRevision, new: TemplateLibrary) {
        let entry = try #require(trial.shelf.templates.templates[reminder])
        let files = entry.archive.files.map { file in
            file.path == "reminder/de/sms.txt.mustache"
                ? SourceFile(path: file.path, bytes: Array("Other words. ".utf8) + file.bytes) : file
        }
        return (entry.kept, try #require(TemplateLibrary.load(files: files).library))
    }

    private static func approve(_ revision: TemplateRevision, in trial: Trial) async throws {
        try await trial.store.keep([revision], at: trial.clock.now)
        for (word, name) in [(RevisionReview.Word.submitted, "Jana"), (.approved, "Ali")] {
            let answer = try await trial.store.review(
                revision.digest,
                RevisionReview(word, by: name, at: trial.clock.now)
            )
            #expect(answer == .recorded)
        }
    }

    private static func drain(_ trial: Trial, _ approvals: Approvals) async throws {
        _ = try await trial.worker(approvals: approvals).drain(using: SeededGenerator(seed: 1))
    }

    private static func text(_ delivery: Delivery?) -> String? {
        guard case .sms(let sms)? = delivery?.message else { return nil }
        return sms.text
    }

    @Test func `what is not approved is not handed over, and goes on once it is`() async throws {
        try await Trial.with { trial in
            let approvals = Approvals(of: trial.shelf.templates, otherwise: .hold)
            try await trial.accept(.sample(id: "A1", plan: .sms()), .sample(id: "A2", debtor: "P2", plan: .sms()))
            try await Self.drain(trial, approvals)
            #expect(trial.attempts == [])
            let progress = try await trial.progress()
            #expect(progress.state == .waiting && progress.reason == "unapproved:reminder" && progress.attempts == 0)
            #expect(progress.until == trial.clock.now + .seconds(900))
            #expect(try await trial.kinds() == [.accepted, .paused])
            trial.clock.advance(to: trial.clock.now + .seconds(900))
            try await Self.drain(trial, approvals)
            // Asked again, and nothing more to tell.
            #expect(try await trial.kinds() == [.accepted, .paused])
            try await Self.approve(try Self.reminders(trial).old, in: trial)
            try await Self.drain(trial, approvals)
            #expect(trial.attempts == ["A1.1", "A2.1"])
            #expect(try await trial.progress().state == .completed)
        }
    }

    @Test func `a running worker notices an approval without a restart`() async throws {
        try await Trial.with { trial in
            let approvals = Approvals(of: trial.shelf.templates, otherwise: .hold)
            try await trial.accept(.sample(id: "A1", plan: .sms()))
            let stop = StopSignal()
            let worker = trial.worker(WorkerOptions(tick: .milliseconds(1)), approvals: approvals)
            async let summary = worker.run(until: stop, using: SeededGenerator(seed: 1))
            while try await trial.progress().state != .waiting { try await Task.sleep(for: .milliseconds(1)) }
            #expect(trial.attempts == [])
            try await Self.approve(try Self.reminders(trial).old, in: trial)
            while trial.attempts.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
            stop.stop()
            #expect(try await summary.handedOver == 1)
        }
    }

    @Test func `an approval that comes between reading and claiming is seen by that claim`() async throws {
        try await Trial.with { trial in
            let revision = try Self.reminders(trial).old
            try await trial.accept(.sample(id: "A1", plan: .sms()))
            let isFirst = Mutex(true)
            let store = FaultyStore(trial.store) { verb, moment in
                let comesNow = verb == .claim && moment == .before
                guard comesNow,
                    isFirst.withLock({ first in
                        defer { first = false }; return first
                    })
                else { return nil }
                try? await Self.approve(revision, in: trial)
                return nil
            }
            let approvals = Approvals(of: trial.shelf.templates, otherwise: .hold)
            _ = try await trial.worker(on: store, approvals: approvals).drain(using: SeededGenerator(seed: 1))
            #expect(trial.attempts == ["A1.1"])
            #expect(try await trial.kinds().contains(.paused) == false)
        }
    }

    @Test func `an approval that is revoked between decision and hand-over stops it`() async throws {
        try await Trial.with { trial in
            let revision = try Self.reminders(trial).old
            try await Self.approve(revision, in: trial)
            try await trial.accept(.sample(id: "A1", plan: .sms()))
            let (real, now) = (trial.store, trial.clock.now)
            let store = FaultyStore(real) { verb, moment in
                guard verb == .begin, moment == .before else { return nil }
                _ = try? await real.review(revision.digest, RevisionReview(.revoked, by: "Kim", at: now))
                return nil
            }
            let approvals = Approvals(of: trial.shelf.templates, otherwise: .hold)
            let summary = try await trial.worker(on: store, approvals: approvals)
                .drain(using: SeededGenerator(seed: 1))
            #expect(trial.attempts == [] && summary.stopped == 1)
            #expect(try await trial.progress().reason == "unapproved:reminder")
            #expect(try await trial.report().attempts.map(\.code) == ["unapproved"])
        }
    }

    @Test func `a change that waits lets the revision that was approved before go out where that is asked for`()
        async throws
    {
        try await Trial.with { trial in
            let (old, new) = try Self.reminders(trial)
            try await Self.approve(old, in: trial)
            let approvals = Approvals(of: new, otherwise: .previous)
            try await trial.accept(.sample(id: "A1", plan: .sms()))
            try await Self.drain(trial, approvals)
            #expect(trial.attempts == ["A1.1"])
            #expect(Self.text(trial.deliveries.first)?.contains("Other words") == false)
            let composed = try await trial.store.journal(JournalFilter(kinds: [.composed])).first
            #expect(composed?.draft.body["revision"]?.string == old.digest)
            let changed = try #require(new.templates[Self.reminder]?.kept)
            try await Self.approve(changed, in: trial)
            try await trial.accept(.sample(id: "A2", debtor: "P2", plan: .sms()))
            try await Self.drain(trial, Approvals(of: new, otherwise: .previous))
            #expect(trial.attempts.last == "A2.1")
        }
    }

    @Test func `where no earlier revision can be used messages wait`() async throws {
        try await Trial.with { trial in
            let (_, new) = try Self.reminders(trial)
            let broken = TemplateRevision(digest: "00", template: Self.reminder, archive: [1, 2, 3])
            try await Self.approve(broken, in: trial)
            try await trial.accept(.sample(id: "A1", plan: .sms()))
            try await Self.drain(trial, Approvals(of: new, otherwise: .previous))
            #expect(trial.attempts == [])
            #expect(try await trial.progress().reason == "unapproved:reminder")
        }
    }

    @Test func `a revision is kept with the first message, also where the answer was lost`() async throws {
        try await Trial.with { trial in
            let revision = try Self.reminders(trial).old
            try await trial.accept(.sample(id: "A1", plan: .sms()))
            let isFirst = Mutex(true)
            let store = FaultyStore(trial.store) { verb, moment in
                guard verb == .begin, moment == .after,
                    isFirst.withLock({ first in
                        defer { first = false }
                        return first
                    })
                else { return nil }
                return .unavailable("the connection was lost")
            }
            let stop = StopSignal()
            async let summary = trial.worker(on: store, WorkerOptions(tick: .milliseconds(1)))
                .run(until: stop, using: SeededGenerator(seed: 1))
            while trial.attempts.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
            stop.stop()
            _ = try await summary
            #expect(trial.attempts.count == 1)
            let kept = try await trial.store.revisions(of: nil)
            #expect(kept.map(\.digest) == [revision.digest] && kept.first?.firstUsedAt == trial.clock.now)
            #expect(try await trial.store.revision(revision.digest) == revision)
        }
    }

    @Test(arguments: [Channel.sms, .email, .letter, .voice])
    func `a past message is made again from the revision that was kept`(channel: Channel) async throws {
        try await Trial.with { trial in
            try await trial.accept(.sample(id: "A1", plan: .message(channel, Self.reminder)))
            try await trial.drain()
            #expect(trial.attempts == ["A1.1"])
            // Today's templates say something else, and the clock has moved on.
            let composer = trial.composer.using(TemplatesInForce(try Self.reminders(trial).new))
            trial.clock.advance(to: trial.clock.now + .seconds(86_400 * 400))
            let report = try await trial.report()
            let attempt = try #require(report.attempts.first)
            let made = try await composer.again(attempt, of: report, from: trial.store).get()
            #expect(made.isSame == true)
            #expect(made.prepared.composition.revision == (try Self.reminders(trial).old.digest))
        }
    }
}
