/// A mail in a mailbox, by a name that it keeps from one visit to the next.
public struct MailID: Hashable, Sendable {
    /// IMAP: the folder's UIDVALIDITY and the mail's UID; POP3: what UIDL says.
    let text: String
}

/// A mail as it lies in a mailbox.
public struct StoredMail: Hashable, Sendable {
    /// Its name there.
    public let id: MailID
    /// Its bytes; of a very long one the beginning.
    public let bytes: [UInt8]
}

/// What becomes of a mail that is on record.
public enum MailFate: Hashable, Sendable {
    /// It stays and is marked as seen; IMAP alone can tell such a mail from a new one.
    case mark
    /// It is deleted.
    case delete
    /// It goes to another folder of the same IMAP server, which is created where it is missing.
    case move(to: String)
}

/// What one visit takes at most.
public struct MailboxLimits: Hashable, Sendable {
    /// Mails.
    public var mails: Int
    /// Bytes of one mail; what is behind them stays unread.
    public var mailBytes: Int
    /// Bytes of all mails together, overrun by one mail at most.
    public var bytes: Int
    /// TCP and TLS.
    public var connect: Duration
    /// Connect, greeting, TLS and login.
    public var setup: Duration
    /// One reply, or one mail.
    public var reply: Duration
    /// All of the visit.
    public var visit: Duration

    /// As it stands: 100 mails of 2 MiB, 32 MiB together, in at most five minutes.
    public init(
        mails: Int = 100,
        mailBytes: Int = 2 << 20,
        bytes: Int = 32 << 20,
        connect: Duration = .seconds(15),
        setup: Duration = .seconds(60),
        reply: Duration = .seconds(60),
        visit: Duration = .seconds(300)
    ) {
        self.mails = mails
        self.mailBytes = mailBytes
        self.bytes = bytes
        self.connect = connect
        self.setup = setup
        self.reply = reply
        self.visit = visit
    }
}
