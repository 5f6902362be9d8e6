import Dunning
import Foundation
import Testing

/// Invoices that go along with mails.
@Suite(.timeLimit(.minutes(5)))
struct AttachmentTests {
    private static let pdf = Data("%PDF-1.7\n\u{FF}\u{00}\r\n.\r\n%%EOF".utf8) + Data((0...255).map { UInt8($0) })

    /// A folder with one template that attaches, and a folder of documents.
    private func place() async throws -> (Workplace, MailServer) {
        let place = try Workplace()
        let authority = try await Authority(in: place.folder)
        let server = try await MailServer(in: place.folder, authority)
        for folder in ["templates/note/de", "documents/2026"] {
            try FileManager.default.createDirectory(
                at: place.folder.appending(path: folder),
                withIntermediateDirectories: true
            )
        }
        try place.write(
            "title = \"Note\"\npurpose = \"reminder\"\nchannels = [\"email\"]\nattach = [\"invoices\"]\n",
            to: "templates/note/template.toml"
        )
        try place.write("Rechnung {{transferReference}}\n", to: "templates/note/de/email.subject.mustache")
        try place.write("<p>{{debtor.name}}: {{amountDue}}</p>\n", to: "templates/note/de/email.html.mustache")
        let house = Workplace.house.replacing(
            "templates = \"\(FewTemplates.folder)\"",
            with: "templates = \"templates\"\ndocuments = \"documents\""
        )
        try place.write(house + server.configuration(authority), to: "channels.conf")
        return (place, server)
    }

    @Test func `an invoice goes along as it is, and the journal has its digest`() async throws {
        let (place, server) = try await place()
        try place.write(Self.pdf, to: "documents/2026/INV-7.pdf")
        let action = SampleAction.mail("a-1").with {
            $0.template = "note"
            $0.document = "2026/INV-7.pdf"
        }
        try await place.enqueue(action)
        #expect(try await place.work()["handedOver"] == 1)
        let mail = try await server.mail()
        let digest = try await Self.sha256(of: place.path("documents/2026/INV-7.pdf"))
        #expect(mail["files"] == [["INV-7.pdf", "application/pdf", .string(digest)]], "\(mail)")
        #expect(mail["defects"] == [] && mail["text"]?.string?.contains("123,45") == true)
        #expect(mail["html"]?.string?.contains("Jana Beispiel") == true)
        let journal = try await place.dunlin("journal", "search", "--kind", "composed", "--json")
        #expect(journal.output.contains(digest) && journal.output.contains("2026/INV-7.pdf"), "\(journal.output)")
    }

    @Test(arguments: [
        (nil, "invoices.0.document"), ("2026/none.pdf", "not in the folder"), ("2026/text.pdf", "no PDF"),
    ])
    func `a mail whose invoice cannot go along is not sent, and says why`(document: String?, reason: String)
        async throws
    {
        let (place, server) = try await place()
        try place.write("no pdf", to: "documents/2026/text.pdf")
        let action = SampleAction.mail("a-1").with {
            $0.template = "note"
            $0.document = document
        }
        try await place.enqueue(action)
        #expect(try await place.work()["handedOver"] == 0)
        #expect(try server.mails.isEmpty)
        let journal = try await place.dunlin("journal", "search", "--json")
        #expect(journal.output.contains(reason), "\(journal.output)")
    }

    @Test(arguments: [
        "../secret.pdf", "/etc/passwd.pdf", "a/../../b.pdf", ".hidden.pdf", "a//b.pdf", "a.pdf\n.pdf", "a.txt",
    ])
    func `a name that could lead out of the folder is refused`(document: String) async throws {
        let place = try Workplace()
        try place.write(
            SampleAction.mail("a-1").with { $0.document = document }.json.canonical + "\n",
            to: "actions.jsonl"
        )
        let outcome = try await place.dunlin("enqueue", "actions.jsonl")
        #expect(outcome.status == 65 && (outcome.output + outcome.errors).contains("no name of a document"))
    }

    private static func sha256(of path: String) async throws -> String {
        let child = try Child(Child.Order(arguments: ["/usr/bin/sha256sum", path], folder: URL(filePath: "/")))
        _ = await child.exit()
        return String(child.text.prefix { $0 != " " })
    }
}
