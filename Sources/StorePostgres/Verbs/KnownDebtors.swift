import Dunning
import Storage

/// Reads by a statement, inside a writing transaction or outside of one.
protocol RowReading {
    func rows<Row>(
        _ sql: String,
        _ parameters: Parameters,
        _ read: (PostgresRow) throws(StoreError) -> Row
    ) throws(StoreError) -> [Row]
}

extension PostgresConnection: RowReading {}
extension PostgresTransaction: RowReading {}

/// What is known about the debtors and contact points of one claim, read at once for all and kept up to date with the
/// intents.
struct KnownDebtors {
    /// What is known about one debtor.
    private struct Known {
        var background = Background(facts: [], history: [])
        /// The debtor's attempts as they stood before this claim, oldest first.
        var attempts: [AttemptReport] = []
        /// The highest number of a fact about the debtor, 0 where there is none.
        var lastFact: Int64 = 0
    }

    private let points: KnownPoints
    private var known: [DebtorID: Known] = [:]

    /// Reads what is known about the debtors, and what was said about contact points.
    init(_ debtors: [DebtorID], points: [String], from reader: some RowReading) throws(StoreError) {
        self.points = try KnownPoints.read(points, from: reader)
        let asked = Parameters().adding(names: debtors)
        let facts = Dictionary(grouping: try reader.facts("debtor", among: asked), by: \.debtor)
        let attempts = Dictionary(
            grouping: try reader.rows(
                """
                SELECT \(AttemptRow.columns) FROM attempt t JOIN action a ON a.number = t.action
                WHERE a.debtor = ANY($1::text[]) ORDER BY t.number
                """,
                asked,
                AttemptRow.init
            ),
            by: \.attempt.debtor
        )
        for debtor in debtors {
            let own = facts[debtor, default: []]
            let tried = attempts[debtor, default: []].map(\.report)
            known[debtor] = Known(
                background: Background(facts: own, attempts: tried),
                attempts: tried,
                lastFact: own.map(\.number).max() ?? 0
            )
        }
    }

    /// What is known about one of the debtors, with what others have said against these contact points.
    func background(of debtor: DebtorID, reachedAt points: [String], at now: Instant) -> Background {
        var background = known[debtor, default: Known()].background
        background.add(self.points.objections(to: points, besides: debtor, asOf: now))
        return background
    }

    /// A claimed action with all that bears on it, the intents added since among it.
    func claimed(_ action: Action, _ progress: Progress, at now: Instant) -> Claimed {
        let debtor = action.debtor
        return Claimed(
            action: action,
            progress: progress,
            background: background(of: debtor.id, reachedAt: debtor.contacts.compactMap(\.value), at: now),
            attempts: known[debtor.id, default: Known()].attempts.filter { $0.attempt.action == action.id }
        )
    }

    /// What a decision for an attempt knew.
    func factsSeen(by attempt: Attempt) -> FactsSeen {
        FactsSeen(
            aboutDebtor: known[attempt.debtor, default: Known()].lastFact,
            aboutPoint: points.lastFact(about: attempt.point.value)
        )
    }

    /// Takes an intent into the history of its debtor.
    mutating func add(_ attempt: Attempt, at now: Instant) {
        known[attempt.debtor]?.background.add(attempt, at: now)
    }
}

extension KnownPoints {
    /// Reads what was said about contact points, and all facts of those who said it.
    fileprivate static func read(_ points: [String], from reader: some RowReading) throws(StoreError) -> KnownPoints {
        guard !points.isEmpty else { return KnownPoints(said: [], speakers: []) }
        let said = try reader.facts("point", among: Parameters().adding(list: points))
        guard !said.isEmpty else { return KnownPoints(said: [], speakers: []) }
        let speakers = Parameters().adding(names: KnownPoints.speakers(of: said))
        return KnownPoints(said: said, speakers: try reader.facts("debtor", among: speakers))
    }
}

extension RowReading {
    fileprivate func facts(_ column: String, among values: Parameters) throws(StoreError) -> [RecordedFact] {
        try rows(
            "SELECT \(RecordedFact.columns) FROM fact WHERE \(column) = ANY($1::text[]) ORDER BY number",
            values,
            RecordedFact.init
        )
    }
}
