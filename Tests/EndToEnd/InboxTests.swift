import Dunning
import Foundation
import Testing

/// Mails that come back into a mailbox, which a real Dovecot keeps.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct InboxTests {
    private static let strange = """
        From: MAILER-DAEMON@mx.example
        Subject: ?

        No such user

        """
    private static let optOut = """
        From: Jana <jana@example.com>
        Subject: Abmelden

        .
        .. and no more

        """

    private static func bounce(of attempt: String) -> String {
        """
        Return-Path: <>
        From: MAILER-DAEMON@mail.acme.example
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="x"

        --x
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.acme.example
        Original-Envelope-Id: \(attempt)

        Final-Recipient: rfc822; jana@example.com
        Action: failed
        Status: 5.1.1

        --x--

        """
    }

    /// A place whose action `a-1` was handed over.
    private func place() async throws -> (Workplace, MailSink, Dovecot) {
        let place = try Workplace()
        let sink = try await MailSink(in: place.folder)
        let dovecot = try await Dovecot(in: place.folder)
        try place.write(Workplace.house + sink.configuration, to: "channels.conf")
        try await place.enqueue(.mail("a-1", to: "jana@example.com"))
        try await place.work()
        return (place, sink, dovecot)
    }

    private func poll(_ place: Workplace, _ more: String...) async throws -> Outcome {
        let child = try place.start(["receive", "--poll", "--once", "--json"] + more)
        let status = await child.exit()
        return Outcome(status: status, output: child.text, errors: child.complaints)
    }

    private func attempt(_ place: Workplace) async throws -> String? {
        try await place.action("a-1")["attempts"]?.array?.first?["state"]?.string
    }

    @Test(arguments: Dovecot.Way.allCases)
    func `what lies in a mailbox is put on record once, whatever the server speaks`(way: Dovecot.Way) async throws {
        let (place, sink, dovecot) = try await place()
        let afterwards = way.isPOP3 ? "afterwards = \"delete\"" : ""
        try place.write(
            Workplace.house + sink.configuration + dovecot.configuration(way, afterwards),
            to: "channels.conf"
        )
        try await dovecot.put(Self.bounce(of: "a-1.1"), Self.optOut, Self.strange)
        let looked = try await poll(place, "--dry-run")
        #expect(looked.status == 0, "\(looked.errors)")
        #expect(try looked.objects().map { $0["kind"] } == ["bounce", "opt-out", "unmatched"])
        // POP3 marks by itself what it hands out.
        #expect(try await dovecot.mails() == (way.isPOP3 ? 3 : 0, 3))
        #expect(try await attempt(place) == "handed-over")
        let outcome = try await poll(place)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try outcome.objects().map { $0["kind"] } == ["bounce", "opt-out", "unmatched"])
        #expect(try outcome.objects().allSatisfy { $0["mail"] == "inbox.returns" })
        #expect(try await attempt(place) == "undelivered")
        #expect(try await place.dunlin("fact", "list", "--json").output.contains("opt-out"))
        #expect(try await place.dunlin("actions", "list", "--refused", "--json").objects().count == 1)
        #expect(try await dovecot.mails() == (way.isPOP3 ? (0, 0) : (3, 3)))
        let again = try await poll(place)
        #expect(again.status == 0 && again.output.isEmpty, "\(again.output)\(again.errors)")
    }

    @Test func `mails are moved to another folder, or deleted, where that is asked for`() async throws {
        let (place, sink, dovecot) = try await place()
        for afterwards in ["move", "delete"] {
            try place.write(
                Workplace.house + sink.configuration
                    + dovecot.configuration(.imaps, "afterwards = \"\(afterwards)\"\nmove_to = \"On record\""),
                to: "channels.conf"
            )
            try await dovecot.put(Self.optOut)
            #expect(try await poll(place).objects().map { $0["kind"] } == ["opt-out"])
            #expect(try await dovecot.mails() == (0, 0), "\(afterwards)")
            #expect(try await dovecot.mails(in: "\"On record\"").all == 1, "\(afterwards)")
        }
    }

    @Test func `a mailbox that cannot be trusted or entered is left alone, and says why`() async throws {
        let (place, sink, dovecot) = try await place()
        try await dovecot.put(Self.bounce(of: "a-1.1"))
        let house = Workplace.house + sink.configuration
        let system = dovecot.configuration(.imaps).replacing(
            dovecot.authority,
            with: "/etc/ssl/certs/ca-certificates.crt"
        )
        let cases = [
            (house + system, [:], "inbox.returns: "),
            (house + dovecot.configuration(.imapTLS), ["MAILBOX_PASSWORD": "wrong"], "server refused our credentials"),
            (
                house + dovecot.configuration(.pop3s, "afterwards = \"delete\""), ["MAILBOX_PASSWORD": "wrong"],
                "refused"
            ),
            (house + dovecot.configuration(.imap, folder: "Nowhere"), [:], "server refused `SELECT`"),
        ]
        for (configuration, environment, word) in cases {
            try place.write(configuration, to: "channels.conf")
            let outcome = try await place.dunlin("receive", "--poll", "--once", environment: environment)
            #expect(outcome.status == 75, "\(outcome.errors)")
            #expect(outcome.errors.contains(word), "\(outcome.errors)")
            #expect(!outcome.errors.contains("wrong") && !outcome.errors.contains(Dovecot.password))
        }
        #expect(try await dovecot.mails() == (0, 1))
        #expect(try await attempt(place) == "handed-over")
    }

    @Test(arguments: Dovecot.Way.allCases)
    func `the doctor counts what waits in a mailbox and leaves it as it was`(way: Dovecot.Way) async throws {
        let (place, sink, dovecot) = try await place()
        let house = Workplace.house + sink.configuration
        let afterwards = way.isPOP3 ? "afterwards = \"delete\"" : ""
        try place.write(house + dovecot.configuration(way, afterwards), to: "channels.conf")
        try await dovecot.put(Self.optOut, Self.strange)
        for _ in 1...2 {
            let finding = try await examined(place)
            #expect(finding["state"] == "good", "\(finding)")
            #expect(finding["message"]?.string?.hasSuffix("mails that wait: 2") == true, "\(finding)")
            #expect(try await dovecot.mails() == (0, 2))
        }
    }

    @Test func `the doctor says why a mailbox cannot be entered`() async throws {
        let (place, sink, dovecot) = try await place()
        let house = Workplace.house + sink.configuration
        try place.write(house + dovecot.configuration(.imaps), to: "channels.conf")
        let refused = try await examined(place, environment: ["MAILBOX_PASSWORD": "wrong"])
        #expect(refused["state"] == "broken" && refused["message"] == "server refused our credentials", "\(refused)")
        #expect(refused["mend"]?.string?.contains("[inbox.returns]") == true, "\(refused)")
        try place.write(house + dovecot.configuration(.imap, folder: "Nowhere"), to: "channels.conf")
        let missing = try await examined(place)
        #expect(missing["message"]?.string?.contains("server refused `EXAMINE`") == true, "\(missing)")
    }

    /// What the doctor finds out about the mailbox.
    private func examined(_ place: Workplace, environment: [String: String] = [:]) async throws -> JSON {
        let outcome = try await place.dunlin("doctor", "--json", environment: environment)
        let finding = try outcome.objects().first { $0["subject"] == "inbox.returns" }
        let found = try #require(finding, "\(outcome.output)\(outcome.errors)")
        #expect(found["state"] == "good" || outcome.status == 69)
        return found
    }

    @Test func `a mail that could not be put on record is found again`() async throws {
        let (place, sink, dovecot) = try await place()
        try place.write(
            Workplace.house + sink.configuration + dovecot.configuration(.imaps, "afterwards = \"delete\""),
            to: "channels.conf"
        )
        try await dovecot.put(Self.bounce(of: "a-1.1"))
        let held = try Child(
            Child.Order(
                arguments: ["/usr/bin/python3", "-uc", Self.holding, place.path("dunlin.db")],
                folder: place.folder
            )
        )
        try await eventually("the database is held: \(held.complaints)") { held.text.contains("held") }
        let failed = try await poll(place)
        #expect(failed.status == 75 && failed.errors.contains("not recorded"), "\(failed.errors)")
        #expect(try await dovecot.mails() == (0, 1))
        held.send(SIGKILL)
        _ = await held.exit()
        #expect(try await poll(place).status == 0)
        #expect(try await dovecot.mails() == (0, 0))
        #expect(try await attempt(place) == "undelivered")
    }

    /// Keeps everybody else from writing.
    private static let holding = """
        import sqlite3, sys, time
        base = sqlite3.connect(sys.argv[1], isolation_level=None)
        base.execute('BEGIN IMMEDIATE')
        print('held')
        time.sleep(600)
        """

    @Test func `a worker looks into its mailboxes, and one that fails stops neither it nor the others`() async throws {
        let (place, sink, dovecot) = try await place()
        let broken = dovecot.configuration(.imap, named: "broken").replacing("MAILBOX_PASSWORD", with: "SMTP_PASSWORD")
        try place.write(
            Workplace.house + sink.configuration + broken + dovecot.configuration(.imaps),
            to: "channels.conf"
        )
        try await dovecot.put(Self.bounce(of: "a-1.1"))
        let worker = try place.start(["run"])
        try await eventually("the bounce is on record: \(worker.complaints)") {
            try await attempt(place) == "undelivered"
        }
        try await eventually("the broken mailbox is told of: \(worker.complaints)") {
            worker.complaints.contains("inbox.broken: server refused our credentials; looked into again in")
        }
        try await eventually("the action ended: \(worker.complaints)") {
            try await place.action("a-1")["state"] == "failed"
        }
        #expect(try await place.action("a-1")["reason"] == "undeliverable")
        worker.send(SIGTERM)
        #expect(await worker.exit() == 0, "\(worker.complaints)")
        #expect(try await dovecot.mails() == (1, 1))
    }
}
