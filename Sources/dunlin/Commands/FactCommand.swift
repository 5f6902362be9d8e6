import ArgumentParser
import ContactRules
import Dunning
import Intake
import Settings
import Storage

struct FactCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fact",
        abstract: "What is known about debtors: opt-outs, consents, disputes, payments, wishes.",
        discussion: """
            EXAMPLES:
              dunlin fact add --debtor P1 --debt D-1 paid
              dunlin fact list --debtor P1
            """,
        subcommands: [Add.self, List.self]
    )

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add facts; what waits for these debtors is decided anew at once.",
            discussion: """
                One fact by options, or many as JSON Lines: {"debtor": "P1", "debt": "D-1", "kind": "paid"}. \
                docs/actions.md lists the kinds and their members. A fact without `at` holds from now. \
                All are added or none.

                EXAMPLES:
                  dunlin fact add --debtor P1 --debt D-1 paid
                  dunlin fact add --debtor P1 opt-out channel=sms value=+4915112345678 via=STOP
                  dunlin fact add --debtor P1 bad-point channel=email value=jana@example.com
                  dunlin fact add --debtor P1 --debt D-1 dispute form=written
                  dunlin fact add --debtor P1 --debt D-1 release releases=dispute
                  dunlin fact add --debtor P1 --debt D-1 promise until=2026-12-05
                  dunlin fact add --debtor P1 --debt D-1 part-paid open="25.00 EUR"
                  dunlin fact add --file examples/facts.jsonl
                """
        )

        @OptionGroup var common: CommonOptions

        @Option(help: "About whom.")
        var debtor: String?

        @Option(help: "About which debt; without it, about the debtor.")
        var debt: String?

        @Option(help: "JSON Lines with one fact each; '-' reads standard input.")
        var file: String?

        @Option(help: "Who says so; it goes on the journal.")
        var source = "operator"

        @Argument(help: ArgumentHelp("The kind, then its members.", valueName: "kind [member=value]"))
        var words: [String] = []

        func run() async throws {
            try await common.run { console in
                let house = try House.open(common)
                let rules = try RuleShelf.open(house.settings.folders.rules, console)
                let desk = try await house.desk()
                let clerk = FactClerk(source: source, now: desk.clock.now, kinds: rules.book.knownFactKinds)
                let typed = FactWords(debtor: debtor, debt: debt, words: words).json.canonicalBytes
                let (facts, problems) = clerk.read(try file.map(Files.read) ?? typed, file: file ?? "command line")
                console.show(problems)
                if !problems.isEmpty {
                    throw Stop("no fact was added", hint: "mend the lines above and try again")
                }
                guard !facts.isEmpty else { throw Stop("there is no fact to add", code: .validationFailure) }
                let answer = try await desk.store.add(facts, at: desk.clock.now)
                show(answer, console)
            }
        }

        private func show(_ answer: FactAnswer, _ console: Console) {
            if console.json {
                console.data([
                    "facts": .array(answer.numbers.map(JSON.integer)), "woken": .integer(Int64(answer.woken)),
                    "inFlight": .array(answer.inFlight.map { .string($0.rawValue) }),
                ])
            } else {
                console.data("added \(answer.numbers.count); \(answer.woken) waiting actions are decided anew")
                for attempt in answer.inFlight {
                    console.data("in flight right now, may still go out: \(attempt)")
                }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List facts, oldest first.",
            discussion: """
                EXAMPLES:
                  dunlin fact list --debtor P1
                  dunlin fact list --json
                """
        )

        @OptionGroup var common: CommonOptions

        @Option(help: "Only facts about this debtor.")
        var debtor: String?

        func run() async throws {
            try await common.run { console in
                let desk = try await House.open(common).desk()
                let debtor: DebtorID? = try debtor.map { try identifier($0, "--debtor") }
                var after: Int64 = 0
                while true {
                    let page = try await desk.store.facts(about: debtor, after: after, limit: 1000)
                    for fact in page { console.data(console.json ? fact.json.canonical : fact.words) }
                    guard page.count == 1000, let last = page.last else { return }
                    after = last.number
                }
            }
        }
    }
}

