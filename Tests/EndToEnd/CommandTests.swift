import Dunning
import Foundation
import Testing

/// What holds for every command, and for the few that are more than one session.
@Suite(.timeLimit(.minutes(5)))
struct CommandTests {
    @Test(arguments: [
        "", "demo", "enqueue", "run", "actions", "actions list", "actions show", "actions cancel", "tasks",
        "tasks list", "tasks show", "tasks close", "fact", "fact add",
        "fact list", "decide", "rules", "rules list", "rules show", "rules check", "rules test", "rules diff",
        "rules mutants", "rules table", "rules why-not", "preview", "templates",
        "links", "links sign", "links verify", "templates list", "templates lint", "templates fields",
        "templates render",
        "templates revisions",
        "templates show", "templates export", "templates diff", "templates submit", "templates approve",
        "templates revoke", "templates results", "journal", "journal search",
        "journal show", "providers", "providers list", "providers pause", "providers resume", "sandbox", "doctor",
        "simulate",
    ])
    func `the help of every command shows examples`(command: String) async throws {
        let words = command.split(separator: " ").map(String.init)
        let folder = try Workplace()
        let help = try folder.start(words + ["--help"])
        #expect(await help.exit() == 0)
        #expect(help.text.contains("EXAMPLES:") && help.text.contains("  dunlin \(command)"), "\(help.text)")
    }

    @Test func `every command that this table leaves out is one that the help leaves out as well`() async throws {
        let folder = try Workplace()
        let help = try await folder.dunlin("--help").output
        let listed = try #require(help.range(of: "SUBCOMMANDS:\n")).upperBound
        let names = help[listed...].split(separator: "\n").compactMap { $0.firstMatch(of: #/^  ([a-z]+) /#)?.1 }
        #expect(
            names.map(String.init) == [
                "demo", "enqueue", "run", "receive", "actions", "tasks", "fact", "decide", "rules", "simulate",
                "preview",
                "templates",
                "journal", "links", "providers", "sandbox", "doctor",
            ]
        )
    }

    @Test func `with --json standard output is JSON and nothing else`() async throws {
        let folder = try Workplace(
            """
            [letter.primary]
            provider = "spool"
            directory = "letters"

            """
        )
        let action = SampleAction.mail("a-1").with { $0.channel = "letter" }
        try folder.write(action.json.canonical + "\nno json\n", to: "actions.jsonl")
        try folder.write(action.json.canonical, to: "action.json")
        let commands: [(words: [String], status: Int32)] = [
            (["enqueue", "actions.jsonl"], 65), (["run", "--drain", "--at", Workplace.workday], 0),
            (["actions", "list"], 0), (["actions", "list", "--refused"], 0), (["actions", "show", "a-1"], 0),
            (["actions", "cancel", "a-1"], 0), (["fact", "add", "--debtor", "P-a-1", "hold", "reason=asked"], 0),
            (["fact", "list"], 0),
            (["journal", "search"], 0), (["journal", "show", "1"], 0), (["decide", "actions.jsonl"], 65),
            (["rules", "why-not", "actions.jsonl"], 65),
            (["rules", "list"], 0), (["rules", "show", "de"], 0), (["rules", "show", "de.hours"], 0),
            (["rules", "check"], 0), (["rules", "table"], 0), (["rules", "test"], 0), (["templates", "list"], 0),
            (["templates", "fields"], 0), (["preview", "reminder", "--channel", "letter", "--data", "action.json"], 0),
            (["doctor"], 0), (["simulate", "--rules", Checkout.path("rules")], 0),
        ]
        for (words, status) in commands {
            let child = try folder.start(words + ["--json"])
            #expect(await child.exit() == status, "\(words): \(child.text)\(child.complaints)")
            let outcome = Outcome(status: status, output: child.text, errors: child.complaints)
            let objects = try? outcome.objects()
            #expect(objects?.isEmpty == false, "\(words): \(child.text.prefix(300))")
        }
    }

    @Test func `what scripts read of decisions and actions has the members that the design promises`() async throws {
        let folder = try Workplace(
            """
            [email.primary]
            provider = "smtp"
            url = "smtp://127.0.0.1:9"
            from = "Acme Energie <billing@acme.example>"

            """
        )
        try await folder.enqueue(.mail("a-1"))
        let decision = try await folder.dunlin("decide", "actions.jsonl", "--at", "2031-03-04T22:00:00Z", "--json")
        let answer = try decision.object()
        #expect(answer["id"] == "a-1" && answer["verdict"] == "defer" && answer["until"] == "2031-03-05T07:00:00Z")
        #expect(answer["zones"] == ["Europe/Berlin"] && answer["jurisdictions"]?.array?.contains("de") == true)
        #expect(answer["rules"]?.string?.count == 64 && answer["tzdata"]?.string?.isEmpty == false)
        let finding = try #require(answer["findings"]?.array?.first { $0["rule"] == "de.hours" })
        for member in ["rule", "pack", "verdict", "until", "because", "citation", "basis"] {
            #expect(finding[member]?.string?.isEmpty == false, "\(member) of \(finding)")
        }
        let action = try await folder.dunlin("actions", "list", "--json").object()
        #expect(
            Set(["id", "state", "step", "debtor", "attempts"]).isSubset(of: action.object?.keys.map { $0 } ?? []),
            "\(action)"
        )
    }

