import Dispatcher
import DunlinTesting
import Dunning
import Journal
import Storage
import Templates
import Testing

/// Which variant a message was made from stands on the journal, and what became of it can be counted.
struct VariantTallyTests {
    private static let reminder = TemplateID(trusted: "reminder")

    /// The shipped reminder with a variant for debtors in `gold`, and an experiment for all others.
    private static func library(_ trial: Trial) throws -> TemplateLibrary {
        let entry = try #require(trial.shelf.templates.templates[reminder])
        var files = entry.archive.files.map { file in
            guard file.path == "reminder/template.toml" else { return file }
            let more = """

                [[variant]]
                name = "gold"
                when = { segment = "gold", locale = "de" }
                [[variant]]
                name = "short"
                [[experiment]]
                name = "length"
                weights = { base = 1, short = 1 }
                """
            return SourceFile(path: file.path, bytes: file.bytes + Array(more.utf8))
        }
        let text = Array("{{creditor.name}}: {{amountDue}} {{#disclosures}}{{text}}{{/disclosures}}".utf8)
        for name in ["gold", "short"] {
            files.append(SourceFile(path: "reminder/@\(name)/de/sms.txt.mustache", bytes: text))
        }
        let (library, diagnostics) = TemplateLibrary.load(files: files)
        return try #require(library, "\(diagnostics.map(\.description))")
    }

    private static func action(_ number: Int, gold: Bool) -> Action {
        var action = Action.sample(id: "A\(number)", debtor: "P\(number)", debt: "D\(number)", plan: .sms())
        action.debtor.segment = gold ? Segment(trusted: "gold") : nil
        return action
    }

    @Test func `messages, receipts and payments are counted by variant`() async throws {
        try await Trial.with { trial in
            var trial = trial
            trial.shelf.templates = try Self.library(trial)
            try await trial.accept((1...40).map { Self.action($0, gold: $0 <= 10) })
            try await trial.drain()
            #expect(trial.attempts.count == 40)
            let receipts = [("A1.1", AttemptState.delivered), ("A2.1", .undelivered)].map { id, state in
                Receipt(subject: .attempt(AttemptID(trusted: id)), state: state, code: "x")
            }
            _ = try await trial.store.receive(receipts, at: trial.clock.now)
            trial.clock.advance(to: trial.clock.now + .seconds(86_400))
            for number in [1, 2, 3, 11] { try await trial.add(.paid, about: "P\(number)", debt: "D\(number)") }
            trial.clock.advance(to: trial.clock.now + .seconds(86_400 * 30))
            try await trial.add(.paid, about: "P4", debt: "D4")
            let tallies = try await VariantTally.counting(
                Self.reminder,
                in: trial.store,
                paidWithin: .seconds(86_400 * 14)
            )
            #expect(tallies.map(\.variant) == ["gold", "base", "short"])
            #expect(tallies.map(\.chosenBy) == ["conditions", "length", "length"])
            #expect(tallies[0].messages == 10 && tallies[0].debts == 10 && tallies[0].paid == 3)
            #expect(tallies[0].delivered == 1 && tallies[0].undelivered == 1 && tallies[0].handedOver == 8)
            #expect(tallies[1].messages + tallies[2].messages == 30 && tallies[1].paid + tallies[2].paid == 1)
            #expect(tallies[1].messages > 0 && tallies[2].messages > 0)
        }
    }

    @Test func `the journal says which variant it was, and by which conditions`() async throws {
        try await Trial.with { trial in
            var trial = trial
            trial.shelf.templates = try Self.library(trial)
            try await trial.accept(Self.action(1, gold: true))
            try await trial.drain()
            let entry = try await trial.store.journal(JournalFilter(kinds: [.composed])).first
            let variant = try #require(entry?.draft.body["variant"])
            #expect(
                variant.canonical
                    == #"{"because":"conditions","conditions":["segment gold","locale de"],"name":"gold"}"#
            )
        }
    }
}