/// Puts the words of the command line into the form that the intake reads.
private struct FactWords {
    let debtor: String?
    let debt: String?
    let words: [String]

    var json: JSON {
        var members: JSONMembers = [:]
        members["debtor"] = debtor.map(JSON.string)
        members["debt"] = debt.map(JSON.string)
        members["kind"] = words.first.map(JSON.string)
        for word in words.dropFirst() {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            members[parts[0]] = parts.count == 2 ? FactWords.value(parts[1], of: parts[0]) : .boolean(true)
        }
        return .object(FactWords.withDefaults(members))
    }

    /// Members that the format demands to be said, with what most people mean.
    private static func withDefaults(_ members: JSONMembers) -> JSONMembers {
        let defaults: [String: JSONMembers] = [
            "dispute": ["answered": .null, "form": "oral"],
            "opt-out": ["channel": .null, "value": .null, "via": "operator"],
            "opt-in": ["channel": .null, "value": .null, "via": "operator"],
            "cease": ["form": "oral", "via": "operator"], "refusal": ["form": "oral", "via": "operator"],
            "moratorium": ["until": .null], "workplace-prohibited": ["form": .null],
            "writing-only": ["via": "operator"], "bad-point": ["code": "operator"],
            "consent": ["channel": .null, "value": .null, "scope": "contact", "until": .null],
            "hold": ["until": .null], "bankruptcy": ["until": .null], "payment-plan": ["until": .null],
            "bereavement": ["until": .null], "wish": ["days": .null, "channel": .null],
        ]
        guard let kind = members["kind"]?.string, let missing = defaults[kind] else { return members }
        return members.merging(missing) { given, _ in given }
    }

    private static func value(_ text: String, of member: String) -> JSON {
        if member == "open", let amount = Money(text: text) { return amount.json }
        return switch text {
        case "true": true
        case "false": false
        case "null": nil
        default: .string(text)
        }
    }
}

/// Reads facts with all mistakes at once.
struct FactClerk {
    let source: String
    let now: Instant
    /// The kinds of facts that mean something: Dunlin's own, and those that a rule reads.
    let kinds: Set<String>

    func read(_ bytes: [UInt8], file: String) -> ([RecordedFact], [Diagnostic]) {
        let reader = FactReader(file: file, kinds: kinds)
        var lines = LineReader<Never>(bytes: bytes)
        var facts: [RecordedFact] = []
        var problems: [Diagnostic] = []
        while let line = lines.next() {
            switch reader.read(withTime(line)) {
            case nil: continue
            case .fact(let read):
                facts.append(
                    RecordedFact(
                        debtor: read.debtor,
                        debt: read.debt,
                        fact: read.fact,
                        source: source,
                        recordedAt: now
                    )
                )
            case .refused(let line): problems += line.diagnostics
            }
        }
        return (facts, problems)
    }

    /// A fact that names no moment holds from now.
    private func withTime(_ line: RawLine) -> RawLine {
        guard !line.isCut, case .object(var members)? = try? JSON(parsing: line.bytes), members["at"] == nil else {
            return line
        }
        members["at"] = .string(now.description)
        return RawLine(number: line.number, bytes: JSON.object(members).canonicalBytes)
    }
}

extension RecordedFact {
    fileprivate var json: JSON {
        guard case .object(var members) = fact.json else { return fact.json }
        members["number"] = .integer(number)
        members["debtor"] = .string(debtor.rawValue)
        members["debt"] = debt.map { .string($0.rawValue) }
        members["source"] = .string(source)
        members["recordedAt"] = .string(recordedAt.description)
        return .object(members)
    }

    fileprivate var words: String {
        var parts = ["#\(number)", fact.at.description, debtor.rawValue, debt?.rawValue ?? "-"]
        if case .object(var members) = fact.json {
            parts.append(members.removeValue(forKey: "kind")?.string ?? "")
            members["at"] = nil
            parts += members.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.string ?? $0.value.canonical)" }
        }
        return (parts + ["by \(source)"]).joined(separator: "  ")
    }
}
