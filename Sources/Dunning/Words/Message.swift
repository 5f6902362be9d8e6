/// A composed message, ready to be sealed by a provider of its channel.
public enum Message: Hashable, Sendable {
    case email(EmailMessage)
    case sms(SMSMessage)
    case voice(VoiceMessage)
    case letter(LetterMessage)

    /// The channel that it is for.
    public var channel: Channel {
        switch self {
        case .email: .email
        case .sms: .sms
        case .voice: .voice
        case .letter: .letter
        }
    }
}

/// An email before it has an envelope and headers; who it is from belongs to the provider.
public struct EmailMessage: Hashable, Sendable {
    /// The debtor's address.
    public var to: String
    /// The debtor's name.
    public var toName: String
    /// One line.
    public var subject: String
    /// The plain-text part.
    public var text: String
    /// The HTML part; nil = plain text alone.
    public var html: String?
    /// BCP 47.
    public var language: String
    /// The page or address on which the debtor opts out (RFC 2369); nil where there is none.
    public var unsubscribe: String?
    /// Whether one POST to that page opts this very address out (RFC 8058); a common page cannot know whose it is.
    public var isOneClick: Bool
    /// Earlier attempts of the same action that went out by email, oldest first: the thread.
    public var references: [AttemptID]
    /// Files that go along.
    public var attachments: [MailAttachment]

    /// An email.
    public init(
        to: String,
        toName: String,
        subject: String,
        text: String,
        html: String?,
        language: String,
        unsubscribe: String? = nil,
        isOneClick: Bool = false,
        references: [AttemptID] = [],
        attachments: [MailAttachment] = []
    ) {
        self.to = to
        self.toName = toName
        self.subject = subject
        self.text = text
        self.html = html
        self.language = language
        self.unsubscribe = unsubscribe
        self.isOneClick = isOneClick
        self.references = references
        self.attachments = attachments
    }
}

/// A PDF that goes along with an email.
public struct MailAttachment: Hashable, Sendable {
    /// The file's name as the debtor sees it; letters, digits, `.`, `_` and `-`.
    public var name: DocumentName
    /// The PDF.
    public var bytes: [UInt8]

    /// A PDF that goes along.
    public init(name: DocumentName, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}

/// A text message.
public struct SMSMessage: Hashable, Sendable {
    /// E.164.
    public var to: String
    /// The text, not yet encoded.
    public var text: String
    /// BCP 47.
    public var language: String

    /// A text message.
    public init(to: String, text: String, language: String) {
        self.to = to
        self.text = text
        self.language = language
    }
}

/// A call: what a voice says.
public struct VoiceMessage: Hashable, Sendable {
    /// E.164.
    public var to: String
    /// A `<speak>` document of SSML 1.1, of which `p`, `s`, `break`, `say-as`, `emphasis` and `prosody` are used.
    public var script: String
    /// BCP 47.
    public var language: String
    /// The key with which the debtor opts out of calls; nil where the call offers none.
    public var optOutKey: Character?
    /// What is said after the key press; plain text.
    public var optOutConfirmation: String?

    /// A call.
    public init(
        to: String,
        script: String,
        language: String,
        optOutKey: Character?,
        optOutConfirmation: String?
    ) {
        self.to = to
        self.script = script
        self.language = language
        self.optOutKey = optOutKey
        self.optOutConfirmation = optOutConfirmation
    }
}

/// A printed letter.
public struct LetterMessage: Hashable, Sendable {
    /// The lines of the address field, as printed.
    public var recipient: [String]
    /// ISO 3166-1 alpha-2: where it goes.
    public var country: String
    /// The letter.
    public var pdf: [UInt8]
    /// Pages of the PDF.
    public var pages: Int
    /// The debtor's name.
    public var name: String
    /// The address in its parts, for print houses that print the address field themselves; nil where it is not known.
    public var address: PostalAddress?

    /// A printed letter.
    public init(
        recipient: [String],
        country: String,
        pdf: [UInt8],
        pages: Int,
        name: String = "",
        address: PostalAddress? = nil
    ) {
        self.recipient = recipient
        self.country = country
        self.pdf = pdf
        self.pages = pages
        self.name = name
        self.address = address
    }
}
