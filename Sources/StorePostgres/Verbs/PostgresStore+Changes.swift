public import Dunning
public import Storage

extension PostgresStore {
    /// Ends an action before its time.
    public func cancel(
        _ id: ActionID,
        reason: String,
        at now: Instant
    ) async throws(StoreError) -> CancelAnswer {
        try await pool.write { (transaction) throws(StoreError) in
            try transaction.cancel(id, reason: reason, at: now)
        }
    }

    /// Changes where an action stands, as a person decided.
    public func change(
        _ id: ActionID,
        _ change: ActionChange,
        at now: Instant
    ) async throws(StoreError) -> ActionChange.Answer {
        try await pool.write { (transaction) throws(StoreError) in
            try transaction.change(id, change, at: now)
        }
    }
}

extension PostgresTransaction {
    /// An action, its debtor locked.
    private func locked(_ id: ActionID) throws(StoreError) -> ActionRow? {
        let asked = Parameters().adding(id)
        let debtors = try rows("SELECT debtor FROM action WHERE id = $1", asked) {
            (row) throws(StoreError) -> DebtorID in row.identifier(0)
        }
        try lock(debtors)
        return try rows(
            "SELECT \(ActionRow.columns) FROM action a JOIN action_form f ON f.action = a.number WHERE a.id = $1",
            asked,
            ActionRow.init
        ).first
    }

    private func begun(of row: ActionRow) throws(StoreError) -> [AttemptID] {
        try rows(
            "SELECT id FROM attempt WHERE action = $1 AND state = 'begun' ORDER BY number",
            Parameters().adding(row.number)
        ) { (row) throws(StoreError) in row.identifier(0) }
    }

    /// The attempt about which a receipt was faster than its worker's record, which alone lets the action go on.
    private func reportedEarly(of id: ActionID, _ progress: Progress) throws(StoreError) -> [AttemptID] {
        guard progress.state == .working else { return [] }
        let latest = AttemptID(trusted: "\(id).\(progress.attempts)")
        return try rows(
            "SELECT id FROM attempt WHERE id = $1 AND state NOT IN ('intended', 'begun', 'withdrawn')",
            Parameters().adding(latest)
        ) { (row) throws(StoreError) in row.identifier(0) }
    }

    fileprivate func cancel(_ id: ActionID, reason: String, at now: Instant) throws(StoreError) -> CancelAnswer {
        guard let row = try locked(id) else { return .unknownAction }
        guard !row.progress.state.isFinal else { return .alreadyFinal(row.progress.state) }
        var progress = row.progress
        progress.state = .cancelled
        progress.reason = reason
        progress.until = nil
        set(progress, of: row.number, at: now)
        let inFlight = try begun(of: row)
        write([StoreEntries.cancelled(try row.action(), reason: reason, inFlight: inFlight)], at: now)
        try closeTasks(of: row.number, in: .cancelled, at: now)
        return inFlight.isEmpty ? .cancelled : .cancelledInFlight(inFlight)
    }

    fileprivate func change(
        _ id: ActionID,
        _ change: ActionChange,
        at now: Instant
    ) throws(StoreError) -> ActionChange.Answer {
        guard let row = try locked(id) else { return .unknownAction }
        let inFlight = try begun(of: row) + reportedEarly(of: id, row.progress)
        guard inFlight.isEmpty else { return .busy(inFlight) }
        guard case .changes(let progress) = ChangeRule.effect(change.kind, on: row.progress) else {
            return .impossible(row.progress.state)
        }
        set(progress, of: row.number, at: now)
        write([ChangeRule.entry(change, of: try row.action(), to: progress.state)], at: now)
        return .changed(progress.state)
    }
}
