import Dunning
import Storage

/// What is known about the debtors and contact points of one claim, read once for each and kept up to date with the
/// intents.
struct KnownDebtors {
    /// What is known about one debtor.
    struct Known {
        var background: Background
        /// The debtor's attempts as they stood before this claim, oldest first.
        var attempts: [AttemptReport]
        /// The highest number of a fact about the debtor, 0 where there is none.
        var lastFact: Int64
    }

    private static let facts = SQL("SELECT \(RecordedFact.columns) FROM fact WHERE debtor = ?")
    static let attempts = SQL(
        """
        SELECT \(AttemptRow.columns) FROM action a CROSS JOIN attempt t ON t.action = a.number WHERE a.debtor = ?
        """
    )

    let points: KnownPoints
    private var known: [DebtorID: Known] = [:]

    /// Nothing yet but what was said about these contact points.
    init(points: [String], on connection: Connection) throws(StoreError) {
        self.points = try KnownPoints.read(points, on: connection)
    }

    /// A claimed action with all that bears on it, the intents added since among it.
    mutating func claimed(
        _ action: Action,
        _ progress: Progress,
        on connection: Connection,
        at now: Instant
    ) throws(StoreError) -> (claimed: Claimed, lastFact: Int64) {
        let debtor = action.debtor.id
        let known = try known(debtor, on: connection)
        let reached = action.debtor.contacts.compactMap(\.value)
        var claimed = Claimed(action: action, progress: progress, background: known.background)
        claimed.background.add(points.objections(to: reached, besides: debtor, asOf: now))
        claimed.attempts = known.attempts.filter { $0.attempt.action == action.id }
        return (claimed, known.lastFact)
    }

    private mutating func known(_ debtor: DebtorID, on connection: Connection) throws(StoreError) -> Known {
        if let kept = known[debtor] { return kept }
        let fresh = try KnownDebtors.read(debtor, on: connection)
        known[debtor] = fresh
        return fresh
    }

    /// Takes an intent into the history of its debtor.
    mutating func add(_ attempt: Attempt, at now: Instant) {
        known[attempt.debtor]?.background.add(attempt, at: now)
    }

    /// Reads a debtor's facts and attempts.
    static func read(_ debtor: DebtorID, on connection: Connection) throws(StoreError) -> Known {
        let facts = try connection.prepare(KnownDebtors.facts).bind(debtor).rows(RecordedFact.init)
        let attempts = try connection.prepare(KnownDebtors.attempts).bind(debtor).rows(AttemptRow.init)
            .sorted { $0.number < $1.number }.map(\.report)
        return Known(
            background: Background(facts: facts, attempts: attempts),
            attempts: attempts,
            lastFact: facts.map(\.number).max() ?? 0
        )
    }

    /// What is known about a debtor, with what others have said against these contact points.
    static func background(
        of debtor: DebtorID,
        reachedAt points: [String],
        on connection: Connection,
        at now: Instant
    ) throws(StoreError) -> Background {
        var background = try read(debtor, on: connection).background
        let known = try KnownPoints.read(points, on: connection)
        background.add(known.objections(to: points, besides: debtor, asOf: now))
        return background
    }
}

extension KnownPoints {
    /// Reads what was said about contact points, and all facts of those who said it.
    fileprivate static func read(_ points: [String], on connection: Connection) throws(StoreError) -> KnownPoints {
        guard !points.isEmpty else { return KnownPoints(said: [], speakers: []) }
        let said = try connection.facts("point", among: points)
        guard !said.isEmpty else { return KnownPoints(said: [], speakers: []) }
        let speakers = KnownPoints.speakers(of: said).map(\.rawValue)
        return KnownPoints(said: said, speakers: try connection.facts("debtor", among: speakers))
    }
}

extension Connection {
    /// Facts whose column holds one of the values: one statement for many of them.
    fileprivate func facts(_ column: String, among values: [String]) throws(StoreError) -> [RecordedFact] {
        try prepare(
            "SELECT \(RecordedFact.columns) FROM fact WHERE \(column) IN (SELECT value FROM json_each(?))"
        )
        .bind(JSON.array(values.map(JSON.string)).canonical)
        .rows(RecordedFact.init)
    }
}
