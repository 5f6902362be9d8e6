public import Dunning
public import Storage

extension SQLiteStore {
    /// Keeps revisions of templates; one that is kept already is no news.
    public func keep(_ revisions: [TemplateRevision], at now: Instant) async throws(StoreError) {
        try await writer.run { (transaction) throws(StoreError) in
            for revision in revisions { try transaction.keep(revision, usedAt: nil, at: now) }
        }
    }

    /// Records what a person says of a kept revision, where four eyes allow it.
    public func review(
        _ digest: String,
        _ review: RevisionReview
    ) async throws(StoreError) -> RevisionReview.Answer {
        try await writer.run { (transaction) throws(StoreError) in try transaction.review(digest, review) }
    }

    /// The kept revisions of a template, in the order in which they were kept; nil = of every one.
    public func revisions(of template: TemplateID?) async throws(StoreError) -> [RevisionReport] {
        try await readers.run { (connection) throws(StoreError) in
            let rows = try connection.prepare(
                "SELECT \(RevisionRow.columns) FROM template_revision WHERE template = ?1 OR ?1 IS NULL ORDER BY number"
            )
            .bind(template?.rawValue).rows { (row) throws(StoreError) in RevisionRow(row) }
            let reviews = try connection.prepare("SELECT \(ReviewRow.columns) FROM template_review ORDER BY number")
                .rows(ReviewRow.init)
            return rows.map { $0.report(with: reviews) }
        }
    }

    /// The files of a kept revision; nil where it is not kept.
    public func revision(_ digest: String) async throws(StoreError) -> TemplateRevision? {
        try await readers.run { (connection) throws(StoreError) in
            try connection.prepare("SELECT template, archive FROM template_revision WHERE digest = ?").bind(digest)
                .first { (row) throws(StoreError) in
                    TemplateRevision(digest: digest, template: row.identifier(0), archive: row.bytes(1))
                }
        }
    }
}

extension Transaction {
    /// What is known of the revisions that a batch is made of.
    func revisions(of starts: [Start]) throws(StoreError) -> RevisionsAtWork {
        var reports: [RevisionReport] = []
        for digest in RevisionsAtWork.digests(of: starts) {
            guard let row = try row(of: digest) else { continue }
            reports.append(row.report(with: try reviews(of: row)))
        }
        return RevisionsAtWork(reports)
    }

    /// Keeps what a hand-over that begins is made of.
    func use(_ revision: TemplateRevision, _ known: inout RevisionsAtWork, at now: Instant) throws(StoreError) {
        switch known.use(revision, at: now) {
        case .keep: try keep(revision, usedAt: now, at: now)
        case .mark:
            try prepare("UPDATE template_revision SET first_used_at = ? WHERE digest = ? AND first_used_at IS NULL")
                .bind(now).bind(revision.digest).run()
        case .nothing: break
        }
    }

    /// The number of the last review of any revision.
    func lastReview() throws(StoreError) -> Int64 {
        try prepare("SELECT coalesce(max(number), 0) FROM template_review")
            .first { (row) throws(StoreError) in row.int(0) } ?? 0
    }

    private func row(of digest: String) throws(StoreError) -> RevisionRow? {
        try prepare("SELECT \(RevisionRow.columns) FROM template_revision WHERE digest = ?").bind(digest)
            .first { (row) throws(StoreError) in RevisionRow(row) }
    }

    private func reviews(of row: RevisionRow) throws(StoreError) -> [ReviewRow] {
        try prepare("SELECT \(ReviewRow.columns) FROM template_review WHERE revision = ? ORDER BY number")
            .bind(row.number).rows(ReviewRow.init)
    }

    fileprivate func keep(
        _ revision: TemplateRevision,
        usedAt: Instant?,
        at now: Instant
    ) throws(StoreError) {
        guard try row(of: revision.digest) == nil else { return }
        try prepare(
            "INSERT INTO template_revision (digest, template, archive, kept_at, first_used_at) VALUES (?, ?, ?, ?, ?)"
        )
        .bind(revision.digest).bind(revision.template).bind(revision.archive).bind(now).bind(usedAt)
        .run()
        try write(ReviewRule.entry(keeping: revision), at: now)
    }

    fileprivate func review(_ digest: String, _ review: RevisionReview) throws(StoreError) -> RevisionReview.Answer {
        guard let row = try row(of: digest) else { return .unknownRevision }
        let before = try reviews(of: row).map(\.review)
        let answer = ReviewRule.answer(review.word, by: review.by, after: before)
        guard answer == .recorded else { return answer }
        try prepare("INSERT INTO template_review (revision, word, name, note, at) VALUES (?, ?, ?, ?, ?)")
            .bind(row.number).bind(review.word.rawValue).bind(review.by).bind(review.note).bind(review.at)
            .run()
        let template = row.report.template
        let released = review.word == .approved ? try release(template, at: review.at) : 0
        try write(ReviewRule.entry(review, of: digest, template, released: released), at: review.at)
        return .recorded
    }

    /// Sends back to the queue what waits for an approval of the template.
    private func release(_ template: TemplateID, at now: Instant) throws(StoreError) -> Int {
        let released = try prepare(
            """
            UPDATE action SET state = 'queued', reason = NULL, until = NULL, due = ?
            WHERE state = 'waiting' AND reason = ? RETURNING number
            """
        )
        .bind(now).bind(Progress.unapproved(template))
        .rows { (row) throws(StoreError) in row.int(0) }
        .count
        count(from: .waiting, to: .queued, released)
        return released
    }
}
