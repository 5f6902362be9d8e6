import ArgumentParser
import ContactRules
import Dispatcher
import Dunning
import Intake
import Storage
import Templates

/// One question to the gate, as a line of a file asks it.
struct AskedQuestion {
    /// The case's or the action's id.
    let id: String
    /// The note of a case; the step and channel of an action.
    let what: String
    let question: ContactQuestion
    /// The debtor's contact points, as far as they are known.
    let points: [ContactPoint]
}

/// Which questions a command is about.
struct QuestionOptions: ParsableArguments {
    @Argument(help: "A file of contact cases or actions; '-' reads standard input.")
    var file = "-"

    @Option(help: ArgumentHelp("For actions: as if it were this moment (RFC 3339).", valueName: "instant"))
    var at: String?
}

/// Reads contact cases and actions, one a line, as questions to the gate; an action asks one for each channel of its
/// steps, with the facts and the history that the database has.
struct QuestionDesk {
    let house: House
    let shop: Workshop
    let console: Console
    let file: String
    /// For actions: the moment of the contact.
    let now: Instant

    var gate: Gate { Gate(shop.rules.book) }

    /// A desk for the file that is asked about.
    static func open(_ common: CommonOptions, _ asked: QuestionOptions, _ console: Console) throws -> QuestionDesk {
        let house = try House.open(common)
        return QuestionDesk(
            house: house,
            shop: try Workshop.open(house, console),
            console: console,
            file: asked.file,
            now: try asked.at.map { try instant($0, "--at") } ?? SystemClock().now
        )
    }

    /// Hands over every question in the order of the lines; mistakes are shown, and any of them ends it with exit code 65.
    func answer(_ each: (AskedQuestion) -> Void) async throws {
        var lines = LineReader<Never>(bytes: try Files.read(file))
        var desk: Desk?
        var mistakes = 0
        while let line = lines.next() {
            if line.bytes.allSatisfy({ $0 <= 0x20 }) { continue }
            if isAction(line) {
                if desk == nil { desk = try await house.desk() }
                mistakes += try await action(line, desk, each)
            } else {
                mistakes += contactCase(line, each)
            }
        }
        await desk?.store.close()
        if mistakes > 0 { throw ExitCode.badData }
    }

    private func isAction(_ line: RawLine) -> Bool {
        guard let json = try? JSON(parsing: line.bytes) else { return false }
        return json["contact"] == nil && (json["data"]?["debtor"] ?? json["debtor"]) != nil
    }

    /// Hands over a contact case; tells how many mistakes it has.
    private func contactCase(_ line: RawLine, _ each: (AskedQuestion) -> Void) -> Int {
        let place = Place(file: file, line: line.number)
        let (found, mistakes) = ContactCase.reading(line.bytes, at: place, isTest: false)
        console.show(mistakes)
        if let found { each(AskedQuestion(id: found.id, what: found.note, question: found.question, points: [])) }
        return mistakes.count
    }

    private func action(_ line: RawLine, _ desk: Desk?, _ each: (AskedQuestion) -> Void) async throws -> Int {
        let rules = IntakeRules(shop.playbook.creditors, shop.playbook.sequences, shop.templates)
        switch ActionReader(rules: rules, file: file).read(line) {
        case nil: return 0
        case .refused(let refused):
            console.show(refused.diagnostics)
            return refused.diagnostics.count
        case .action(let read):
            let action = read.action
            let background =
                try await desk?.store.background(
                    of: action.debtor.id,
                    reachedAt: action.debtor.contacts.compactMap(\.value),
                    at: now
                ) ?? Background(facts: [], history: [])
            for named in shop.decider.questions(about: action, background, at: now) {
                let points = action.debtor.contacts
                each(AskedQuestion(id: action.id.rawValue, what: named.what, question: named.question, points: points))
            }
            return 0
        }
    }
}
