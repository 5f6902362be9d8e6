import Dunning
import Foundation
import Testing

/// Hostile and broken input: refused with reasons and kept, or made harmless, and never injected.
@Suite(.timeLimit(.minutes(5)))
struct BadInputTests {
    /// A line that must be refused: what is sent, and a word that its reasons must hold.
    struct BadLine: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let reason: String
        let bytes: Data

        init(_ what: String, reason: String, _ bytes: Data) {
            testDescription = what
            self.reason = reason
            self.bytes = bytes
        }

        init(_ what: String, reason: String, _ old: String, _ new: String) {
            let line = SampleAction.mail("bad-1").json.canonical
            self.init(what, reason: reason, Data(line.replacing(old, with: new).utf8))
        }
    }

    static let refused = [
        BadLine("a truncated line", reason: "byte", Data(SampleAction.mail("bad-1").json.canonical.utf8.dropLast(9))),
        BadLine("invalid UTF-8", reason: "UTF-8", invalid(SampleAction.mail("bad-1"))),
        BadLine("a line of 10 MB", reason: "1048576", "Jana Beispiel", String(repeating: "x", count: 10_000_000)),
        BadLine("a line end in a name", reason: "/debtor/name", "Jana Beispiel", #"Jana\r\nBcc: all@example.com"#),
        BadLine("a NUL in a name", reason: "/debtor/name", "Jana Beispiel", #"Jana\u0000Beispiel"#),
        BadLine("a name that turns the text around", reason: "/debtor/name", "Jana Beispiel", #"Jana\u202EBeispiel"#),
        BadLine("a line end in a number of an invoice", reason: "/debt/invoices/0/number", "INV-7", #"INV\r\nBcc: x"#),
        BadLine("a path in an id", reason: "/id", #""id":"bad-1""#, #""id":"../../etc/cron.d/x""#),
        BadLine("a currency that nobody knows", reason: "/debt/open/currency", "EUR", "EUX"),
        BadLine("a date that does not exist", reason: "/debt/due", "2026-10-01", "2026-02-30"),
        BadLine("an address that no mail reaches", reason: "/debtor/contacts/0/value", "bad-1@example", "a b@example"),
        BadLine(
            "a number that cannot exist",
            reason: "/debtor/contacts/0/value",
            Data(SampleAction.phone("bad-1", "sms", "+4900").json.canonical.utf8)
        ),
        BadLine("a name that is there twice", reason: "twice", #""level":1"#, #""level":1,"level":2"#),
        BadLine("nesting without end", reason: "64", Data(String(repeating: "[", count: 100_000).utf8)),
        BadLine("a link that runs code", reason: "/payment/link", "https://pay.acme.example/bad-1", "javascript:pay()"),
    ]

    @Test(arguments: refused)
    func `a bad line is refused with its reason and kept, and the good lines around it are taken`(
        line: BadLine
    ) async throws {
        let folder = try Workplace()
        let good = ["a-1", "a-2"].map { Data((SampleAction.mail($0).json.canonical + "\n").utf8) }
        try folder.write(good[0] + line.bytes + Data("\n".utf8) + good[1], to: "actions.jsonl")
        let outcome = try await folder.dunlin("enqueue", "actions.jsonl")
        #expect(outcome.status == 65)
        #expect(outcome.output.hasPrefix("2 accepted, 0 known already, 1 refused"), "\(outcome.output)")
        #expect(outcome.errors.contains("actions.jsonl:2: error: "), "\(outcome.errors.prefix(500))")
        #expect(outcome.errors.contains(line.reason), "\(outcome.errors.prefix(500))")
        // Nothing of the debtor stands in what may be logged.
        #expect(!outcome.errors.contains("Jana"))
        let kept = try await folder.dunlin("actions", "list", "--refused", "--json").object()
        #expect(kept["line"] == 2 && kept["problems"]?.array?.isEmpty == false)
        let text = try #require(kept["text"]?.string)
        let start = String(decoding: line.bytes.prefix(1_000), as: UTF8.self).prefix(900)
        #expect(text.hasPrefix(start) && text.utf8.count <= 3 * 16_384)
        #expect(try await folder.dunlin("actions", "list", "--json").objects().map { $0["id"] } == ["a-1", "a-2"])
    }

    @Test func `an action with five mistakes is told all five, and so is the engine as JSON`() async throws {
        let folder = try Workplace()
        var text = SampleAction.mail("a-1").json.canonical
        for (old, new) in [
            (#""level":1"#, #""level":0"#), (#""creditor":"acme""#, #""creditor":"acmee""#),
            (#""locale":"de-DE""#, #""locale":"xx_YY""#), ("a-1@example.com", "nobody"),
            (#""kind":"consumer","locale""#, #""kind":"robot","locale""#),
        ] {
            text = text.replacing(old, with: new)
        }
        try folder.write(text + "\n", to: "actions.jsonl")
        let outcome = try await folder.dunlin("enqueue", "--json", "actions.jsonl")
        let fields = try outcome.objects().compactMap { $0["field"]?.string }
        #expect(
            fields == ["/creditor", "/debtor/contacts/0/value", "/debtor/kind", "/debtor/locale", "/level"],
            "\(outcome.output)"
        )
        #expect(outcome.output.contains("did you mean `acme`"))
    }

    @Test func `what looks like code in a name is text in the headers and in both parts of the mail`() async throws {
        let folder = try Workplace()
        let authority = try await Authority(in: folder.folder)
        let server = try await MailServer(in: folder.folder, authority)
        try folder.write(Workplace.house + server.configuration(authority), to: "channels.conf")
        let names = [
            "{{debtor.id}} {{{payment.link}}}", "<b>Fett</b><script>alert(1)</script> & Söhne",
            #"Eve" <eve@example.org>, "Mallory"#, "=?utf-8?q?Bcc=3A?= x",

            "%0d%0aBcc: x@example.org", "$(touch pwned) `id` ${HOME}",
        ]
        try await folder.enqueue(
            names.enumerated().map { number, name in .mail("a-\(number)").with { $0.name = name } }
        )
        try await folder.work()
        for (number, name) in names.enumerated() {
            let address = "a-\(number)@example.com"
            let mail = try #require(try server.mails.first { $0["recipients"] == [.string(address)] }, "\(name)")
            #expect(mail["to"] == [[.string(name), .string(address)]])
            #expect(mail["defects"] == [] && mail["attachments"] == 0)
            #expect(mail["text"]?.string?.contains(name) == true, "\(mail["text"] ?? "")")
            let escaped = name.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            let html = try #require(mail["html"]?.string)
            let readable = html.replacing("&quot;", with: "\"").replacing("&#34;", with: "\"").replacing(
                "&#x27;",
                with: "'"
            )
            #expect(readable.contains(escaped), "\(html)")
            #expect(!html.contains("<script"))
            let headers = try #require(mail["names"]?.array).compactMap(\.string)
            #expect(Set(headers).count == headers.count && !headers.contains("bcc"), "\(headers)")
        }
        #expect(try server.mails.count == names.count)
        #expect(!FileManager.default.fileExists(atPath: folder.path("pwned")))
    }

    private static func invalid(_ action: SampleAction) -> Data {
        let parts = action.json.canonical.components(separatedBy: "Beispiel")
        return Data(parts[0].utf8) + Data([0xC3, 0x28]) + Data(parts[1].utf8)
    }
}
