import Dunning
import Foundation
import Testing

/// Revisions and four eyes at the command line.
@Suite(.timeLimit(.minutes(5)))
struct TemplateApprovalTests {
    private static func workplace() throws -> Workplace {
        try Workplace(
            """
            [letter.primary]
            provider = "spool"
            directory = "letters"

            [templates]
            require_approval = true

            """
        )
    }

    private static func reminder(in folder: Workplace) async throws -> JSON {
        try #require(try await folder.dunlin("templates", "revisions", "reminder", "--json").objects().last)
    }

    @Test func `nothing goes out before two people stand behind its template`() async throws {
        let folder = try Self.workplace()
        try await folder.enqueue(SampleAction.mail("a-1").with { $0.channel = "letter" })
        let run = ["run", "--drain", "--at", Workplace.workday]
        let first = try folder.start(run)
        #expect(await first.exit() == 0)
        #expect(first.complaints.contains("template `reminder`") && first.complaints.contains("its messages wait"))
        let held = try await folder.dunlin("actions", "list", "--json").object()
        #expect(held["state"] == "waiting" && held["reason"] == "unapproved:reminder")
        let draft = try await Self.reminder(in: folder)
        #expect(draft["standing"] == "draft" && draft["current"] == true)
        let revision = String(try #require(draft["revision"]?.string).prefix(8))
        #expect(try await folder.dunlin("templates", "approve", revision, "--by", "Ali").status == 65)
        #expect(try await folder.dunlin("templates", "submit", revision, "--by", "Jana").status == 0)
        let own = try await folder.dunlin("templates", "approve", revision, "--by", "jana ")
        #expect(own.status == 65 && own.errors.contains("who submitted a revision cannot approve it"))
        #expect(try await folder.dunlin("templates", "approve", revision, "--by", "Ali").status == 0)
        let second = try folder.start(run)
        #expect(await second.exit() == 0)
        #expect(try await folder.dunlin("actions", "list", "--json").object()["state"] == "completed")
        let events = try await folder.dunlin("journal", "search", "--kind", "template", "--json").objects()
        #expect(events.compactMap { $0["body"]?["event"]?.string } == ["kept", "submitted", "approved"])
        let used = try await Self.reminder(in: folder)
        #expect(used["standing"] == "approved" && used["firstUsedAt"]?.string == Workplace.workday)
    }

    @Test func `a past message is made again, and its revision can be read, exported and compared`() async throws {
        let folder = try Workplace("[letter.primary]\nprovider = \"spool\"\ndirectory = \"letters\"\n")
        try await folder.enqueue(SampleAction.mail("a-1").with { $0.channel = "letter" })
        #expect(try await folder.dunlin("run", "--drain", "--at", Workplace.workday).status == 0)
        let again = try await folder.dunlin("preview", "--attempt", "a-1.1", "--out", "a.pdf", "--again")
        #expect(again.status == 0 && again.errors.contains("the same bytes"), "\(again.errors)")
        let digest = try #require(try await Self.reminder(in: folder)["revision"]?.string)
        let revision = String(digest.prefix(12))
        #expect(try await folder.dunlin("templates", "export", revision, "--out", "old").status == 0)
        let file = "reminder/de/letter.html.mustache"
        let source = try String(contentsOfFile: Checkout.path("templates/" + file), encoding: .utf8)
        #expect(try String(contentsOf: folder.folder.appending(path: "old/" + file), encoding: .utf8) == source)
        #expect(try await folder.dunlin("templates", "show", revision, "--file", file).output == source)
        let difference = try await folder.dunlin("templates", "diff", revision)
        #expect(difference.status == 0 && difference.output.isEmpty)
        #expect(try await folder.dunlin("templates", "export", revision, "--out", "old").status == 65)
        let results = try await folder.dunlin("templates", "results", "reminder", "--json").object()
        #expect(results["messages"]?.integer == 1 && results["variant"] == "base")
    }

    @Test(arguments: [("abc", 64), ("zzzzzzzz", 64), ("00000000", 65)])
    func `what names no revision is refused`(text: String, status: Int32) async throws {
        let folder = try Self.workplace()
        let outcome = try await folder.dunlin("templates", "show", text)
        #expect(outcome.status == status && outcome.errors.contains("hint:"))
    }
}
