public import Dunning
public import Journal
public import Storage

/// One decision of the journal with the questions that it answered.
public struct PastDecision: Sendable {
    /// What the journal says.
    public let entry: JournalEntry
    /// What was asked; nil where that cannot be told any more.
    public let questions: [NamedQuestion]?
}

/// Walks the decisions of a time in the order of the journal, each with what was known when it was taken.
///
/// Holds one page and one debtor's record at a time, however long the journal is.
public struct JournalReplay: Sendable {
    private let store: any Store
    private let retrospect: Retrospect
    private var filter: JournalFilter
    private var isAtEnd = false
    /// The moment that the walk has come to, and what it has seen of it.
    private var moment: Instant?
    private var seen = SameMoment()

    /// A walk from the first decision not before `from` to the last one before `until`.
    public init(_ store: any Store, _ retrospect: Retrospect, from: Instant? = nil, until: Instant? = nil) {
        self.store = store
        self.retrospect = retrospect
        filter = JournalFilter(kinds: Retrospect.kinds.union([.fact]), from: from, to: until, limit: 500)
    }

    /// The decisions of the next page; nil at the end.
    public mutating func next() async throws(StoreError) -> [PastDecision]? {
        guard !isAtEnd else { return nil }
        let page = try await store.journal(filter)
        isAtEnd = page.count < filter.limit
        filter.after = page.last?.sequence ?? filter.after
        var decisions: [PastDecision] = []
        for entry in page {
            if entry.at != moment { (moment, seen) = (entry.at, SameMoment()) }
            if entry.draft.kind == .fact {
                if let number = entry.draft.body["number"]?.integer { seen.facts.insert(number) }
                continue
            }
            decisions.append(PastDecision(entry: entry, questions: try await questions(behind: entry)))
            if let attempt = entry.draft.attempt { seen.attempts.insert(attempt) }
        }
        return decisions
    }

    private func questions(behind entry: JournalEntry) async throws(StoreError) -> [NamedQuestion]? {
        guard let action = entry.draft.action, let debtor = entry.draft.debtor else { return nil }
        var record = try await record(of: debtor)
        guard let report = record.actions.first(where: { $0.action.id == action }) else { return nil }
        let points = report.action.debtor.contacts.compactMap(\.value)
        let told = try await store.background(of: debtor, reachedAt: points, at: entry.at).facts
        record.facts += told.filter { $0.debtor != debtor }
        let known = record.background(at: entry.at, before: seen)
        return retrospect.questions(behind: entry, about: report, known)
    }

    private func record(of debtor: DebtorID) async throws(StoreError) -> DebtorRecord {
        var record = DebtorRecord(actions: [], facts: [])
        while true {
            let filter = ActionFilter(debtor: debtor, after: record.actions.last?.action.id)
            let page = try await store.actions(filter)
            record.actions += page
            if page.count < filter.limit { break }
        }
        while true {
            let page = try await store.facts(about: debtor, after: record.facts.last?.number ?? 0, limit: 1000)
            record.facts += page
            if page.count < 1000 { return record }
        }
    }
}
