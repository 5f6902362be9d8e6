import Channels
import ContactRules
import Digests
import Dispatcher
import Dunning
import Foundation
import Letters
import PhoneNumbers
import Settings
import Templates

/// Everything that turns actions into messages: rules, templates, providers.
struct Workshop: Sendable {
    let rules: RuleShelf
    let templates: TemplateLibrary
    let playbook: Playbook
    let decider: Decider
    let composer: Composer
    /// Nil = templates need no approval.
    let approvals: Approvals?

    /// Reads rules and templates and makes the providers; all mistakes are shown before it stops.
    static func open(_ house: House, _ console: Console) throws -> Workshop {
        let backdrop = try Backdrop(house, console)
        let templates = try library(house.settings.folders.templates, console)
        let mistakes = house.checked(against: Set(templates.templates.keys))
        guard mistakes.isEmpty else {
            console.show(mistakes)
            throw House.stop(house.file, mistakes.count)
        }
        return make(backdrop, templates)
    }

    /// Puts everything together.
    static func make(_ backdrop: Backdrop, _ templates: TemplateLibrary, drawsOverlay: Bool = false) -> Workshop {
        let settings = backdrop.settings
        let rules = backdrop.rules
        let playbook = Playbook(
            creditors: settings.creditors,
            sequences: settings.sequences,
            providers: backdrop.providers,
            weights: Dictionary(
                settings.providers.compactMap { provider in provider.weight.map { (provider.id, $0) } },
                uniquingKeysWith: { $1 }
            ),
            retries: settings.retry.mapValues(RetryPolicy.init),
            onUnknown: settings.onUnknown.mapValues { $0 == .resend ? .resend : .review }
        )
        let approval = settings.templates
        return Workshop(
            rules: rules,
            templates: templates,
            playbook: playbook,
            decider: Decider(gate: Gate(rules.book), playbook: playbook, templates: templates),
            composer: Composer(
                playbook: playbook,
                templates: templates,
                press: LetterPress(),
                rules: rules.book,
                options: ComposerOptions(
                    tasks: ProcessInfo.processInfo.activeProcessorCount,
                    optOutKey: settings.server?.publicURL == nil ? nil : "9",
                    unanswerable: ProviderShelf.unanswerable(settings),
                    phones: settings.creditors.compactMapValues { creditor in
                        creditor.phone.flatMap { try? PhoneNumber(e164: $0).international }
                    },
                    envelopes: ProviderShelf.envelopes(settings),
                    drawsOverlay: drawsOverlay,
                    latePayment: backdrop.latePayment,
                    paymentLinks: PaymentLinks(settings),
                    documents: settings.folders.documents.map(DocumentFolder.init)
                )
            ),
            approvals: approval.requireApproval
                ? Approvals(of: templates, otherwise: approval.onUnapproved == .previous ? .previous : .hold) : nil
        )
    }

    /// The templates; warnings are told, mistakes stop it.
    static func library(_ folder: String, _ console: Console) throws -> TemplateLibrary {
        let (library, diagnostics) = TemplateLibrary.load(files: try Files.folder(folder), root: folder)
        guard let library else {
            console.show(diagnostics)
            throw Stop(
                "the templates in `\(folder)` cannot be used",
                hint: "`dunlin templates lint` names every mistake; docs/templates.md says how a folder is laid out",
                code: .configuration
            )
        }
        return library
    }
}
