package import Dunning

/// One message as the debtor gets it, with all that its author wants to know of it.
package struct Rendition: Sendable {
    /// What it was made from.
    package var selection: Selection
    /// The template's title.
    package var title: String
    /// SHA-256 over the template's files, in hexadecimal.
    package var revision: String
    /// Which of the template's texts it was made from, and why; nil where it has no variants.
    package var variant: String?
    /// The locale of the text, as its folder is called.
    package var locale: String
    /// The locale in which money and dates are written.
    package var formatLocale: String
    /// The way out that it would take.
    package var provider: String
    /// In whose name.
    package var creditor: String
    /// Name, address or number of the debtor.
    package var recipient: String
    /// The date that it bears.
    package var date: Instant
    /// Texts that were demanded and proved present.
    package var disclosures: [String]
    /// The message itself.
    package var content: Likeness
    /// What it costs; nil where nobody said.
    package var cost: Cost?
    /// What the contact rules say of it; nil where nobody asked.
    package var verdict: Verdict?
    /// What the debtor gets, and what goes out, file by file.
    package var files: [Piece]

    package init(
        selection: Selection,
        title: String,
        revision: String,
        variant: String? = nil,
        locale: String,
        formatLocale: String,
        provider: String,
        creditor: String,
        recipient: String,
        date: Instant,
        disclosures: [String],
        content: Likeness,
        cost: Cost?,
        verdict: Verdict?,
        files: [Piece]
    ) {
        self.selection = selection
        self.title = title
        self.revision = revision
        self.variant = variant
        self.locale = locale
        self.formatLocale = formatLocale
        self.provider = provider
        self.creditor = creditor
        self.recipient = recipient
        self.date = date
        self.disclosures = disclosures
        self.content = content
        self.cost = cost
        self.verdict = verdict
        self.files = files
    }

    /// The piece of that name.
    package func piece(_ name: String) -> Piece? { files.first { $0.name == name } }
}

/// A file of a rendition.
package struct Piece: Hashable, Sendable {
    /// Such as `email.html` or `letter.pdf`.
    package var name: String
    /// Its media type.
    package var mediaType: String
    /// What is in it.
    package var bytes: [UInt8]

    package init(_ name: String, _ mediaType: String, _ bytes: [UInt8]) {
        self.name = name
        self.mediaType = mediaType
        self.bytes = bytes
    }
}

/// Which message is looked at.
package struct Selection: Hashable, Sendable {
    /// The template's name.
    package var template: String
    /// The locale that is asked for; nil = the debtor's own.
    package var locale: String?
    /// On which channel.
    package var channel: Channel
    /// The sample's name; nil = the one that fits best.
    package var sample: String?
    /// The variant of the template; nil = the one that the conditions choose.
    package var variant: String?
    /// The moment of the message; nil = now.
    package var at: Instant?
    /// Whether a letter shows the envelope's window, its folds and margins.
    package var overlay: Bool

    package init(
        template: String,
        locale: String?,
        channel: Channel,
        sample: String?,
        variant: String? = nil,
        at: Instant? = nil,
        overlay: Bool = false
    ) {
        self.template = template
        self.locale = locale
        self.channel = channel
        self.sample = sample
        self.variant = variant
        self.at = at
        self.overlay = overlay
    }
}

/// The amount and how it comes about: `0.16 EUR`, `2 segments at 0.08 EUR`.
package struct Cost: Hashable, Sendable {
    package var total: String
    package var how: String

    package init(total: String, how: String) {
        self.total = total
        self.how = how
    }
}
