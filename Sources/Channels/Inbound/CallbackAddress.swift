public import Dunning

/// Where one provider calls back: `<base>/<provider>/<topic>`.
public struct CallbackAddress: Hashable, Sendable {
    /// What comes in under an address.
    enum Topic: String, CaseIterable {
        /// What became of an attempt.
        case status
        /// A key pressed in a call.
        case key
        /// A text from a debtor.
        case message
    }

    private let base: String

    /// The callbacks of one provider below a public address, which may end in a slash.
    public init(base: String, provider: ProviderID) {
        var url = base[...]
        while url.hasSuffix("/") { url.removeLast() }
        self.base = "\(url)/\(PercentCoding.encode(provider.rawValue))"
    }

    /// The address to which a provider's account or gateway is to send debtors' texts, where it signs what it sends.
    public var messages: String { url(.message) }

    /// The address of a topic with what is to come back behind the `?`.
    func url(_ topic: Topic, _ query: FormFields = FormFields()) -> String {
        let behind = query.encoded
        return "\(base)/\(topic.rawValue)" + (behind.isEmpty ? "" : "?" + behind)
    }

    /// The topic of a request that was made to this very address; nil for any other.
    func topic(of request: InboundRequest) -> Topic? {
        guard let topic = Topic(rawValue: request.topic) else { return nil }
        let path = request.url.prefix { $0 != "?" }
        return path == url(topic) ? topic : nil
    }
}
