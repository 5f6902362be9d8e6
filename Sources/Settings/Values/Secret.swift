/// A password or token; printed, interpolated, dumped or reflected it is three stars.
public struct Secret: Hashable, Sendable {
    private let text: String

    /// Wraps a secret.
    public init(_ text: String) { self.text = text }

    /// The secret itself, for the one place that hands it to the other side.
    public func revealed() -> String { text }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Three stars.
    public var description: String { "***" }

    /// Three stars.
    public var debugDescription: String { "***" }

    /// No children, so that `dump` shows nothing either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Where a secret stands.
public enum SecretReference: Hashable, Sendable {
    /// In a variable of the environment.
    case environment(String)
    /// In a file, of which one line end at the end does not count.
    case file(String)
}

/// Why a secret could not be had; never says what was found.
public struct SecretMissing: Error, Hashable, Sendable {
    /// What is wrong: "the variable `SMTP_PASSWORD` is not set".
    public var message: String
    /// What mends it.
    public var mend: String

    /// Says why.
    public init(_ message: String, mend: String) {
        self.message = message
        self.mend = mend
    }
}
