import Channels
import ContactRules
import Dispatcher
import Dunning
import Foundation
import Letters
import Templates
import Transport

/// The real rules, templates and providers, wired as `dunlin run` wires them, but for the configuration file.
struct Workshop {
    /// The files of `rules/`.
    let folder: RuleFolder
    /// The rules of `rules/`.
    let rules: RuleBook
    /// Judges by them.
    let gate: Gate
    /// The case files of `rules/cases/`.
    let cases: [SourceFile]
    /// The templates of `templates/`.
    let templates: TemplateLibrary
    /// The actions of `templates/samples/`.
    let samples: [SourceFile]

    /// When everything happens: a Tuesday on which both Europe and America are awake.
    static let now = Instant(milliseconds: 1_794_927_600_000)
    static let reminder = TemplateID(trusted: "reminder")
    static let ladder = SequenceID(trusted: "standard")

    init(root: String) throws {
        folder = try RuleFolder(root + "/rules")
        rules = try folder.book()
        gate = Gate(rules)
        cases = folder.cases
        samples = try RuleFolder.files(root + "/templates/samples", ending: ".json")
        let (library, problems) = TemplateLibrary.load(
            files: try RuleFolder.files(root + "/templates", ending: ""),
            root: root + "/templates"
        )
        guard let library else { throw BenchFault("the templates cannot be used: \(problems)") }
        templates = library
    }

    /// A creditor in its own matter, and a collector, whom the law binds tighter.
    static let creditors: [CreditorID: Creditor] = Dictionary(
        uniqueKeysWithValues: [
            Creditor(
                id: CreditorID(trusted: "acme"),
                name: "Acme Energy GmbH",
                role: .creditor,
                address: ["Beispielweg 1", "10115 Berlin"],
                country: "DE",
                locale: "de-DE",
                phone: "+493023125042",
                email: "billing@acme.example",
                iban: "DE02120300000000202051",
                bic: "BYLADEM1001",
                optOutPage: "https://acme.example/stop"
            ),
            Creditor(
                id: CreditorID(trusted: "agency"),
                name: "Northbridge Recovery LLC",
                role: .collector,
                address: ["100 Example Plaza, Suite 400", "Columbus, OH 43215"],
                country: "US",
                locale: "en-US",
                phone: "+16145550100",
                email: "help@northbridge.example",
                optOutPage: "https://northbridge.example/stop",
                originalCreditor: "Lakeside Medical Group"
            ),
        ].map { ($0.id, $0) }
    )

    /// How actions are worked with these ways out.
    func playbook(_ providers: [Channel: [any Provider]]) -> Playbook {
        let steps = [
            Step(channels: [.email, .sms], template: Self.reminder),
            Step(channels: [.sms], template: Self.reminder, after: .seconds(3 * 86_400)),
        ]
        let sequence = Dunning.Sequence(id: Self.ladder, steps: steps)
        return Playbook(creditors: Self.creditors, sequences: [Self.ladder: sequence], providers: providers)
    }

    /// Makes messages as `run` makes them.
    func composer(_ playbook: Playbook) -> Dispatcher.Composer {
        Composer(
            playbook: playbook,
            templates: templates,
            press: LetterPress(),
            rules: rules,
            options: ComposerOptions(
                tasks: ProcessInfo.processInfo.activeProcessorCount,
                optOutKey: "9",
                unanswerable: [],
                phones: [:],
                envelopes: [:]
            )
        )
    }

    /// A relay at that address, without a limit.
    static func relay(_ sink: String, connections: Int = 8) throws -> SMTPProvider {
        guard let from = EmailAddress("Acme Energy <billing@acme.example>") else { throw BenchFault("bad sender") }
        return SMTPProvider(
            id: ProviderID(trusted: "email.bench"),
            account: try SMTPAccount(url: "smtp://\(sink)"),
            options: SMTPProvider.Options(from: PerCreditor(from), connections: connections, isLocal: true)
        )
    }
}
