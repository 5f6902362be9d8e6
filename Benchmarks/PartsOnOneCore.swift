import Channels
import ContactRules
import Dispatcher
import Dunning
import Foundation
import Intake
import Storage
import Templates

/// What one core does by itself: no network, no store.
extension BenchPart {
    func decisionFigures(_ arguments: BenchArguments, _ workshop: Workshop) throws -> [Figure] {
        let questions = workshop.cases.filter { !$0.path.contains("/") }
            .flatMap { CaseFile($0).cases.map(\.question) }
        guard !questions.isEmpty else { throw BenchFault("there are no cases") }
        return try measured("decisions", "decisions", rounds: arguments.rounds) {
            for question in questions { keep(workshop.gate.decide(question).openUntil) }
            return questions.count
        }
    }

    func renderFigures(_ arguments: BenchArguments, _ workshop: Workshop) throws -> [Figure] {
        let actions = try workshop.samples.map(Self.action)
        return try Channel.allCases.flatMap { channel in
            let requests = try actions.map { try Self.request($0, channel) }
            return try measured("renders \(channel.rawValue)", "renders", rounds: arguments.rounds) {
                for request in requests { keep(try workshop.templates.compose(request).revision.utf8.count) }
                return requests.count
            }
        }
    }

    func letterFigures(_ arguments: BenchArguments, _ workshop: Workshop) throws -> [Figure] {
        let spool = SpoolProvider(
            id: ProviderID(trusted: "letter.bench"),
            options: SpoolProvider.Options(directory: arguments.directory, envelope: "din5008-b")
        )
        let composer = workshop.composer(workshop.playbook([.letter: [spool]]))
        let intents = try workshop.samples.map(Self.action).map { Self.intent($0, .letter, spool.id) }
        return try measured("letters", "letters", rounds: arguments.rounds) {
            for intent in intents {
                keep(try composer.prepare(intent, at: Workshop.now, salt: []).get().sealed.bytes.count)
            }
            return intents.count
        }
    }

    func intakeFigures(_ arguments: BenchArguments, _ workshop: Workshop) throws -> [Figure] {
        let bytes = Array(try Samples(workshop).lines(0..<1_000).joined(separator: "\n").utf8)
        let reader = ActionReader(rules: Samples.rules, file: "bench")
        return try measured("intake", "lines", rounds: arguments.rounds) {
            var lines = LineReader(bytes: bytes)
            var count = 0
            while let line = lines.next() {
                guard case .action = reader.read(line) else { throw BenchFault("a sample was refused") }
                count += 1
            }
            return count
        }
    }

    /// One mail as the wire would carry it, for what measures the wire alone.
    static func mail(_ workshop: Workshop, _ relay: SMTPProvider) throws -> Prepared {
        guard let sample = workshop.samples.first(where: { $0.path == "consumer-de.json" }) else {
            throw BenchFault("there is no sample `consumer-de.json`")
        }
        let composer = workshop.composer(workshop.playbook([.email: [relay]]))
        return try composer.prepare(intent(try action(sample), .email, relay.id), at: Workshop.now, salt: []).get()
    }

    private static func action(_ file: SourceFile) throws -> Action {
        let (action, problems) = Action.read(try JSON(parsing: file.bytes))
        guard let action else { throw BenchFault("`\(file.path)` is no action: \(problems)") }
        return action
    }

    private static func request(_ action: Action, _ channel: Channel) throws -> CompositionRequest {
        guard let creditor = Workshop.creditors[action.creditor] else { throw BenchFault("unknown creditor") }
        return CompositionRequest(
            action: action,
            creditor: creditor,
            template: Workshop.reminder,
            channel: channel,
            today: CivilDate(dayNumber: Int(Workshop.now.seconds / 86_400))
        )
    }

    private static func intent(_ action: Action, _ channel: Channel, _ provider: ProviderID) -> Intent {
        let attempt = Attempt(
            id: AttemptID(trusted: "\(action.id).1"),
            action: action.id,
            debtor: action.debtor.id,
            debt: action.debt.id,
            account: action.account,
            group: nil,
            step: 0,
            point: action.debtor.contacts.first { $0.channel == channel }
                ?? ContactPoint(channel: channel, value: nil, use: .home),
            mode: nil,
            purpose: .reminder,
            template: Workshop.reminder,
            provider: provider,
            disclosures: [],
            decidedAt: Workshop.now,
            openUntil: nil
        )
        return Intent(attempt: attempt, action: action, progress: Progress())
    }
}

/// Uses a value, so that the optimiser cannot leave out the work that gave it.
@inline(never)
private func keep<Value>(_ value: Value) {}
