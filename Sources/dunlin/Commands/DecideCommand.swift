import ArgumentParser
import ContactRules
import Dispatcher
import Dunning
import Intake
import Storage
import Templates

struct DecideCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Say whether messages may go out, when, and why. Sends nothing, changes nothing.",
        discussion: """
            Reads contact cases (docs/contact-case.md) or actions (docs/actions.md), one JSON object a line. For an \
            action each channel of its steps is asked about, with the facts and the history that the database has.

            EXAMPLES:
              dunlin decide cases.jsonl
              dunlin decide --json - < cases.jsonl
              dunlin decide examples/first.jsonl --at 2026-11-18T22:30:00Z
            """
    )

    @OptionGroup var common: CommonOptions

    @Argument(help: "A file of contact cases or actions; '-' reads standard input.")
    var file = "-"

    @Option(help: ArgumentHelp("For actions: as if it were this moment (RFC 3339).", valueName: "instant"))
    var at: String?

    func run() async throws {
        try await common.run { console in
            let house = try House.open(common)
            let shop = try Workshop.open(house, console)
            let now = try at.map { try instant($0, "--at") } ?? SystemClock().now
            let inquiry = DecideInquiry(shop: shop, console: console, file: file, now: now)
            var lines = LineReader<Never>(bytes: try Files.read(file))
            var desk: Desk?
            var mistakes = 0
            while let line = lines.next() {
                if line.bytes.allSatisfy({ $0 <= 0x20 }) { continue }
                if inquiry.isAction(line) {
                    if desk == nil { desk = try await house.desk() }
                    mistakes += try await inquiry.action(line, desk)
                } else {
                    mistakes += inquiry.contactCase(line)
                }
            }
            await desk?.store.close()
            if mistakes > 0 { throw ExitCode.badData }
        }
    }
}

/// Puts lines to the gate.
private struct DecideInquiry {
    let shop: Workshop
    let console: Console
    let file: String
    let now: Instant

    private var gate: Gate { Gate(shop.rules.book) }

    func isAction(_ line: RawLine) -> Bool {
        guard let json = try? JSON(parsing: line.bytes) else { return false }
        return json["contact"] == nil && (json["data"]?["debtor"] ?? json["debtor"]) != nil
    }

    /// Answers a contact case; tells how many mistakes it has.
    func contactCase(_ line: RawLine) -> Int {
        let place = Place(file: file, line: line.number)
        let (found, mistakes) = ContactCase.reading(line.bytes, at: place, isTest: false)
        console.show(mistakes)
        if let found { show(gate.decide(found.question), id: found.id, what: found.note) }
        return mistakes.count
    }

    /// Answers for each channel of an action's steps.
    func action(_ line: RawLine, _ desk: Desk?) async throws -> Int {
        let rules = IntakeRules(shop.playbook.creditors, shop.playbook.sequences, shop.templates)
        switch ActionReader(rules: rules, file: file).read(line) {
        case nil: return 0
        case .refused(let refused):
            console.show(refused.diagnostics)
            return refused.diagnostics.count
        case .action(let read):
            let action = read.action
            let background =
                try await desk?.store.background(of: action.debtor.id, at: now) ?? Background(facts: [], history: [])
            for question in shop.decider.questions(about: action, background, at: now) {
                show(gate.decide(question.question), id: action.id.rawValue, what: question.what)
            }
            return 0
        }
    }

    private func show(_ decision: Decision, id: String, what: String) {
        if console.json {
            var object = decision.json.object ?? [:]
            object["id"] = .string(id)
            console.data(.object(object))
            return
        }
        console.data("\(id): \(decision.verdict.words)\(what.isEmpty ? "" : "  (\(what))")")
        for finding in decision.findings where !finding.isOpen || console.verbose {
            console.data("  \(finding.verdict.words): \(finding.because)")
            console.data("    \(finding.citation) [\(finding.rule), \(finding.basis.rawValue)]")
        }
        if !decision.demands.isEmpty {
            console.data("  the message must hold: " + decision.demands.map(\.rawValue).joined(separator: ", "))
        }
        console.data(
            "  law of \(decision.jurisdictions.map(\.rawValue).joined(separator: ", ")); "
                + "zones \(decision.zones.joined(separator: ", ")); tz data \(decision.tzdata)"
        )
    }
}
