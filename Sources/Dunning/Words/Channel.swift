/// A way to reach a debtor.
public enum Channel: String, CaseIterable, Hashable, Sendable {
    case email, sms, voice, letter
}

/// How a channel is used: a call with a person or from a tape, a letter closed or open.
public enum Mode: String, CaseIterable, Hashable, Sendable {
    /// A call in which a person or a script speaks with the debtor.
    case live
    /// A call with an artificial or recorded voice (47 CFR 64.1200).
    case prerecorded
    /// A message left on an answering machine.
    case voicemail
    /// A closed letter.
    case envelope
    /// An open card.
    case postcard
}

/// What a contact point is used for.
public enum Use: String, CaseIterable, Hashable, Sendable {
    case home, work, unknown
}

/// The kind of line behind a phone number.
public enum Line: String, CaseIterable, Hashable, Sendable {
    case mobile, landline
    case tollFree = "toll-free"
    case unknown
}

/// One email address, phone number or, for letters, the postal address of the debtor.
public struct ContactPoint: Hashable, Sendable {
    /// The channel that it serves.
    public var channel: Channel
    /// The email address, or the number in E.164; nil for letters, which go to the debtor's postal address.
    public var value: String?
    /// Private or at work.
    public var use: Use
    /// The kind of line; nil where the channel is no phone.
    public var line: Line?
    /// Others may hear or read it, as with a household's answering machine.
    public var shared: Bool

    /// A contact point.
    public init(channel: Channel, value: String?, use: Use = .unknown, line: Line? = nil, shared: Bool = false) {
        self.channel = channel
        self.value = value
        self.use = use
        self.line = line
        self.shared = shared
    }
}
