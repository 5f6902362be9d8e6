import Dunning
import Foundation
import Testing

/// What each fault of a provider makes of an action: where it stands, how often its message has arrived, what the
/// journal says; and that a later run delivers what was not delivered, once.
@Suite(.timeLimit(.minutes(10)))
struct FaultTests {
    /// What becomes of one action.
    enum Fate: Sendable {
        /// Nothing went out; it goes out once the provider is well.
        case waits
        /// Nothing went out, and never will this way.
        case fails
        /// It may have gone out: a person settles it.
        case stands
        /// It went out, though late.
        case ends

        var state: JSON {
            switch self {
            case .waits: "waiting"
            case .fails: "failed"
            case .stands: "review"
            case .ends: "completed"
            }
        }

        /// The kind of the journal's entry about the attempt, which is the attempt's state too.
        var attempt: JSON {
            switch self {
            case .waits, .fails: "refused"
            case .stands: "unknown"
            case .ends: "handed-over"
            }
        }
    }

    /// A mail server's fault.
    struct MailFault: Sendable, CustomTestStringConvertible {
        let stage: String
        let action: String
        let fate: Fate
        /// How often the server has the mail.
        var arrivals = 0

        var testDescription: String { "\(stage): \(action)" }
    }

    static let mailFaults: [MailFault] =
        ["greeting", "ehlo", "mail", "rcpt", "data", "dot"]
        .flatMap { stage in
            [
                MailFault(stage: stage, action: "421 4.3.2 closing", fate: .waits),
                MailFault(stage: stage, action: "450 4.2.0 not now", fate: .waits),
                MailFault(
                    stage: stage,
                    action: "550 5.1.1 no",
                    // Before a recipient was named it is about us, and a person must look.
                    fate: ["rcpt", "data", "dot"].contains(stage) ? .fails : .waits
                ),
            ]
        } + [
            MailFault(stage: "greeting", action: "drop", fate: .waits),
            MailFault(stage: "ehlo", action: "drop", fate: .waits),
            MailFault(stage: "mail", action: "drop", fate: .waits),
            MailFault(stage: "rcpt", action: "drop", fate: .waits),
            MailFault(stage: "data", action: "drop", fate: .waits),
            // A short mail is written with its final dot before the server reads any of it: the client cannot know.
            MailFault(stage: "content", action: "drop", fate: .stands),
            MailFault(stage: "dot", action: "drop", fate: .stands, arrivals: 1),
            MailFault(stage: "rcpt", action: "never", fate: .waits),
            MailFault(stage: "dot", action: "never", fate: .stands, arrivals: 1),
            MailFault(stage: "dot", action: "late", fate: .ends, arrivals: 1),
        ]

    @Test(arguments: mailFaults)
    func `a mail server that fails at any stage loses no mail and gets none twice`(fault: MailFault) async throws {
        let folder = try Workplace()
        let server = try await FaultyMailServer(in: folder.folder, stage: fault.stage, action: fault.action)
        try folder.write(
            FaultTests.house + """
                [email.primary]
                provider = "smtp"
                url = "smtp://127.0.0.1:\(server.port)"
                from = "Acme Energie <billing@acme.example>"
                timeout = "\(fault.action == "never" ? "2s" : "1m")"

                """,
            to: "channels.conf"
        )
        try await folder.enqueue(.mail("a-1"))
        try await folder.work()
        try await expect(fault.fate, of: folder)
        #expect(try server.messageIDs.count == fault.arrivals)

        try server.heal()
        try await folder.work(at: "2031-03-04T13:00:00Z", environment: ["DUNLIN_EMAIL__PRIMARY__TIMEOUT": "1m"])
        let later = try await folder.action("a-1")
        let waits = if case .waits = fault.fate { true } else { false }
        #expect(later["state"] == (waits ? "completed" : fault.fate.state), "\(later)")
        #expect(try server.messageIDs.count == (waits ? 1 : fault.arrivals))
    }

