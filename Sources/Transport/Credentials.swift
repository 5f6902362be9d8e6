/// A user name and a password, shown to nobody but the server.
public struct Credentials: Sendable {
    let username: String
    let password: String

    /// Keeps the two; `nil` where one of them holds a NUL, which no protocol of ours could carry.
    public init?(username: String, password: String) {
        guard !username.utf8.contains(0), !password.utf8.contains(0) else { return nil }
        self.username = username
        self.password = password
    }
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Three stars.
    public var description: String { "***" }

    /// Three stars.
    public var debugDescription: String { "***" }

    /// No children, so that `dump` shows nothing either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
