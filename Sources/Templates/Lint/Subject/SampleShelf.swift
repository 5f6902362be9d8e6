import Dunning

/// The requests that lint composes messages from: samples in the language of each text, before and after the due date.
struct SampleShelf {
    /// What is composed, and what is known about it.
    struct Item {
        var request: CompositionRequest
        let sample: String
        let isStretched: Bool
    }

    let samples: [LintInput.Sample]
    /// The letter of a sample with hundreds of invoices is long for good reason.
    private static let invoices = 10

    /// What to compose for a text; none where there are no samples at all.
    func items(
        for template: LintedFolder.Template,
        locale: String,
        channel: Channel
    ) -> [Item] {
        let language = LocaleChain.language(of: locale)
        let own = samples.filter { LocaleChain.language(of: $0.action.debtor.locale ?? "") == language }
        // Where nobody in the samples reads the language, the first of each kind of debtor learns it.
        let kinds = DebtorKind.allCases.compactMap { kind in samples.first { $0.action.debtor.kind == kind } }
        let chosen = own.isEmpty ? kinds : own
        var items: [Item] = []
        for (index, sample) in chosen.enumerated() {
            let action = prepared(sample.action, locale: locale)
            for day in index == 0 ? [-5, 20] : [20] {
                let due = action.debt.due.adding(days: day)
                let request = request(action, sample, template, channel, due)
                items.append(Item(request: request, sample: sample.name, isStretched: false))
            }
            guard index == 0 else { continue }
            let due = action.debt.due.adding(days: 20)
            let long = request(stretched(action), sample, template, channel, due)
            items.append(Item(request: long, sample: sample.name, isStretched: true))
        }
        return items
    }

    private func request(
        _ action: Action,
        _ sample: LintInput.Sample,
        _ template: LintedFolder.Template,
        _ channel: Channel,
        _ today: CivilDate
    ) -> CompositionRequest {
        CompositionRequest(
            action: action,
            creditor: sample.creditor,
            template: template.id,
            channel: channel,
            attempt: AttemptID(trusted: "\(action.id).0"),
            today: today
        )
    }

    private func prepared(_ action: Action, locale: String) -> Action {
        var action = action
        // The folder's own locale, unless the sample's is a region of it: its formats are then the better test.
        if !LocaleChain.widening(action.debtor.locale ?? "").contains(locale) { action.debtor.locale = locale }
        action.debt.invoices = Array(action.debt.invoices.prefix(Self.invoices))
        return action
    }

    /// A long name, a long amount, a long link: as they come, not as nobody has seen them.
    private func stretched(_ action: Action) -> Action {
        var action = action
        action.debtor.name = "Maximiliane Alexandra von Hohenberg-Oberndorf"
        action.debt.open.minor = max(action.debt.open.minor, 1_234_567)
        if action.payment.link != nil {
            action.payment.link = "https://pay.long-name-of-a-creditor.example/p/7f3c9a51d2e84b06"
        }
        if action.payment.reference != nil { action.payment.reference = "RF18539007547034000012345" }
        return action
    }
}
