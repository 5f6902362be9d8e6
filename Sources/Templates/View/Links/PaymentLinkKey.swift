import Digests

/// A secret that payment links are signed with; printed, interpolated or dumped it shows its name alone.
public struct PaymentLinkKey: Hashable, Sendable {
    /// Names the key in tokens, so that an old one can be told from a new one; made from the secret, tells nothing of it.
    public let name: String
    private let secret: [UInt8]

    /// Shorter secrets could be guessed.
    public static let shortest = 32

    /// Takes the bytes of the text as they are; nil where it is shorter than 32 bytes.
    public init?(_ secret: String) {
        guard secret.utf8.count >= Self.shortest else { return nil }
        self.secret = Array(secret.utf8)
        name = Base64.url.encode(HMAC.sha256.code(of: "dunlin key name".utf8, key: self.secret).prefix(6))
    }

    func code(of text: String) -> [UInt8] { HMAC.sha256.code(of: text.utf8, key: secret) }

    /// Takes equally long for every wrong code.
    func isValid(_ code: [UInt8], of text: String) -> Bool {
        HMAC.sha256.isValid(code, of: text.utf8, key: secret)
    }
}

extension PaymentLinkKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The name of the key.
    public var description: String { "key \(name)" }

    /// The name of the key.
    public var debugDescription: String { description }

    /// No children, so that `dump` shows nothing either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
