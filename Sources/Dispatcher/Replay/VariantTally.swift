public import Dunning
import Journal
public import Storage

/// What became of the messages of a template, by the variant that they were made from.
public struct VariantTally: Hashable, Sendable {
    /// `base`, or the variant's name.
    public let variant: String
    /// How it was chosen: an experiment's name, or `conditions`, `no-match`; nil where the template has no variants.
    public let chosenBy: String?
    /// Messages that began to go out.
    public private(set) var messages = 0
    /// Of these: a provider took them and more is not known.
    public private(set) var handedOver = 0
    /// Of these: they arrived.
    public private(set) var delivered = 0
    /// Of these: they did not arrive, or a provider refused them.
    public private(set) var undelivered = 0
    /// Of these: they were read, or somebody answered the call.
    public private(set) var answered = 0
    /// Debts that such a message was the first of the template about.
    public private(set) var debts = 0
    /// Of these: paid afterwards, within the time that was asked for.
    public private(set) var paid = 0

    init(variant: String, chosenBy: String?) {
        self.variant = variant
        self.chosenBy = chosenBy
    }

    /// Counts, variant by variant, in the order of their names.
    ///
    /// - Parameters:
    ///   - template: whose messages.
    ///   - store: where they are remembered.
    ///   - since: only messages composed at this instant or later.
    ///   - span: how long after its message a payment counts as following it.
    /// - Returns: a tally for each variant and way of choosing that occurs.
    /// - Throws: an error of the store.
    public static func counting(
        _ template: TemplateID,
        in store: any Store,
        since: Instant? = nil,
        paidWithin span: Duration
    ) async throws(StoreError) -> [VariantTally] {
        var tallies: [[String?]: VariantTally] = [:]
        var seen: Set<DebtID> = []
        var filter = JournalFilter(kinds: [.composed], from: since, limit: 500)
        while true {
            let page = try await store.journal(filter)
            for entry in page where entry.draft.body["template"]?.string == template.rawValue {
                guard let action = entry.draft.action, let attempt = entry.draft.attempt,
                    let report = try await store.action(action)?.attempts.first(where: { $0.attempt.id == attempt })
                else { continue }
                let variant = entry.draft.body["variant"]
                let name = variant?["name"]?.string ?? "base"
                let chosenBy = variant?["experiment"]?.string ?? variant?["because"]?.string
                var tally = tallies[[name, chosenBy]] ?? VariantTally(variant: name, chosenBy: chosenBy)
                tally.count(report)
                if seen.insert(report.attempt.debt).inserted {
                    tally.debts += 1
                    if try await isPaid(report.attempt, within: span, store) { tally.paid += 1 }
                }
                tallies[[name, chosenBy]] = tally
            }
            guard page.count == filter.limit, let last = page.last else { break }
            filter.after = last.sequence
        }
        return tallies.values.sorted { ($0.chosenBy ?? "", $0.variant) < ($1.chosenBy ?? "", $1.variant) }
    }

    private mutating func count(_ report: AttemptReport) {
        messages += 1
        switch report.state {
        case .handedOver: handedOver += 1
        case .delivered: delivered += 1
        case .undelivered, .refused: undelivered += 1
        case .intended, .begun, .unknown, .withdrawn: break
        }
        switch report.outcome {
        case .read, .conversation, .reached: answered += 1
        case .sent, .delivered, .noAnswer, .voicemail, .busy, .unreachable, .wrongNumber, nil: break
        }
    }

    private static func isPaid(
        _ attempt: Attempt,
        within span: Duration,
        _ store: any Store
    ) async throws(StoreError) -> Bool {
        let facts = try await store.facts(about: attempt.debtor, after: 0, limit: 1000)
        let end = attempt.decidedAt + span
        let background = Background(facts: facts, history: [])
        guard let paid = background.paidSince(attempt.debt, asOf: end) else { return false }
        return paid >= attempt.decidedAt
    }
}