    @Test func `a configuration with ten mistakes is told all ten, each with its place`() async throws {
        let folder = try Workplace()
        try folder.write(
            """
            [store]
            url = "mongodb:dunlin"
            colour = "red"

            [creditor.acme]
            name = 7
            role = "uncle"
            country = "Germany"
            locale = "de_DE"
            iban = "DE00120300000000202051"

            [email.primary]
            provider = "smtp"
            url = "gopher://mail.example.com"
            from = "nobody"
            pasword = "geheim"

            """,
            to: "channels.conf"
        )
        let outcome = try await folder.dunlin("actions", "list")
        #expect(outcome.status == 78 && outcome.output.isEmpty)
        let places = outcome.errors.split(separator: "\n").compactMap { line in
            line.firstMatch(of: #/^channels\.conf:([0-9]+):[0-9]+: error: /#).flatMap { Int($0.1) }
        }
        #expect(places == [2, 3, 6, 7, 8, 9, 10, 14, 15, 16], "\(outcome.errors)")
        #expect(outcome.errors.contains("`channels.conf` has 10 mistakes"))
        #expect(outcome.errors.contains("`password`") && !outcome.errors.contains("geheim"))
        let objects = try await folder.dunlin("actions", "list", "--json").objects()
        #expect(objects.count == 10 && objects.allSatisfy { $0["file"] == "channels.conf" && $0["line"] != nil })
    }

    @Test func `a reader that goes away stops no command in the middle of its work`() async throws {
        let folder = try Workplace()
        let lines = (1...600).map { "no json\n" + SampleAction.mail("a-\($0)").json.canonical + "\n" }
        try folder.write(lines.joined(), to: "actions.jsonl")
        let script = "'\(try Checkout.program())' enqueue actions.jsonl 2>&1 | head -n 1"
        let said = try await Tool.run("/bin/sh", ["-c", script], package: "dash", in: folder.folder)
        #expect(said.hasPrefix("actions.jsonl:1: error: "))
        #expect(try await folder.dunlin("actions", "list").output.split(separator: "\n").count == 600)
    }

    @Test func `all given cases of the rule packs pass`() async throws {
        let folder = try Workplace()
        let outcome = try await folder.dunlin("rules", "test")
        #expect(outcome.status == 0, "\(outcome.output)")
        let passed = try #require(outcome.errors.firstMatch(of: /([0-9]+) passed, 0 failed/)?.1)
        #expect(try #require(Int(passed)) > 100)
    }

    @Test func `a database of a newer release is refused with words that help, and left as it is`() async throws {
        let folder = try Workplace()
        try await folder.enqueue(.mail("a-1"))
        let database = folder.path("dunlin.db")
        let alter = """
            import sqlite3, sys
            base = sqlite3.connect(sys.argv[1])
            base.execute('PRAGMA user_version = 4711')
            base.commit()
            """
        let python = ["/usr/bin/python3", "-c", alter, database]
        _ = try await Tool.run(python[0], Array(python.dropFirst()), package: "python3", in: folder.folder)
        let before = try Data(contentsOf: URL(filePath: database))
        for words in [["actions", "list"], ["enqueue", "actions.jsonl"], ["run", "--drain"]] {
            let child = try folder.start(words)
            #expect(await child.exit() == 69)
            #expect(child.complaints.contains("4711") && child.complaints.contains("newer"), "\(child.complaints)")
        }
        #expect(try Data(contentsOf: URL(filePath: database)) == before)
    }

    @Test func `rules and templates are read through links, and a link that hides some of them stops`() async throws {
        let folder = try Workplace()
        let manager = FileManager.default
        try manager.createSymbolicLink(atPath: folder.path("rules"), withDestinationPath: Checkout.path("rules"))
        let variables = ["DUNLIN_FOLDERS__RULES": folder.path("rules")]
        let whole = try await folder.dunlin("rules", "list")
        #expect(try await folder.dunlin("rules", "list", environment: variables).output == whole.output)
        try manager.createDirectory(atPath: folder.path("templates"), withIntermediateDirectories: true)
        for name in try manager.contentsOfDirectory(atPath: Checkout.path("templates")) {
            try manager.createSymbolicLink(
                atPath: folder.path("templates/" + name),
                withDestinationPath: Checkout.path("templates/" + name)
            )
        }
        let hidden = try await folder.dunlin(
            "templates",
            "list",
            environment: ["DUNLIN_FOLDERS__TEMPLATES": folder.path("templates")]
        )
        #expect(hidden.status == 78 && hidden.errors.contains("link to a folder"), "\(hidden.output)\(hidden.errors)")
    }
}
