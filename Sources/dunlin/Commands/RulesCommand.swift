import ArgumentParser
import ContactRules
import Dunning
import Settings

struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "The contact rules: which there are, what they say, and whether they decide as they should.",
        discussion: """
            EXAMPLES:
              dunlin rules list
              dunlin rules show us-ma
              dunlin rules test
            """,
        subcommands: [List.self, Show.self, Check.self, Test.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the rule packs.",
            discussion: """
                EXAMPLES:
                  dunlin rules list --json
                """
        )

        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.run { console in
                let shelf = try RuleShelf.open(House.open(common).settings.folders.rules, console)
                for pack in shelf.book.packs {
                    if console.json {
                        console.data([
                            "id": .string(pack.id.rawValue), "title": .string(pack.title),
                            "rules": .integer(Int64(pack.cards.count)),
                        ])
                    } else {
                        console.data("\(pack.id)  \(pack.title)  (\(pack.cards.count) rules)")
                    }
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what one pack says, rule by rule, with the law that it cites.",
            discussion: """
                EXAMPLES:
                  dunlin rules show us-ma
                """
        )

        @OptionGroup var common: CommonOptions

        @Argument(help: "The pack.")
        var pack: String

        func run() async throws {
            try await common.run { console in
                let shelf = try RuleShelf.open(House.open(common).settings.folders.rules, console)
                guard let found = shelf.book.packs.first(where: { $0.id.rawValue == pack }) else {
                    let known = shelf.book.packs.map(\.id.rawValue)
                    let nearest = NearestName.suggest(pack, among: known).map { "did you mean `\($0)`? " } ?? ""
                    throw Stop("there is no pack `\(pack)`", hint: nearest + "known: " + known.joined(separator: ", "))
                }
                if !console.json { console.data("\(found.id): \(found.title)\n") }
                for card in found.cards { console.data(console.json ? card.json.canonical : card.words) }
            }
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read all packs and places and tell every mistake, with file, line and mend.",
            discussion: """
                EXAMPLES:
                  dunlin rules check
                  dunlin rules check --config /etc/dunlin/channels.conf
                """
        )

        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.run { console in
                let shelf = try RuleShelf.open(House.open(common).settings.folders.rules, console)
                console.show(shelf.warnings)
                console.say("\(shelf.book.packs.count) packs, \(shelf.book.cards.count) rules: all can be read")
            }
        }
    }

    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ask the gate every question of the case files and compare with the answers that are expected.",
            discussion: """
                Without files: all of rules/cases/*.jsonl. docs/contact-case.md describes the format.

                EXAMPLES:
                  dunlin rules test
                  dunlin rules test rules/cases/us-ma.jsonl
                  dunlin rules test --json my-cases.jsonl

                Exit code 65 where a case fails or cannot be read.
                """
        )

        @OptionGroup var common: CommonOptions

        @Argument(help: "Case files.")
        var files: [String] = []

        func run() async throws {
            try await common.run { console in
                let folder = try House.open(common).settings.folders.rules
                let gate = Gate(try RuleShelf.open(folder, console).book)
                var (passed, failed, skipped, unreadable) = (0, 0, 0, 0)
                for file in try sources(folder) {
                    let cases = CaseFile(file)
                    console.show(cases.diagnostics)
                    unreadable += cases.diagnostics.count
                    for run in cases.cases.map({ CaseRun($0, gate) }) {
                        switch run.outcome {
                        case .passed: passed += 1
                        case .failed: failed += 1
                        default: skipped += 1
                        }
                        show(run, console)
                    }
                }
                let mistakes = unreadable > 0 ? ", \(unreadable) mistakes in the files" : ""
                console.say("\(passed) passed, \(failed) failed, \(skipped) skipped\(mistakes)")
                if failed + unreadable > 0 { throw ExitCode.badData }
            }
        }

        private func sources(_ folder: String) throws -> [SourceFile] {
            guard files.isEmpty else { return try files.map { SourceFile(path: $0, bytes: try Files.read($0)) } }
            return try Files.folder(folder + "/cases", endings: [".jsonl"])
                .filter { !$0.path.contains("/") }
                .map { SourceFile(path: "\(folder)/cases/\($0.path)", bytes: $0.bytes) }
        }

        private func show(_ run: CaseRun, _ console: Console) {
            if console.json {
                var object = run.decision.json.object ?? [:]
                object["id"] = .string(run.contactCase.id)
                object["outcome"] = .string("\(run.outcome)")
                console.data(.object(object))
            } else if run.outcome != .passed {
                console.data(run.report)
            } else {
                console.detail("\(run.contactCase.id): passed")
            }
        }
    }
}

extension RuleCard {
    fileprivate var json: JSON {
        .compact([
            "id": .string(id.rawValue), "kind": .string(kind), "title": .string(title), "citation": .string(citation),
            "source": .string(source), "confidence": .string(confidence.rawValue), "basis": .string(basis.rawValue),
            "reach": .string(reach.rawValue), "from": from.map { .string($0.description) },
            "to": to.map { .string($0.description) },
        ])
    }

    fileprivate var words: String {
        var lines = [
            "\(id)  [\(kind), \(basis.rawValue), confidence \(confidence.rawValue)]", "  \(title)", "  \(citation)",
        ]
        if !source.isEmpty { lines.append("  source: \(source)") }
        if let from { lines.append("  in force from \(from)\(to.map { " to \($0)" } ?? "")") }
        return lines.joined(separator: "\n") + "\n"
    }
}
