import Dunning
import Foundation
import Testing

/// Through aiosmtpd (Debian's python3-aiosmtpd) and Postfix's smtp-sink.
@Suite(.timeLimit(.minutes(5)))
struct EmailTests {
    @Test func `a reminder arrives once, encrypted, from an authenticated sender, as an independent parser reads it`()
        async throws
    {
        let folder = try Workplace()
        let authority = try await Authority(in: folder.folder)
        let server = try await MailServer(in: folder.folder, authority)
        try folder.write(Workplace.house + server.configuration(authority), to: "channels.conf")
        try await folder.enqueue(.mail("a-1", to: "jana@example.com").with { $0.name = "Jörg „Ö“ Müller-Lüdenscheidt" })
        let summary = try await folder.work()
        #expect(summary["handedOver"]?.integer == 1)
        let mail = try await server.mail()
        #expect(mail["tls"] == true && mail["authenticated"] == true)
        #expect(mail["sender"] == "billing@acme.example" && mail["recipients"] == ["jana@example.com"])
        #expect(mail["to"] == [["Jörg „Ö“ Müller-Lüdenscheidt", "jana@example.com"]])
        #expect(mail["from"] == [["Acme Energie Köln", "billing@acme.example"]])
        #expect(mail["defects"] == [] && mail["attachments"] == 0)
        let headers = try #require(mail["headers"])
        #expect(headers["subject"]?.string?.contains("Acme Energie GmbH") == true)
        #expect(headers["message-id"]?.string?.wholeMatch(of: /<a-1\.[^@<>\s]+@acme\.example>/) != nil, "\(headers)")
        #expect(headers["auto-submitted"] == "auto-generated" && headers["content-language"] == "de")
        #expect(headers["list-unsubscribe"]?.string?.contains("https://www.acme.example/abmelden") == true)
        #expect(headers["date"] == "Tue, 04 Mar 2031 10:00:00 +0000")
        for part in ["text", "html"] {
            let content = try #require(mail[part]?.string)
            #expect(content.contains("Müller-Lüdenscheidt") && content.contains("123,45\u{A0}€"), "\(content)")
            #expect(content.contains("https://pay.acme.example/a-1"))
        }
        #expect(try await folder.action("a-1")["state"] == "completed")
        // Nothing is left to do, so nothing comes a second time.
        #expect(try await folder.work()["handedOver"] == 0)
        #expect(try server.mails.count == 1)
    }

    @Test func `a wrong password loses nothing: the action waits, says why, and goes out once the password is right`()
        async throws
    {
        let folder = try Workplace()
        let authority = try await Authority(in: folder.folder)
        let server = try await MailServer(in: folder.folder, authority)
        try folder.write(Workplace.house + server.configuration(authority), to: "channels.conf")
        try await folder.enqueue(.mail("a-1"))
        try await folder.work(environment: ["SMTP_PASSWORD": "wrong-horse"])
        #expect(try server.mails.isEmpty)
        let waiting = try await folder.action("a-1")
        #expect(waiting["state"] == "waiting" && waiting["until"]?.string ?? "" > Workplace.workday, "\(waiting)")
        #expect(waiting["attempts"]?.array?.first?["state"] == "refused")
        let page = try await folder.dunlin("actions", "show", "a-1")
        #expect(page.output.contains("authentication"), "\(page.output)")
        let journal = try await folder.dunlin("journal", "search", "--json")
        #expect(!(page.output + journal.output).contains("wrong-horse"))
        try await folder.work(at: "2031-03-04T13:00:00Z")
        #expect(try await server.mail()["recipients"] == ["a-1@example.com"])
        #expect(try await folder.action("a-1")["state"] == "completed")
    }

    @Test func `five hundred actions are five hundred mails, each its own`() async throws {
        let folder = try Workplace()
        let sink = try await MailSink(in: folder.folder)
        try folder.write(Workplace.house + sink.configuration, to: "channels.conf")
        try await folder.enqueue((1...500).map { .mail("a-\($0)") })
        let summary = try await folder.work()
        #expect(summary["handedOver"] == 500 && summary["refused"] == 0 && summary["unknown"] == 0)
        let ids = try sink.messageIDs
        #expect(ids.count == 500 && Set(ids).count == 500)
    }
}
