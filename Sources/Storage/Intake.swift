public import Dunning

/// An action to be accepted, with the body that decides whether the same id means the same action.
public struct Acceptance: Sendable {
    /// The action.
    public var action: Action
    /// The canonical JSON of the body as the engine sent it; two bodies are the same where these texts are.
    public var body: String

    /// An action to be accepted.
    public init(action: Action, body: String) {
        self.action = action
        self.body = body
    }

    /// What became of it.
    public enum Answer: Hashable, Sendable {
        /// Durable now.
        case accepted
        /// The same action was accepted before.
        case duplicate
        /// The same id was accepted before with another body; nothing was changed.
        case conflict
    }
}

/// A line of the intake that could not be accepted.
public struct RefusedLine: Hashable, Sendable {
    /// The store's number for it, from 1; 0 before it is stored.
    public var number: Int64
    /// When it was kept aside.
    public var at: Instant
    /// The file it came from; `-` is standard input.
    public var file: String
    /// From 1.
    public var line: Int
    /// The action's id where it could be read.
    public var action: String?
    /// The line as it came; very long ones are cut.
    public var bytes: [UInt8]
    /// All that is wrong with it.
    public var diagnostics: [Diagnostic]

    /// A line that could not be accepted.
    public init(
        number: Int64 = 0,
        at: Instant,
        file: String,
        line: Int,
        action: String?,
        bytes: [UInt8],
        diagnostics: [Diagnostic]
    ) {
        self.number = number
        self.at = at
        self.file = file
        self.line = line
        self.action = action
        self.bytes = bytes
        self.diagnostics = diagnostics
    }
}
