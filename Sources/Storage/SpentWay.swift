public import Dunning

/// A way of the present step that was given up, and is not tried again.
public struct SpentWay: Hashable, Sendable {
    /// Why it was given up.
    public enum Cause: String, CaseIterable, Hashable, Sendable {
        /// Its provider refused it for good, too often, or reported that nothing arrived.
        case refused
        /// The message could not be made, so a person must mend it.
        case notComposed = "not-composed"
    }

    /// The channel.
    public var channel: Channel
    /// The contact point; nil = the whole channel.
    public var point: String?
    /// Why.
    public var cause: Cause

    /// A way that was given up.
    public init(_ channel: Channel, _ point: String? = nil, _ cause: Cause = .refused) {
        self.channel = channel
        self.point = point
        self.cause = cause
    }
}

extension Progress {
    /// Whether a whole channel was given up for the present step.
    public func hasSpent(_ channel: Channel) -> Bool {
        spent.contains { $0.channel == channel && $0.point == nil }
    }

    /// Whether a contact point was given up for the present step, alone or with its whole channel.
    public func hasSpent(_ point: ContactPoint) -> Bool {
        spent.contains { $0.channel == point.channel && ($0.point == nil || $0.point == point.value) }
    }
}

extension SpentWay {
    /// As databases keep it: `sms refused +4915112345678`; a comma would end it, so it is written as `%2C`.
    package var text: String {
        let words = [channel.rawValue, cause.rawValue] + (point.map { [$0] } ?? [])
        return words.joined(separator: " ").replacing("%", with: "%25").replacing(",", with: "%2C")
    }

    /// Reads what `text` wrote.
    package init(text: String) throws(StoreError) {
        let words = text.replacing("%2C", with: ",").replacing("%25", with: "%").split(separator: " ", maxSplits: 2)
        guard words.count >= 2 else { throw .damaged("`\(text.prefix(10))` is no way that was given up") }
        self.init(
            try StoredForm.word(String(words[0])),
            words.count == 3 ? String(words[2]) : nil,
            try StoredForm.word(String(words[1]))
        )
    }
}
