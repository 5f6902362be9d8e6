public import Dunning

/// A template's files at one moment, as they are kept for ever.
public struct TemplateRevision: Hashable, Sendable {
    /// SHA-256 over all files that its messages can be made of, in hexadecimal.
    public var digest: String
    /// The template.
    public var template: TemplateID
    /// All these files in one.
    public var archive: [UInt8]

    /// A template's files at one moment.
    public init(digest: String, template: TemplateID, archive: [UInt8]) {
        self.digest = digest
        self.template = template
        self.archive = archive
    }
}

/// What a person said of a revision.
public struct RevisionReview: Hashable, Sendable {
    /// What can be said.
    public enum Word: String, CaseIterable, Hashable, Sendable {
        /// Whoever says so stands for the text, and asks for somebody else's approval.
        case submitted
        /// It may be sent.
        case approved
        /// It may no longer be sent.
        case revoked
    }

    /// What was said.
    public var word: Word
    /// Who said it.
    public var by: String
    /// Why, in their own words.
    public var note: String?
    /// When.
    public var at: Instant

    /// What a person said.
    public init(_ word: Word, by: String, note: String? = nil, at: Instant) {
        self.word = word
        self.by = by
        self.note = note
        self.at = at
    }

    /// What became of it.
    public enum Answer: Hashable, Sendable {
        /// It is on the journal.
        case recorded
        /// No such revision is kept.
        case unknownRevision
        /// Where the revision stands this cannot be said: it was not submitted, or it is approved already.
        case impossible(RevisionReport.Standing)
        /// Whoever submitted it cannot approve it.
        case needsAnother
        /// This is not a name that tells one person from another.
        case noName
    }
}

/// A kept revision with what was said of it.
public struct RevisionReport: Hashable, Sendable {
    /// Whether it may be sent where approval is required.
    public enum Standing: String, CaseIterable, Hashable, Sendable {
        case draft, submitted, approved, revoked
    }

    /// SHA-256 over all files that its messages can be made of, in hexadecimal.
    public var digest: String
    /// The template.
    public var template: TemplateID
    /// Since when it is kept.
    public var keptAt: Instant
    /// When its first message began to go out; nil = none did.
    public var firstUsedAt: Instant?
    /// What was said of it, in order.
    public var reviews: [RevisionReview]
    /// The store's number of the last of them, in the order of all reviews; 0 where there is none.
    public var lastReview: Int64

    /// A kept revision.
    public init(
        digest: String,
        template: TemplateID,
        keptAt: Instant,
        firstUsedAt: Instant? = nil,
        reviews: [RevisionReview] = [],
        lastReview: Int64 = 0
    ) {
        self.digest = digest
        self.template = template
        self.keptAt = keptAt
        self.firstUsedAt = firstUsedAt
        self.reviews = reviews
        self.lastReview = lastReview
    }

    /// Where it stands: the last word counts.
    public var standing: Standing {
        switch reviews.last?.word {
        case nil: .draft
        case .submitted: .submitted
        case .approved: .approved
        case .revoked: .revoked
        }
    }
}
