public import Dunning
public import Storage

extension SQLiteStore {
    /// Ends an action before its time.
    public func cancel(
        _ id: ActionID,
        reason: String,
        at now: Instant
    ) async throws(StoreError) -> CancelAnswer {
        try await writer.run { (transaction) throws(StoreError) in
            try transaction.cancel(id, reason: reason, at: now)
        }
    }

    /// Changes where an action stands, as a person decided.
    public func change(
        _ id: ActionID,
        _ change: ActionChange,
        at now: Instant
    ) async throws(StoreError) -> ActionChange.Answer {
        try await writer.run { (transaction) throws(StoreError) in
            try transaction.change(id, change, at: now)
        }
    }
}

extension Transaction {
    private func row(of id: ActionID) throws(StoreError) -> ActionRow? {
        try prepare(
            "SELECT \(ActionRow.columns) FROM action a JOIN action_form f ON f.action = a.number WHERE a.id = ?"
        )
        .bind(id).first(ActionRow.init)
    }

    private func begun(of row: ActionRow) throws(StoreError) -> [AttemptID] {
        try prepare("SELECT id FROM attempt WHERE action = ? AND state = 'begun' ORDER BY number").bind(row.number)
            .rows { (row) throws(StoreError) in row.identifier(0) }
    }

    /// The attempt about which a receipt was faster than its worker's record, which alone lets the action go on.
    private func reportedEarly(of id: ActionID, _ progress: Progress) throws(StoreError) -> [AttemptID] {
        guard progress.state == .working else { return [] }
        let latest = AttemptID(trusted: "\(id).\(progress.attempts)")
        return try prepare("SELECT id FROM attempt WHERE id = ? AND state NOT IN ('intended', 'begun', 'withdrawn')")
            .bind(latest).rows { (row) throws(StoreError) in row.identifier(0) }
    }

    fileprivate func cancel(_ id: ActionID, reason: String, at now: Instant) throws(StoreError) -> CancelAnswer {
        guard let row = try row(of: id) else { return .unknownAction }
        guard !row.progress.state.isFinal else { return .alreadyFinal(row.progress.state) }
        var progress = row.progress
        progress.state = .cancelled
        progress.reason = reason
        progress.until = nil
        try set(progress, of: row.number, from: row.progress.state, at: now)
        let inFlight = try begun(of: row)
        try write(StoreEntries.cancelled(try row.action(), reason: reason, inFlight: inFlight), at: now)
        try closeTasks(of: row.number, in: .cancelled, at: now)
        return inFlight.isEmpty ? .cancelled : .cancelledInFlight(inFlight)
    }

    fileprivate func change(
        _ id: ActionID,
        _ change: ActionChange,
        at now: Instant
    ) throws(StoreError) -> ActionChange.Answer {
        guard let row = try row(of: id) else { return .unknownAction }
        let inFlight = try begun(of: row) + reportedEarly(of: id, row.progress)
        guard inFlight.isEmpty else { return .busy(inFlight) }
        guard case .changes(let progress) = ChangeRule.effect(change.kind, on: row.progress) else {
            return .impossible(row.progress.state)
        }
        try set(progress, of: row.number, from: row.progress.state, at: now)
        try write(ChangeRule.entry(change, of: try row.action(), to: progress.state), at: now)
        return .changed(progress.state)
    }
}
