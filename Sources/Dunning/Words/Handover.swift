/// How a hand-over to a provider ended.
public enum Handover: Hashable, Sendable {
    /// The provider has taken the message; its own reference where it gives one.
    case accepted(reference: String?)
    /// The provider said no, or was never reached: nothing went out.
    case refused(Refusal)
    /// It may or may not have gone out.
    case unknown(String)
}

/// Why a provider did not take a message.
public struct Refusal: Error, Hashable, Sendable {
    /// What a caller can do about it.
    public enum Class: String, CaseIterable, Hashable, Sendable {
        /// Try again later.
        case temporary
        /// Try again after the provider's own delay.
        case throttled
        /// Never try this again with this contact point.
        case permanent
    }

    /// What can be done about it.
    public var `class`: Class
    /// The provider's code, such as `550 5.1.1` or `21211`.
    public var code: String
    /// What the provider said; may hold the contact point, so it goes to people, never to logs.
    public var text: String
    /// The provider's own delay.
    public var retryAfter: Duration?
    /// What it tells about the contact point; nil = nothing.
    public var says: PointNews?

    /// Why it was not taken.
    public init(
        _ class: Class,
        code: String,
        text: String,
        retryAfter: Duration? = nil,
        says: PointNews? = nil
    ) {
        self.class = `class`
        self.code = code
        self.text = text
        self.retryAfter = retryAfter
        self.says = says
    }
}
