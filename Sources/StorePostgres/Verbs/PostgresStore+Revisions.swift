public import Dunning
public import Storage

extension PostgresStore {
    /// Keeps revisions of templates; one that is kept already is no news.
    public func keep(_ revisions: [TemplateRevision], at now: Instant) async throws(StoreError) {
        try await pool.write { (transaction) throws(StoreError) in
            for revision in revisions { try transaction.keep(revision, usedAt: nil, at: now) }
        }
    }

    /// Records what a person says of a kept revision, where four eyes allow it.
    public func review(
        _ digest: String,
        _ review: RevisionReview
    ) async throws(StoreError) -> RevisionReview.Answer {
        try await pool.write { (transaction) throws(StoreError) in try transaction.review(digest, review) }
    }

    /// The kept revisions of a template, in the order in which they were kept; nil = of every one.
    public func revisions(of template: TemplateID?) async throws(StoreError) -> [RevisionReport] {
        try await pool.read { (connection) throws(StoreError) in
            let rows = try connection.rows(
                """
                SELECT \(RevisionRow.columns) FROM template_revision WHERE template = $1 OR $1::text IS NULL
                ORDER BY number
                """,
                Parameters().adding(template)
            ) { (row) throws(StoreError) in RevisionRow(row) }
            let reviews = try connection.rows(
                "SELECT \(ReviewRow.columns) FROM template_review ORDER BY number",
                Parameters(),
                ReviewRow.init
            )
            return rows.map { $0.report(with: reviews) }
        }
    }

    /// The files of a kept revision; nil where it is not kept.
    public func revision(_ digest: String) async throws(StoreError) -> TemplateRevision? {
        try await pool.read { (connection) throws(StoreError) in
            try connection.rows(
                "SELECT template, archive FROM template_revision WHERE digest = $1",
                Parameters().adding(digest)
            ) { (row) throws(StoreError) in
                TemplateRevision(digest: digest, template: row.identifier(0), archive: row.bytes(1))
            }.first
        }
    }
}

extension PostgresTransaction {
    /// What is known of the revisions that a batch is made of.
    func revisions(of starts: [Start]) throws(StoreError) -> RevisionsAtWork {
        let digests = RevisionsAtWork.digests(of: starts)
        guard !digests.isEmpty else { return RevisionsAtWork([]) }
        let found = try rows(
            "SELECT \(RevisionRow.columns) FROM template_revision WHERE digest = ANY($1::text[])",
            Parameters().adding(list: digests)
        ) { (row) throws(StoreError) in RevisionRow(row) }
        let reviews = try rows(
            """
            SELECT \(ReviewRow.columns) FROM template_review WHERE revision = ANY($1::bigint[]) ORDER BY number
            """,
            Parameters().adding(numbers: found.map(\.number)),
            ReviewRow.init
        )
        return RevisionsAtWork(found.map { $0.report(with: reviews) })
    }

    /// Keeps what a hand-over that begins is made of.
    func use(_ revision: TemplateRevision, _ known: inout RevisionsAtWork, at now: Instant) throws(StoreError) {
        switch known.use(revision, at: now) {
        case .keep: try keep(revision, usedAt: now, at: now)
        case .mark:
            markUsed(revision, at: now)
        case .nothing: break
        }
    }

    /// Of two who keep the same revision at once, one waits for the other and finds it kept.
    fileprivate func keep(
        _ revision: TemplateRevision,
        usedAt: Instant?,
        at now: Instant
    ) throws(StoreError) {
        let isNew = try rows(
            """
            INSERT INTO template_revision (digest, template, archive, kept_at, first_used_at)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT (digest) DO NOTHING RETURNING number
            """,
            Parameters().adding(revision.digest).adding(revision.template).adding(revision.archive).adding(now)
                .adding(usedAt)
        ) { (row) throws(StoreError) in row.int(0) }
        guard isNew.isEmpty else { return write([ReviewRule.entry(keeping: revision)], at: now) }
        if let usedAt { markUsed(revision, at: usedAt) }
    }

    private func markUsed(_ revision: TemplateRevision, at now: Instant) {
        write(
            "UPDATE template_revision SET first_used_at = $1 WHERE digest = $2 AND first_used_at IS NULL",
            Parameters().adding(now).adding(revision.digest)
        )
    }

    /// The lock between claims, which share it, and reviews: a review is seen by a claim, or wakes what that one decided.
    private static let reviews = "hashtextextended('dunlin.reviews.' || current_schema(), 0)"

    /// The number of the last review of any revision; none is written until this transaction ends.
    func lastReview() throws(StoreError) -> Int64 {
        _ = try rows("SELECT pg_advisory_xact_lock_shared(\(PostgresTransaction.reviews))") {
            (_) throws(StoreError) in ()
        }
        return try rows("SELECT coalesce(max(number), 0) FROM template_review") { (row) throws(StoreError) in
            row.int(0)
        }
        .first ?? 0
    }

    /// Under the lock of reviews: of two who approve at once, the second one sees the first.
    fileprivate func review(_ digest: String, _ review: RevisionReview) throws(StoreError) -> RevisionReview.Answer {
        _ = try rows("SELECT pg_advisory_xact_lock(\(PostgresTransaction.reviews))") { (_) throws(StoreError) in () }
        let found = try rows(
            "SELECT \(RevisionRow.columns) FROM template_revision WHERE digest = $1 FOR UPDATE",
            Parameters().adding(digest)
        ) { (row) throws(StoreError) in RevisionRow(row) }
        guard let row = found.first else { return .unknownRevision }
        let before = try rows(
            "SELECT \(ReviewRow.columns) FROM template_review WHERE revision = $1 ORDER BY number",
            Parameters().adding(row.number),
            ReviewRow.init
        ).map(\.review)
        let answer = ReviewRule.answer(review.word, by: review.by, after: before)
        guard answer == .recorded else { return answer }
        write(
            "INSERT INTO template_review (revision, word, name, note, at) VALUES ($1, $2, $3, $4, $5)",
            Parameters().adding(row.number).adding(review.word.rawValue).adding(review.by).adding(review.note)
                .adding(review.at)
        )
        let template = row.report.template
        let released = review.word == .approved ? try release(template, at: review.at) : 0
        write([ReviewRule.entry(review, of: digest, template, released: released)], at: review.at)
        return .recorded
    }

    /// Sends back to the queue what waits for an approval of the template.
    private func release(_ template: TemplateID, at now: Instant) throws(StoreError) -> Int {
        try rows(
            """
            UPDATE action SET state = 'queued', reason = NULL, until = NULL, due = $1
            WHERE state = 'waiting' AND reason = $2 RETURNING number
            """,
            Parameters().adding(now).adding(Progress.unapproved(template))
        ) { (row) throws(StoreError) in row.int(0) }
        .count
    }
}
