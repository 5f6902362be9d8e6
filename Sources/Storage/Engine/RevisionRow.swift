package import Dunning

/// A revision as the database holds it, without what was said of it.
package struct RevisionRow: Sendable {
    /// The engine's number for it.
    package let number: Int64
    /// The revision, as yet without reviews.
    package let report: RevisionReport

    /// The columns in the order in which `init` reads them.
    package static let columns = "number, digest, template, kept_at, first_used_at"

    /// Reads a row.
    package init(_ row: some StoredRow) {
        number = row.int(0)
        report = RevisionReport(
            digest: row.text(1),
            template: row.identifier(2),
            keptAt: row.instant(3),
            firstUsedAt: row.optionalInstant(4)
        )
    }

    /// The revision with what was said of it, of all that was said.
    package func report(with reviews: [ReviewRow]) -> RevisionReport {
        var report = report
        let mine = reviews.filter { $0.revision == number }
        report.reviews = mine.map(\.review)
        report.lastReview = mine.last?.number ?? 0
        return report
    }
}

/// What was said of a revision, as the database holds it.
package struct ReviewRow: Sendable {
    /// The engine's number for the revision.
    package let revision: Int64
    /// The engine's number for it, in the order in which things were said.
    package let number: Int64
    /// What was said.
    package let review: RevisionReview

    /// The columns in the order in which `init` reads them.
    package static let columns = "revision, word, name, note, at, number"

    /// Reads a row.
    package init(_ row: some StoredRow) throws(StoreError) {
        revision = row.int(0)
        number = row.int(5)
        review = RevisionReview(
            try row.word(1),
            by: row.text(2),
            note: row.optionalText(3),
            at: row.instant(4)
        )
    }
}

/// The revisions that a batch of hand-overs is made of, as they are known while it begins.
package struct RevisionsAtWork: Sendable {
    private var known: [String: RevisionReport]

    /// What the store knows of the revisions of a batch.
    package init(_ reports: [RevisionReport]) {
        known = Dictionary(reports.map { ($0.digest, $0) }, uniquingKeysWith: { $1 })
    }

    /// The revisions that a batch names, each once.
    package static func digests(of starts: [Start]) -> [String] {
        Set(starts.compactMap(\.revision?.digest)).sorted()
    }

    /// Whether a hand-over must not begin for want of an approval; one of no revision has none.
    package func isUnapproved(_ start: Start) -> Bool {
        start.needsApproval && start.revision.flatMap { known[$0.digest]?.standing } != .approved
    }

    /// What the store has to write for a hand-over that begins.
    package enum Use: Hashable, Sendable {
        /// Keep it, as used for the first time now.
        case keep
        /// Note that it is used for the first time now.
        case mark
        case nothing
    }

    /// Notes the use of a revision; the second time it is no news.
    package mutating func use(_ revision: TemplateRevision, at now: Instant) -> Use {
        var report =
            known[revision.digest]
            ?? RevisionReport(
                digest: revision.digest,
                template: revision.template,
                keptAt: now
            )
        let use: Use = known[revision.digest] == nil ? .keep : report.firstUsedAt == nil ? .mark : .nothing
        report.firstUsedAt = report.firstUsedAt ?? now
        known[revision.digest] = report
        return use
    }
}
