public import Channels

/// What one mail that came in means.
public struct MailReading: Hashable, Sendable {
    /// What sort of mail it is.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// A report that a mail could not be delivered (RFC 3464), or what stands for one.
        case bounce
        /// A report that a mail is late; more will follow.
        case delay
        /// A report that a mail was delivered.
        case delivery
        /// A reader pressed "this is spam" (RFC 5965).
        case complaint
        /// An absence note or another answer that no person wrote.
        case automatic
        /// A debtor asks for no more mails.
        case optOut = "opt-out"
        /// A person wrote.
        case message
        /// It is about a mail of ours, or pretends to be, but does not say which; a person must look.
        case unmatched
        /// The bytes are no mail.
        case senseless
    }

    /// What sort of mail it is.
    public var kind: Kind
    /// What happened; empty where nothing is to be recorded.
    public var events: [InboundEvent]
    /// Why it was taken for what it is, for people; holds no address.
    public var because: String

    /// Whether a person must look at the mail, since no event says all of it.
    public var isForPeople: Bool { kind == .unmatched || kind == .senseless }
}
