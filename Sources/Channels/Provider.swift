public import Dunning

/// A configured way out for one channel.
///
/// Sealing is apart from delivering so that what goes on the journal, and what a preview shows, are the very bytes
/// that go out.
public protocol Provider: Sendable {
    /// Its name in the configuration.
    var id: ProviderID { get }
    /// The channel that it serves.
    var channel: Channel { get }
    /// Whether nothing can leave this machine through it: loopback or a directory.
    var isLocal: Bool { get }

    /// Takes a turn where the provider's rate allows a hand-over now.
    ///
    /// Asked before a hand-over begins, so that nothing waits behind the last look at whether it still may go.
    func takeTurn() -> Turn

    /// Makes the bytes that will go out; no I/O, and the same delivery gives the same bytes.
    /// - Throws: a permanent refusal where the message cannot be sent by this provider at all.
    func seal(_ delivery: Delivery) throws(Refusal) -> SealedMessage

    /// Hands the message over; never throws, never sends twice, and says `unknown` wherever it cannot be certain.
    func deliver(_ sealed: SealedMessage, for delivery: Delivery) async -> Handover

    /// Tells what became of a hand-over whose fate is unknown; sends nothing.
    func settle(_ unknown: UnknownDelivery) async -> Settlement

    /// Closes connections: what waits is not sent, what is in flight gets the grace time to finish, then is broken off.
    func shutdown(grace: Duration) async
}

extension Provider {
    /// Without a rate every moment is right.
    public func takeTurn() -> Turn { .go }
}

/// A message on its way to a provider.
public struct Delivery: Sendable {
    /// The attempt that it is.
    public var attempt: Attempt
    /// In whose name.
    public var creditor: Creditor
    /// What is to be sent.
    public var message: Message
    /// The date that the message bears.
    public var date: Instant
    /// Whether it goes before others that wait for a connection of the same provider.
    public var isUrgent: Bool

    /// A message on its way.
    public init(attempt: Attempt, creditor: Creditor, message: Message, date: Instant, isUrgent: Bool = false) {
        self.attempt = attempt
        self.creditor = creditor
        self.message = message
        self.date = date
        self.isUrgent = isUrgent
    }
}

/// The bytes that go out.
public struct SealedMessage: Hashable, Sendable {
    /// `message/rfc822`, `text/plain; charset=utf-8`, `application/xml` (TwiML), `application/pdf`, `application/json`.
    public var mediaType: String
    /// What goes out.
    public var bytes: [UInt8]
    /// Facts about it for people: encoding, pages.
    ///
    /// They go on the journal, so they hold nothing of what is said, nor to whom.
    public var notes: JSONMembers

    /// The bytes that go out.
    public init(mediaType: String, bytes: [UInt8], notes: JSONMembers = [:]) {
        self.mediaType = mediaType
        self.bytes = bytes
        self.notes = notes
    }
}
