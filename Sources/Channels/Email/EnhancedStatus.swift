public import Dunning

/// What enhanced status codes (RFC 3463, with the registry of RFC 5248) tell about a mailbox.
public enum EnhancedStatus {
    /// Codes under which nothing can ever arrive, by what the RFC calls useful for permanent failures only.
    ///
    /// A mailbox that is disabled (5.2.1), full (5.2.2) or behind a policy (5.7.x) may take mail again, so it is not here.
    static let bad: [(detail: String, about: String)] = [
        ("1.1", "no such mailbox"), ("1.2", "no such domain"), ("1.3", "no such form of address"),
        ("1.6", "the mailbox has moved and nobody forwards"), ("1.10", "the domain takes no mail (RFC 7505)"),
    ]

    /// What a status such as `5.1.1` tells about the mailbox; nil = nothing for certain.
    public static func news(_ status: String) -> PointNews? {
        guard status.hasPrefix("5.") else { return nil }
        return bad.contains { $0.detail == status.dropFirst(2) } ? .isBad : nil
    }
}
