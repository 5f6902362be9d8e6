public import Dunning

/// Everything that goes on paper for one letter; all texts are final and localised.
///
/// Values may come from outside: control characters, line breaks and bidirectional overrides in them are neutralised
/// (see ``PlainText``), markup in them is plain text. Only ``body`` is markup.
public struct LetterDocument: Sendable, Hashable {
    /// The envelope; it settles the paper, the window and the margins.
    public var envelope: Envelope
    /// Who writes.
    public var letterhead: Letterhead
    /// The address, line by line, in the order of the country that it goes to.
    public var recipient: [String]
    /// The date of the letter.
    public var date: String
    /// Rows beside the address: account, our reference, contact.
    public var reference: [LabelledValue]
    /// What the letter is about, in one line or two.
    public var subject: String
    /// An HTML fragment: `p h2 ul ol li table thead tbody tfoot tr th td b strong i em br a`; all else is an error.
    ///
    /// `thead` repeats on each page that the table goes on to, `tfoot` holds the totals. `th` and `td` take `colspan`
    /// and `align` (`left`, `center`, `right`, read from the beginning of the line, so they turn round in Arabic); a
    /// column whose cells are all amounts of money stands right by itself.
    public var body: String
    /// How to pay.
    public var payment: LetterPayment?
    /// The BCP 47 tag of the letter's language; it chooses glyphs and the direction of the page.
    public var locale: String
    /// The page number with the places `{page}` and `{pages}`, such as `Page {page} of {pages}`.
    public var pageLabel: String
    /// The title in the metadata of the PDF.
    public var title: String
    /// The author in the metadata of the PDF.
    public var author: String
    /// When the PDF was made, to the second; it goes into the metadata.
    public var created: Instant

    /// A letter with all its parts.
    public init(
        envelope: Envelope,
        letterhead: Letterhead,
        recipient: [String],
        date: String,
        reference: [LabelledValue] = [],
        subject: String,
        body: String,
        payment: LetterPayment? = nil,
        locale: String,
        pageLabel: String,
        title: String,
        author: String,
        created: Instant
    ) {
        self.envelope = envelope
        self.letterhead = letterhead
        self.recipient = recipient
        self.date = date
        self.reference = reference
        self.subject = subject
        self.body = body
        self.payment = payment
        self.locale = locale
        self.pageLabel = pageLabel
        self.title = title
        self.author = author
        self.created = created
    }

    /// The sheet, as the envelope has it.
    public var paper: Paper { envelope.paper }
}

/// Who writes the letter, as printed at its head.
public struct Letterhead: Sendable, Hashable {
    /// The creditor's or collector's name.
    public var name: String
    /// The postal address, line by line.
    public var address: [String]
    /// The telephone number as people read it.
    public var phone: String?
    /// The email address.
    public var email: String?
    /// One line over the address for what cannot be delivered; made of name and address where it is left out.
    public var returnAddress: String?
    /// What the law wants on business letters (seat, register, directors, tax number), at the foot of the first page.
    public var legalNotice: [String]

    /// A letterhead with all its parts.
    public init(
        name: String,
        address: [String],
        phone: String? = nil,
        email: String? = nil,
        returnAddress: String? = nil,
        legalNotice: [String] = []
    ) {
        self.name = name
        self.address = address
        self.phone = phone
        self.email = email
        self.returnAddress = returnAddress
        self.legalNotice = legalNotice
    }
}

/// A value with the word that explains it.
public struct LabelledValue: Sendable, Hashable {
    /// What it is, localised.
    public var label: String
    /// The value, localised.
    public var value: String

    /// A value under its label.
    public init(_ label: String, _ value: String) {
        self.label = label
        self.value = value
    }
}
