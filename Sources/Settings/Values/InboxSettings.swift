/// A mailbox in which mails that come back lie.
public struct InboxSettings: Hashable, Sendable {
    /// Its name in the file: `inbox.bounces`.
    public var name: String
    /// The server and, for IMAP, the folder.
    public var url: String
    /// Whose mailbox it is.
    public var username: String
    /// The password.
    public var password: Secret
    /// How often it is looked into.
    public var every: Duration
    /// What becomes of mails that are on record.
    public var afterwards: InboxAfterwards
    /// The folder to which they are moved.
    public var moveTo: String
    /// A file with the authorities to trust in place of the system's.
    public var caFile: String?
    /// Whether the password may go to another machine without TLS.
    public var allowsPlainText: Bool
}

/// What becomes of mails in a mailbox once they are on record.
public enum InboxAfterwards: String, CaseIterable, Hashable, Sendable {
    /// They stay, marked as seen.
    case keep
    case delete
    /// They go to another folder.
    case move
}
