public import Dunning

/// What became of one line of the intake.
public enum IntakeLine: Hashable, Sendable {
    case action(ReadAction)
    case refused(UnreadableLine)

    /// The number of the line, from 1.
    public var line: Int {
        switch self {
        case .action(let action): action.line
        case .refused(let line): line.line
        }
    }
}

/// An action that may be accepted.
public struct ReadAction: Hashable, Sendable {
    /// From 1.
    public var line: Int
    /// The action, with what the intake has added: the kind of line behind a phone number.
    public var action: Action
    /// The body as the engine sent it, canonical, without an envelope: what decides about duplicates.
    ///
    /// Nothing of ours is in it, so a newer table of phone numbers never turns a repeated action into a changed one.
    public var body: String
    /// What is odd about it, but stops nothing.
    public var warnings: [Diagnostic]

    /// An action that may be accepted.
    public init(line: Int, action: Action, body: String, warnings: [Diagnostic]) {
        self.line = line
        self.action = action
        self.body = body
        self.warnings = warnings
    }
}

/// A line that cannot be accepted.
public struct UnreadableLine: Hashable, Sendable {
    /// From 1.
    public var line: Int
    /// The id of the action, where it could be read.
    public var action: String?
    /// The line as it came; cut where it was long, and then a diagnostic says so.
    public var bytes: [UInt8]
    /// All that is wrong with it, sorted by place; also what is odd.
    public var diagnostics: [Diagnostic]

    /// A line that cannot be accepted.
    public init(line: Int, action: String?, bytes: [UInt8], diagnostics: [Diagnostic]) {
        self.line = line
        self.action = action
        self.bytes = bytes
        self.diagnostics = diagnostics
    }
}