    @Test(arguments: [
        ("429", Fate.waits, 0), ("503", .waits, 0), ("422", .fails, 0), ("500", .stands, 0), ("drop", .stands, 1),
        ("never", .stands, 1), ("late", .ends, 1),
    ])
    func `a gateway that answers wrongly, late or never loses no text and gets none twice`(
        answer: String,
        fate: Fate,
        arrivals: Int
    ) async throws {
        let folder = try Workplace()
        let gateway = try await FaultyGateway(in: folder.folder, answer: answer)
        let configuration = FaultTests.gateway(port: gateway.port, timeout: answer == "never" ? "2s" : "1m")
        try folder.write(FaultTests.house + configuration, to: "channels.conf")
        try await folder.enqueue(.phone("a-1", "sms", "+4915112345678"))
        try await folder.work()
        let action = try await expect(fate, of: folder)
        #expect(try gateway.references.count == arrivals)
        // The gateway's own delay is kept.
        if answer == "429" { #expect(action["until"]?.string ?? "" >= "2031-03-04T10:10:00Z") }

        try gateway.heal()
        try await folder.work(at: "2031-03-04T13:00:00Z", environment: ["DUNLIN_SMS__PRIMARY__TIMEOUT": "1m"])
        let later = try await folder.action("a-1")
        let waits = if case .waits = fate { true } else { false }
        #expect(later["state"] == (waits ? "completed" : fate.state), "\(later)")
        let references = try gateway.references
        #expect(references.count == (waits ? 1 : arrivals) && references.allSatisfy { $0.hasPrefix("a-1.") })
    }

    @Test func `a provider that takes a message and never answers is believed as soon as it reports`() async throws {
        let folder = try Workplace()
        let sandbox = try await Sandbox(in: folder)
        try folder.write(FaultTests.house + sandbox.phones(server: try Ports.free(1)[0]), to: "channels.conf")
        // Businesses may be written to at any hour. The number makes the sandbox take what comes, break off in place of
        // the answer, and report afterwards.
        try await folder.enqueue(.phone("a-1", "sms", "+4915112340155").with { $0.kind = "business" })
        let run = try folder.start(["run"])
        try await eventually("the report settles it: \(run.complaints)") {
            try await folder.action("a-1")["state"] == "completed"
        }
        run.send(SIGTERM)
        #expect(await run.exit() == 0, "\(run.complaints)")
        let action = try await folder.action("a-1")
        #expect(action["attempts"]?.array?.map { $0["state"] } == ["delivered"], "\(action)")
        let kinds = try #require(action["journal"]?.array?.compactMap { $0["kind"] })
        #expect(kinds.contains("unknown") && kinds.contains("receipt"), "\(action)")
        #expect(try await sandbox.inbox(folder)["messages"]?.array?.count == 1)
    }

    @Test func `nobody at the other end: nothing goes out, and everything waits`() async throws {
        let folder = try Workplace()
        let ports = try Ports.free(2)
        try folder.write(
            FaultTests.house + FaultTests.gateway(port: ports[0], timeout: "1m") + """
                [email.primary]
                provider = "smtp"
                url = "smtp://127.0.0.1:\(ports[1])"
                from = "Acme Energie <billing@acme.example>"

                """,
            to: "channels.conf"
        )
        try await folder.enqueue(.phone("a-1", "sms", "+4915112345678"), .mail("a-2"))
        try await folder.work()
        for id in ["a-1", "a-2"] { try await expect(.waits, of: folder, id) }
    }

    @Test func `a name that does not resolve: nothing goes out, and the mail waits`() async throws {
        let folder = try Workplace()
        try folder.write(
            FaultTests.house + """
                [email.primary]
                provider = "smtp"
                url = "smtps://mail.invalid"
                from = "Acme Energie <billing@acme.example>"

                """,
            to: "channels.conf"
        )
        // Businesses may be written to at any hour, and a provider elsewhere allows no virtual clock.
        try await folder.enqueue(.mail("a-1").with { $0.kind = "business" })
        let run = try folder.start(["run"])
        try await eventually("the mail is refused: \(run.complaints)") {
            try await folder.action("a-1")["attempts"]?.array?.first?["state"] == "refused"
        }
        run.send(SIGTERM)
        #expect(await run.exit() == 0, "\(run.complaints)")
        try await expect(.waits, of: folder)
    }

    @Test(arguments: ["another authority", "no STARTTLS"])
    func `a server that cannot prove itself gets neither password nor mail`(fault: String) async throws {
        let folder = try Workplace()
        let theirs = folder.folder.appending(path: "theirs")
        try FileManager.default.createDirectory(at: theirs, withIntermediateDirectories: true)
        let (ours, other) = (try await Authority(in: folder.folder), try await Authority(in: theirs))
        let (secure, plain) = (
            try await MailServer(in: folder.folder, other),
            try await FaultyMailServer(in: folder.folder, stage: "none", action: "drop")
        )
        let port = fault == "no STARTTLS" ? plain.port : secure.port
        try folder.write(
            FaultTests.house + """
                [email.primary]
                provider = "smtp"
                url = "smtp+starttls://localhost:\(port)"
                username = "dunlin"
                password = { env = "SMTP_PASSWORD" }
                from = "Acme Energie Köln <billing@acme.example>"
                ca_file = "\(ours.file)"

                """,
            to: "channels.conf"
        )
        try await folder.enqueue(.mail("a-1"))
        try await folder.work()
        try await expect(.waits, of: folder)
        #expect(try secure.mails.isEmpty && plain.messageIDs.isEmpty)
    }

    private static let house = Workplace.house.replacing(Checkout.path("rules"), with: FewRules.folder)

    /// Holds action and journal against what is to become of it.
    @discardableResult
    private func expect(_ fate: Fate, of folder: Workplace, _ id: String = "a-1") async throws -> JSON {
        let action = try await folder.action(id)
        #expect(action["state"] == fate.state, "\(action)")
        #expect(action["attempts"]?.array?.map { $0["state"] } == [fate.attempt], "\(action)")
        let ends: Set<JSON> = ["handed-over", "refused", "unknown"]
        let told = action["journal"]?.array?.compactMap { $0["kind"] }.filter(ends.contains)
        #expect(told == [fate.attempt], "\(action)")
        return action
    }

    private static func gateway(port: Int, timeout: String) -> String {
        """
        [sms.primary]
        provider = "http"
        url = "http://127.0.0.1:\(port)/messages"
        json = { to = "{to}", text = "{text}", reference = "{reference}" }
        reference = "/id"
        timeout = "\(timeout)"

        """
    }
}
