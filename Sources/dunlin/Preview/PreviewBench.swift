import Channels
import ContactRules
import Dispatcher
import Dunning
import Settings
import Storage
import Studio
import Templates

/// Makes previews by the very code that sends: the message as `run` would make it, for an action that nobody accepted.
struct PreviewBench: Sendable {
    /// What is asked for besides the message itself.
    struct Wish: Sendable {
        /// In the name of this creditor instead of the action's.
        var creditor: CreditorID?
        /// Texts as the rules would demand them; nil = what they do demand where the gate is asked, else none.
        var disclosures: [DisclosureID]?
        /// Whether the gate is asked.
        var decides = false
        /// Whether pages are drawn as pictures and scripts are spoken.
        var draws = false
        /// Whether letters show the envelope's window, folds and margins.
        var overlay = false
    }

    let shelf: TemplateShelf
    let samples: Samples
    let wish: Wish
    private let settings: Settings
    /// Nil where no template can be used.
    private let shop: Workshop?
    /// The same with the envelope's window over letters.
    private let overlaid: Composer?
    private let speaker = Speaker()
    private let pictures = PagePictures()

    /// A bench for a folder as it was read; templates with errors show them in place of messages.
    init(_ backdrop: Backdrop, _ shelf: TemplateShelf, _ wish: Wish) {
        settings = backdrop.settings
        self.shelf = shelf
        self.wish = wish
        samples = Samples(shelf)
        let library = shelf.usable()
        shop = library.map { Workshop.make(backdrop, $0) }
        overlaid = library.map { Workshop.make(backdrop, $0, drawsOverlay: true).composer }
    }

    /// The templates that can be rendered, by name.
    var templates: [TemplateID: TemplateLibrary.Entry] { shop?.templates.templates ?? [:] }

    /// Renders one message.
    func render(_ subject: PreviewSubject, _ selection: Selection, at now: Instant) async -> Showing {
        guard let shop, let entry = shop.templates.templates[TemplateID(trusted: selection.template)] else {
            let problems = shelf.problems(of: selection.template)
            return problems.isEmpty ? failed("there is no template `\(selection.template)`") : .failed(problems)
        }
        return await render(subject, selection, entry, in: shop, at: now)
    }

    private func render(
        _ subject: PreviewSubject,
        _ selection: Selection,
        _ entry: TemplateLibrary.Entry,
        in shop: Workshop,
        at now: Instant
    ) async -> Showing {
        let action = dressed(subject.action, locale: selection.locale, shop.playbook)
        guard let provider = shop.playbook.providers[selection.channel]?.first else {
            return failed("no provider for this channel in channels.conf", mend: "add one")
        }
        guard let point = action.points(for: selection.channel).first else {
            return failed("the debtor has no contact point for this channel", mend: "add one to the sample")
        }
        let wanted = Wanted(point: point, purpose: entry.manifest.purpose, template: entry.id)
        let explained = wish.decides ? explanation(of: wanted, action, subject.background, in: shop, at: now) : nil
        let intent = intent(wanted, action, provider.id, wish.disclosures ?? explained?.decision.demands ?? [], now)
        let drawsOverlay = wish.overlay || selection.overlay
        let composer = drawsOverlay ? overlaid ?? shop.composer : shop.composer
        let variant = selection.variant.map(VariantID.init(trusted:))
        switch composer.prepare(intent, at: now, salt: [], variant: variant) {
        case .failure(let failure): return .failed(shelf.problems(failure.diagnostics))
        case .success(let prepared):
            let sheet = RenditionSheet(
                prepared: prepared,
                provider: settings.providers.first { $0.id == provider.id },
                speaker: speaker,
                pictures: wish.draws ? pictures : nil
            )
            return .rendered(await sheet.rendition(selection, entry, explained.map(Verdict.init)))
        }
    }

    /// The gate's answer, with what explains it.
    private func explanation(
        of wanted: Wanted,
        _ action: Action,
        _ background: Background,
        in shop: Workshop,
        at now: Instant
    ) -> Explained? {
        guard let creditor = shop.playbook.creditors[action.creditor] else { return nil }
        let question = ContactQuestion(
            about: wanted,
            of: action,
            role: creditor.role,
            facts: background.facts(bearingOn: action.debt.id),
            history: background.history,
            at: now
        )
        return Gate(shop.rules.book).explain(question)
    }

    private func intent(
        _ wanted: Wanted,
        _ action: Action,
        _ provider: ProviderID,
        _ disclosures: [DisclosureID],
        _ now: Instant
    ) -> Intent {
        let attempt = Attempt(
            id: AttemptID(trusted: "\(action.id).0"),
            action: action.id,
            debtor: action.debtor.id,
            debt: action.debt.id,
            account: action.account,
            group: action.debt.group,
            step: 0,
            point: wanted.point,
            mode: wanted.mode,
            purpose: wanted.purpose,
            template: wanted.template,
            provider: provider,
            disclosures: disclosures,
            decidedAt: now,
            openUntil: nil
        )
        return Intent(attempt: attempt, action: action, progress: Progress())
    }

    /// The action in the locale and in the name that are asked for; a sample may name a creditor that is not configured.
    private func dressed(_ action: Action, locale: String?, _ playbook: Playbook) -> Action {
        var action = action
        if let locale { action.debtor.locale = locale }
        if let creditor = wish.creditor { action.creditor = creditor }
        let known = playbook.creditors
        if known[action.creditor] == nil, let other = substitute(for: action, known.values) {
            action.creditor = other
        }
        return action
    }

    /// A creditor of the debtor's country, else of the debtor's language, else the first.
    private func substitute(for action: Action, _ creditors: some Swift.Sequence<Creditor>) -> CreditorID? {
        let inOrder = creditors.sorted { $0.id < $1.id }
        let language = action.debtor.locale?.prefix { $0 != "-" }
        return
            (inOrder.first { $0.country == action.debtor.address?.country }
            ?? inOrder.first { $0.locale.prefix { $0 != "-" } == language } ?? inOrder.first)?.id
    }

    private func failed(_ message: String, mend: String? = nil) -> Showing {
        .failed([Problem(Diagnostic(at: Place(), message, mend: mend))])
    }
}

/// What a preview is about: an action, and what is known of its debtor.
struct PreviewSubject: Sendable {
    let name: String
    let action: Action
    var background = Background(facts: [], history: [])
}

extension Verdict {
    fileprivate init(_ explained: Explained) {
        let decision = explained.decision
        var earliest: Instant?
        var isOpen = false
        switch decision.verdict {
        case .send: isOpen = true
        case .defer(let until): earliest = until
        case .block: break
        }
        self.init(
            isOpen: isOpen,
            earliest: earliest,
            summary: explained.summary,
            reasons: explained.accounts.filter { !$0.finding.isOpen || $0.finding.isRemark }.map {
                Reason(because: $0.finding.because, source: $0.finding.source)
            },
            json: explained.json
        )
    }
}
