import Dunning
import Foundation
import Testing

/// `dunlin preview` on the command line.
@Suite(.timeLimit(.minutes(5)))
struct PreviewTests {
    private static let moment = ["--at", "2031-03-04T10:00:00Z"]

    @Test func `a text message tells its segments and what they cost, in each locale`() async throws {
        let folder = try Workplace.withTemplates()
        try folder.put("Zahlen Sie – „bitte“ – ☎ {{amountDue}}", "note/de/sms.txt.mustache")
        let outcome = try await folder.dunlin(
            "preview",
            "note",
            "--channel",
            "sms",
            "--locale",
            "de,en",
            "--json",
            "--at",
            Self.moment[1]
        )
        let objects = try outcome.objects()
        #expect(objects.map { $0["locale"] } == ["de", "en"], "\(outcome.errors)")
        #expect(objects[0]["measure"]?["encoding"] == "UCS-2")
        #expect(objects[0]["measure"]?["culprit"] == ["character": "–", "place": 12])
        #expect(objects[1]["measure"]?["segments"] == 1)
        #expect(objects[1]["cost"]?["total"] == "0.075 EUR")
    }

    @Test func `with --decide the verdict and its findings stand beside the message`() async throws {
        let folder = try Workplace.withTemplates()
        let words = ["preview", "note", "--locale", "de", "--channel", "email", "--decide", "--json"]
        for (moment, verdict) in [("2031-03-04T10:00:00Z", "send"), ("2031-03-04T23:00:00Z", "defer")] {
            let child = try folder.start(words + ["--at", moment])
            #expect(await child.exit() == 0, "\(child.complaints)")
            let decision = try JSON(parsing: child.text)["decision"]
            #expect(decision?["verdict"] == .string(verdict))
            #expect(decision?["summary"]?.string?.isEmpty == false && decision?["findings"]?.array?.isEmpty == false)
        }
    }

    @Test func `an error names the line, and other templates are shown all the same`() async throws {
        let folder = try Workplace.withTemplates()
        try folder.put("{{#amountDue}}", "broken/en/sms.txt.mustache")
        try folder.put("title = \"B\"\npurpose = \"reminder\"\nchannels = [\"sms\"]\n", "broken/template.toml")
        let broken = try await folder.dunlin("preview", "broken")
        #expect(broken.status == 65 && broken.errors.contains("templates/broken/en/sms.txt.mustache:1:1"))
        let note = try await folder.dunlin("preview", "note", "--channel", "sms")
        #expect(note.status == 0 && note.output.contains("Please pay"), "\(note.errors)")
        try folder.put("Hello {{data.contract}}", "note/en/sms.txt.mustache")
        let missing = try await folder.dunlin("preview", "note", "--channel", "sms", "--locale", "en")
        #expect(missing.status == 65 && missing.errors.contains("note/en/sms.txt.mustache:1:7"), "\(missing.errors)")
    }

    @Test func `what an attempt was sent is shown as it went out`() async throws {
        let folder = try Workplace(
            """
            [letter.primary]
            provider = "spool"
            directory = "letters"

            """
        )
        try await folder.enqueue(SampleAction.mail("a-1").with { $0.channel = "letter" })
        try await folder.work()
        let outcome = try await folder.dunlin("preview", "--attempt", "a-1.1", "--out", "sent.pdf")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let sent = try Data(contentsOf: folder.folder.appending(path: "sent.pdf"))
        let letters = try FileManager.default.contentsOfDirectory(atPath: folder.path("letters"))
        let pdf = try #require(letters.first { $0.hasSuffix(".pdf") })
        #expect(try Data(contentsOf: folder.folder.appending(path: "letters/" + pdf)) == sent)
        let unknown = try await folder.dunlin("preview", "--attempt", "a-1.9")
        #expect(unknown.status == 65 && unknown.errors.contains("no attempt is called"))
    }

    @Test func `a gallery is the same each time, loads nothing from elsewhere, and none of its links is dead`()
        async throws
    {
        let folder = try Workplace.withTemplates()
        var galleries: [[String: Data]] = []
        for name in ["one", "two"] {
            let child = try folder.start(["preview", "--all", "--out", name] + Self.moment)
            #expect(await child.exit() == 0, "\(child.complaints)")
            galleries.append(try Self.files(in: folder.folder.appending(path: name)))
        }
        #expect(galleries[0] == galleries[1])
        #expect(galleries[0].keys.filter { $0.hasSuffix("/index.html") }.count == 4)
        for (name, data) in galleries[0] where name.hasSuffix("index.html") {
            let page = String(decoding: data, as: UTF8.self)
            #expect(!page.contains("<script"))
            for match in page.matches(of: /(?:src|href)="([^"#]+)"/) {
                let base = URL(filePath: "/" + name)
                let target = URL(filePath: String(match.output.1), relativeTo: base.deletingLastPathComponent())
                #expect(
                    galleries[0][String(target.standardizedFileURL.path().dropFirst())] != nil,
                    "\(name): \(target)"
                )
            }
        }
        try folder.write("mine", to: "one/notes.txt")
        #expect(try await folder.dunlin("preview", "--all", "--out", "one").status == 69)
    }

    private static func files(in folder: URL) throws -> [String: Data] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path())
        var files: [String: Data] = [:]
        for name in names {
            let file = folder.appending(path: name)
            if let data = try? Data(contentsOf: file) { files[name] = data }
        }
        return files
    }
}
