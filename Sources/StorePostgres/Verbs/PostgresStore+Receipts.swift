public import Dunning
public import Storage

extension PostgresStore {
    /// Moves attempts forward by what providers report; answers in the same order whether the attempt was known.
    public func receive(_ receipts: [Receipt], at now: Instant) async throws(StoreError) -> [AttemptID?] {
        try await pool.write { (transaction) throws(StoreError) in
            try transaction.lock(try transaction.debtors(of: receipts))
            var answers: [AttemptID?] = []
            for receipt in receipts {
                let known = try transaction.receive(receipt, at: now)
                if known == nil { transaction.keepUnmatched(receipt, at: now) }
                answers.append(known)
            }
            return answers
        }
    }
}

extension PostgresTransaction {
    /// Applies receipts that came before the provider's references were recorded; the debtors are locked.
    func receiveEarlyReceipts(_ named: [(ProviderID, String)], at now: Instant) throws(StoreError) {
        guard !named.isEmpty else { return }
        let early = try rows(
            """
            SELECT u.number, u.provider, u.reference, u.state, u.outcome, u.code, u.says FROM unmatched_receipt u
            JOIN unnest($1::text[], $2::text[]) AS n (provider, reference)
                ON n.provider = u.provider AND n.reference = u.reference
            ORDER BY u.number
            """,
            Parameters().adding(names: named.map(\.0)).adding(list: named.map(\.1))
        ) { (row) throws(StoreError) in
            (
                number: row.int(0),
                receipt: Receipt(
                    subject: .reference(row.identifier(1), row.text(2)),
                    state: try row.word(3),
                    outcome: try row.optionalWord(4),
                    code: row.text(5),
                    says: try row.optionalWord(6)
                )
            )
        }
        for (number, receipt) in early where try receive(receipt, at: now) != nil {
            write("DELETE FROM unmatched_receipt WHERE number = $1", Parameters().adding(number))
        }
    }

    fileprivate func debtors(of receipts: [Receipt]) throws(StoreError) -> [DebtorID] {
        var ids: [String] = []
        var references: [String] = []
        for receipt in receipts {
            switch receipt.subject {
            case .attempt(let id): ids.append(id.rawValue)
            case .reference(_, let reference): references.append(reference)
            }
        }
        return try rows(
            "SELECT DISTINCT debtor FROM attempt WHERE id = ANY($1::text[]) OR reference = ANY($2::text[])",
            Parameters().adding(list: ids).adding(list: references)
        ) { (row) throws(StoreError) -> DebtorID in row.identifier(0) }
    }

    fileprivate func receive(_ receipt: Receipt, at now: Instant) throws(StoreError) -> AttemptID? {
        guard let row = try attempt(receipt.subject) else { return nil }
        switch ReceiptRule.effect(receipt, on: row.report.state, outcome: row.report.outcome) {
        case .nothing: break
        case .contradicts:
            write([StoreEntries.receipt(receipt, for: row.attempt, moved: false)], at: now)
        case .moves(let state, let outcome):
            move(row.number, to: state, code: receipt.code, at: now)
            write(
                "UPDATE attempt SET outcome = $1 WHERE number = $2",
                Parameters().adding(outcome?.rawValue).adding(row.number)
            )
            write([StoreEntries.receipt(receipt, for: row.attempt, moved: true)], at: now)
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
        set(next, of: row.action, at: now)
        if let entry = SettlementRule.entry(row.attempt, from: progress, to: next) { write([entry], at: now) }
    }

    private func attempts(of action: Int64) throws(StoreError) -> [AttemptReport] {
        try rows(
            """
            SELECT \(AttemptRow.columns) FROM attempt t JOIN action a ON a.number = t.action
            WHERE t.action = $1 ORDER BY t.number
            """,
            Parameters().adding(action),
            AttemptRow.init
        ).map(\.report)
    }

    /// The attempt that a receipt speaks of; where a provider used a reference twice, the one that it used it for last.
    private func attempt(_ subject: Receipt.Subject) throws(StoreError) -> AttemptRow? {
        let query = "SELECT \(AttemptRow.columns) FROM attempt t JOIN action a ON a.number = t.action "
        switch subject {
        case .attempt(let id):
            return try rows(query + "WHERE t.id = $1", Parameters().adding(id), AttemptRow.init).first
        case .reference(let provider, let reference):
            return try rows(
                query + "WHERE t.reference = $1 AND t.provider = $2 ORDER BY t.number DESC LIMIT 1",
                Parameters().adding(reference).adding(provider),
                AttemptRow.init
            ).first
        }
    }

    fileprivate func keepUnmatched(_ receipt: Receipt, at now: Instant) {
        var parameters = Parameters().adding(now)
        switch receipt.subject {
        case .attempt(let id):
            parameters = parameters.adding(id).adding(nil as String?).adding(nil as String?)
        case .reference(let provider, let reference):
            parameters = parameters.adding(nil as String?).adding(provider).adding(reference)
        }
        write(
            """
            INSERT INTO unmatched_receipt (at, attempt, provider, reference, state, outcome, code, says)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            parameters.adding(receipt.state.rawValue).adding(receipt.outcome?.rawValue).adding(receipt.code)
                .adding(receipt.says?.rawValue)
        )
        write([StoreEntries.unmatched(receipt)], at: now)
    }
}
