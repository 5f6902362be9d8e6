public import Dunning
public import Storage

extension SQLiteStore {
    /// Moves attempts forward by what providers report; answers in the same order whether the attempt was known.
    public func receive(_ receipts: [Receipt], at now: Instant) async throws(StoreError) -> [AttemptID?] {
        try await writer.run { (transaction) throws(StoreError) in
            var answers: [AttemptID?] = []
            for receipt in receipts {
                let known = try transaction.receive(receipt, at: now)
                if known == nil { try transaction.keepUnmatched(receipt, at: now) }
                answers.append(known)
            }
            return answers
        }
    }
}

extension Transaction {
    /// Applies receipts that came before the provider's reference was recorded.
    func receiveEarlyReceipts(for provider: ProviderID, _ reference: String, at now: Instant) throws(StoreError) {
        let early = try prepare(
            """
            SELECT number, state, outcome, code, says FROM unmatched_receipt WHERE reference = ? AND provider = ?
            ORDER BY number
            """
        )
        .bind(reference).bind(provider)
        .rows { (row) throws(StoreError) in
            (
                number: row.int(0),
                receipt: Receipt(
                    subject: .reference(provider, reference),
                    state: try row.word(1),
                    outcome: try row.optionalWord(2),
                    code: row.text(3),
                    says: try row.optionalWord(4)
                )
            )
        }
        for (number, receipt) in early where try receive(receipt, at: now) != nil {
            try prepare("DELETE FROM unmatched_receipt WHERE number = ?").bind(number).run()
        }
    }

    fileprivate func receive(_ receipt: Receipt, at now: Instant) throws(StoreError) -> AttemptID? {
        guard let row = try attempt(receipt.subject) else { return nil }
        switch ReceiptRule.effect(receipt, on: row.report.state, outcome: row.report.outcome) {
        case .nothing: break
        case .contradicts:
            try write(StoreEntries.receipt(receipt, for: row.attempt, moved: false), at: now)
        case .moves(let state, let outcome):
            try move(row.number, to: state, code: receipt.code, at: now)
            try prepare("UPDATE attempt SET outcome = ? WHERE number = ?")
                .bind(outcome?.rawValue).bind(row.number)
                .run()
            try write(StoreEntries.receipt(receipt, for: row.attempt, moved: true), at: now)
            try settle(row, try progress(of: row.action), state, at: now)
        }
        try keep(receipt.says, of: row.attempt, code: receipt.code, at: now)
        return row.attempt.id
    }

    /// Lets an action go on as what is known of one of its attempts asks for.
    func settle(_ row: AttemptRow, _ progress: Progress, _ state: AttemptState, at now: Instant) throws(StoreError) {
        let attempts = state == .undelivered ? try attempts(of: row.action) : []
        let next = SettlementRule.progress(of: progress, after: row.attempt, state, among: attempts)
        guard let next else { return }
        try set(next, of: row.action, from: progress.state, at: now)
        if let entry = SettlementRule.entry(row.attempt, from: progress, to: next) { try write(entry, at: now) }
    }

    private func attempts(of action: Int64) throws(StoreError) -> [AttemptReport] {
        try prepare(
            """
            SELECT \(AttemptRow.columns) FROM attempt t JOIN action a ON a.number = t.action
            WHERE t.action = ? ORDER BY t.number
            """
        )
        .bind(action).rows(AttemptRow.init).map(\.report)
    }

    /// The attempt that a receipt speaks of; where a provider used a reference twice, the one that it used it for last.
    private func attempt(_ subject: Receipt.Subject) throws(StoreError) -> AttemptRow? {
        let query = "SELECT \(AttemptRow.columns) FROM attempt t JOIN action a ON a.number = t.action "
        switch subject {
        case .attempt(let id):
            return try prepare(query + "WHERE t.id = ?").bind(id).first(AttemptRow.init)
        case .reference(let provider, let reference):
            let statement = try prepare(
                query + "WHERE t.reference = ? AND t.provider = ? ORDER BY t.number DESC LIMIT 1"
            )
            return try statement.bind(reference).bind(provider).first(AttemptRow.init)
        }
    }

    fileprivate func keepUnmatched(_ receipt: Receipt, at now: Instant) throws(StoreError) {
        let insert = try prepare(
            """
            INSERT INTO unmatched_receipt (at, attempt, provider, reference, state, outcome, code, says)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        try insert.bind(now)
        switch receipt.subject {
        case .attempt(let id): try insert.bind(id).bindNull().bindNull()
        case .reference(let provider, let reference): try insert.bindNull().bind(provider).bind(reference)
        }
        try insert.bind(receipt.state.rawValue).bind(receipt.outcome?.rawValue).bind(receipt.code)
            .bind(receipt.says?.rawValue)
            .run()
        try write(StoreEntries.unmatched(receipt), at: now)
    }
}
