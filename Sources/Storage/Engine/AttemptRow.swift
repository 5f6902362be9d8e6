package import Dunning
import Journal

/// An attempt as the database holds it.
package struct AttemptRow: Sendable {
    /// The engine's number for it.
    package let number: Int64
    /// The engine's number for its action.
    package let action: Int64
    /// What its decision knew.
    package let factsSeen: FactsSeen
    /// The attempt and where it stands.
    package private(set) var report: AttemptReport

    /// The same row with the attempt standing elsewhere.
    package func with(_ report: AttemptReport) -> AttemptRow {
        var row = self
        row.report = report
        return row
    }

    /// The attempt.
    package var attempt: Attempt { report.attempt }

    /// The columns in the order in which `init` reads them, from a join of `attempt t` and `action a`.
    package static let columns = """
        t.number, t.action, t.facts_seen, t.state, t.reference, t.code, t.outcome, t.changed_at, t.content,
        t.id, a.id, t.debtor, t.debt, t.account, t.debt_group, t.step, t.channel, t.point, t.use, t.line, t.shared,
        t.mode, t.purpose, t.template, t.provider, t.disclosures, t.decided_at, t.open_until, t.points_seen
        """

    /// Reads a row.
    package init(_ row: some StoredRow) throws(StoreError) {
        number = row.int(0)
        action = row.int(1)
        factsSeen = FactsSeen(aboutDebtor: row.int(2), aboutPoint: row.int(28))
        report = AttemptReport(
            attempt: try Attempt(row, from: 9),
            state: try row.word(3),
            reference: row.optionalText(4),
            code: row.optionalText(5),
            outcome: try row.optionalWord(6),
            changedAt: row.instant(7),
            content: try StoredForm.commitments(row.text(8))
        )
    }
}

extension Attempt {
    /// Reads nineteen columns, from `id` to `open_until`.
    fileprivate init(_ row: some StoredRow, from first: Int32) throws(StoreError) {
        self.init(
            id: row.identifier(first),
            action: row.identifier(first + 1),
            debtor: row.identifier(first + 2),
            debt: row.identifier(first + 3),
            account: row.optionalIdentifier(first + 4),
            group: row.optionalIdentifier(first + 5),
            step: Int(row.int(first + 6)),
            point: ContactPoint(
                channel: try row.word(first + 7),
                value: row.optionalText(first + 8),
                use: try row.word(first + 9),
                line: try row.optionalWord(first + 10),
                shared: row.int(first + 11) != 0
            ),
            mode: try row.optionalWord(first + 12),
            purpose: try row.word(first + 13),
            template: row.identifier(first + 14),
            provider: row.identifier(first + 15),
            disclosures: StoredForm.names(row.text(first + 16)).map(DisclosureID.init(trusted:)),
            decidedAt: row.instant(first + 17),
            openUntil: row.optionalInstant(first + 18)
        )
    }
}

/// An attempt with how far the action has come that it serves.
package struct AttemptAtWork: Sendable {
    /// The attempt.
    package let row: AttemptRow
    /// How far its action has come.
    package let progress: Progress

    /// The attempt's columns and then the action's, from the same join.
    package static let columns = """
        \(AttemptRow.columns), a.state, a.reason, a.step, a.until, a.last_step_at, a.tries, a.spent, a.attempts, a.sent,
        a.throttles
        """

    /// Reads a row.
    package init(_ row: some StoredRow) throws(StoreError) {
        self.row = try AttemptRow(row)
        progress = try Progress(row, from: 29)
    }

    /// Puts together what was read before.
    package init(row: AttemptRow, progress: Progress) {
        self.row = row
        self.progress = progress
    }

    /// What decides about the beginning of its hand-over.
    package func situation(hasNewFact: Bool, isUnapproved: Bool) -> BeginRule.Situation {
        BeginRule.Situation(
            attempt: row.report.state,
            code: row.report.code,
            action: progress.state,
            hasNewFact: hasNewFact,
            openUntil: row.attempt.openUntil,
            isUnapproved: isUnapproved
        )
    }

    /// The action's progress once it was sent back; nil where it is not being worked on.
    package var requeued: Progress? {
        guard progress.state == .working else { return nil }
        var next = progress
        next.state = .queued
        next.reason = nil
        next.until = nil
        return next
    }
}
