package import Dunning
package import Journal

/// Four eyes: who may say what of a revision; the same in every engine.
package enum ReviewRule {
    /// Judges what somebody wants to say of a revision by what was said of it before.
    ///
    /// Nobody who ever submitted the revision may approve it; anybody may revoke it, because to stop is always safe.
    package static func answer(
        _ word: RevisionReview.Word,
        by name: String,
        after reviews: [RevisionReview]
    ) -> RevisionReview.Answer {
        guard let person = person(name) else { return .noName }
        let standing = RevisionReport(
            digest: "",
            template: TemplateID(trusted: "-"),
            keptAt: Instant(milliseconds: 0),
            reviews: reviews
        ).standing
        switch (word, standing) {
        case (.submitted, .draft), (.submitted, .submitted), (.submitted, .revoked): return .recorded
        case (.approved, .submitted):
            let authors = reviews.filter { $0.word == .submitted }.compactMap { self.person($0.by) }
            return authors.contains(person) ? .needsAnother : .recorded
        case (.revoked, .submitted), (.revoked, .approved): return .recorded
        case (.submitted, .approved), (.approved, .draft), (.approved, .approved), (.approved, .revoked),
            (.revoked, .draft), (.revoked, .revoked):
            return .impossible(standing)
        }
    }

    /// A name by its letters and digits alone: `A. Meier` and `a  meier` are one person; nil where it has none.
    private static func person(_ name: String) -> String? {
        guard name.count <= 100 else { return nil }
        let letters = name.lowercased().filter { $0.isLetter || $0.isNumber }
        return letters.isEmpty ? nil : letters
    }

    /// What the journal says about it.
    package static func entry(
        _ review: RevisionReview,
        of digest: String,
        _ template: TemplateID,
        released: Int
    ) -> JournalDraft {
        JournalDraft(
            .template,
            body: .compact([
                "event": .string(review.word.rawValue), "template": .string(template.rawValue),
                "revision": .string(digest), "by": .string(review.by), "note": review.note.map(JSON.string),
                "released": released > 0 ? .integer(Int64(released)) : nil,
            ])
        )
    }

    /// What the journal says of a revision that was not kept before: its digest commits to every byte of it.
    package static func entry(keeping revision: TemplateRevision) -> JournalDraft {
        JournalDraft(
            .template,
            body: [
                "event": "kept", "template": .string(revision.template.rawValue),
                "revision": .string(revision.digest), "bytes": .integer(Int64(revision.archive.count)),
            ]
        )
    }
}
