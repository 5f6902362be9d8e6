import Dunning
import Foundation
import Testing

/// What comes back by email, through a real Postfix and by hand.
@Suite(.timeLimit(.minutes(5)))
struct ReturnMailTests {
    @Test(.enabled(if: geteuid() == 0, "Postfix is started by root"))
    func `a bounce of a real mail server moves the attempt to undelivered, once`() async throws {
        let place = try Workplace()
        let postfix = try await Postfix(in: place.folder)
        try place.write(Workplace.house + postfix.configuration, to: "channels.conf")
        try await place.enqueue(.mail("a-1", to: "jana@example.com"))
        #expect(try await place.work()["handedOver"] == 1)
        #expect(try await place.action("a-1")["attempts"]?.array?.first?["state"] == "handed-over")
        let bounce = try #require(try await postfix.returned(1).first)
        for _ in 1...2 {
            let outcome = try await place.dunlin("receive", "--json", input: bounce)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(try outcome.object()["kind"] == "bounce")
        }
        let attempts = try await place.action("a-1")["attempts"]?.array
        #expect(attempts?.count == 1 && attempts?.first?["state"] == "undelivered", "\(String(describing: attempts))")
        let journal = try await place.dunlin("journal", "search", "--kind", "receipt", "--json").objects()
        #expect(journal.count == 1, "\(journal)")
        #expect(try await place.dunlin("actions", "list", "--refused", "--json").output.isEmpty)
    }

    @Test func `a mail that asks for no more mails stops the next one`() async throws {
        let place = try Workplace()
        let sink = try await MailSink(in: place.folder)
        try place.write(Workplace.house + sink.configuration, to: "channels.conf")
        try await place.enqueue(.mail("a-1", to: "jana@example.com"))
        try await place.work()
        let answer = try place.write("From: Jana <jana@Example.com>\nSubject: Abmelden\n\n", to: "answer.eml")
        #expect(try await place.dunlin("receive", input: answer).status == 0)
        let facts = try await place.dunlin("fact", "list", "--json").objects()
        #expect(facts.count == 1 && facts[0]["kind"] == "opt-out" && facts[0]["channel"] == "email", "\(facts)")
        try await place.enqueue(.mail("a-2", to: "jana@example.com").with { $0.debtor = "P-a-1" })
        try await place.work(at: "2031-03-05T10:00:00Z")
        #expect(try await place.action("a-2")["state"] == "blocked")
        #expect(try sink.messageIDs.count == 1)
    }

    @Test func `an answer pauses a ladder that asks for it, until a person at the command line lets it go on`()
        async throws
    {
        let place = try Workplace()
        let sink = try await MailSink(in: place.folder)
        let ladder = """
            [sequence.careful]
            stop_on_reply = true
            steps = [
              { channels = ["email"], template = "reminder" },
              { channels = ["email"], template = "second-notice", after = "1d" },
            ]

            """
        try place.write(Workplace.house + sink.configuration + ladder, to: "channels.conf")
        // On the system's clock, by which the answer is recorded; a business may be written to at any hour.
        try await place.enqueue(
            .mail("a-1", to: "jana@example.com").with {
                $0.sequence = "careful"
                $0.kind = "business"
            }
        )
        #expect(try await place.dunlin("run", "--drain").status == 0)
        #expect(try sink.messageIDs.count == 1)
        let answer = try place.write(
            "From: Jana <jana@example.com>\nTo: billing@acme.example\nSubject: Re: Rechnung\n\nIch melde mich.\n",
            to: "answer.eml"
        )
        #expect(try await place.dunlin("receive", "--json", input: answer).object()["kind"] == "message")
        #expect(try await place.dunlin("run", "--drain").status == 0)
        try await place.work()
        let action = try await place.action("a-1")
        #expect(action["state"] == "paused" && action["reason"] == "replied", "\(action)")
        #expect(try sink.messageIDs.count == 1)

        let resumed = try await place.dunlin("actions", "resume", "a-1", "--by", "jane", "--reason", "called back")
        #expect(resumed.status == 0, "\(resumed.errors)")
        try await place.work()
        #expect(try await place.action("a-1")["state"] == "completed")
        #expect(try sink.messageIDs.count == 2)
        let journal = try await place.dunlin("journal", "search", "--action", "a-1", "--json").objects()
        #expect(journal.first { $0["kind"] == "paused" }?["body"]?["reason"] == "replied", "\(journal)")
        let entry = journal.first { $0["kind"] == "resumed" }?["body"]
        #expect(entry?["by"] == "operator:jane" && entry?["note"] == "called back", "\(journal)")
        let facts = try await place.dunlin("fact", "list", "--json").objects()
        #expect(facts.map { $0["kind"] } == ["contact", "release"], "\(facts)")
        let again = try await place.dunlin("actions", "resume", "a-1")
        #expect(again.status != 0, "what has ended cannot be resumed: \(again.output)")
    }

    @Test func `what cannot be understood is kept, and a database that is away makes the mail server try again`()
        async throws
    {
        let place = try Workplace()
        let strange = try place.write("From: MAILER-DAEMON@mx.example\nSubject: ?\n\nNo such user\n", to: "strange.eml")
        #expect(try await place.dunlin("receive", input: strange).status == 0)
        let kept = try await place.dunlin("actions", "list", "--refused", "--json").objects()
        #expect(kept.count == 1 && kept[0]["file"] == "mail", "\(kept)")
        try place.write(
            Workplace.house.replacing("sqlite:dunlin.db", with: "sqlite:away/dunlin.db"),
            to: "channels.conf"
        )
        #expect(try await place.dunlin("receive", input: strange).status == 75)
        try place.write("[store", to: "channels.conf")
        #expect(try await place.dunlin("receive", input: strange).status == 75)
    }
}
