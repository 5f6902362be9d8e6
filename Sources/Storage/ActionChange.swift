public import Dunning

/// What a person decides about one action.
public struct ActionChange: Hashable, Sendable {
    /// What is to happen.
    public enum Kind: Hashable, Sendable {
        /// Nothing goes out until it is resumed; new facts do not wake it.
        case pause
        /// A paused action runs again; the gate decides anew.
        case resume
        /// An action that failed or was blocked runs again from a step, counted from 0, with all its channels.
        case retry(step: Int)
        /// An action under review runs again: whoever says so has found out that its message did not arrive, or takes
        /// the risk of a double. The unknown attempt still counts for caps.
        case resend
    }

    /// What is to happen.
    public var kind: Kind
    /// Who decided it, for the journal.
    public var by: String
    /// Why, for the journal.
    public var note: String?

    /// What a person decides.
    public init(_ kind: Kind, by: String, note: String? = nil) {
        self.kind = kind
        self.by = by
        self.note = note
    }

    /// What became of it.
    public enum Answer: Hashable, Sendable {
        /// The action stands there now.
        case changed(ActionState)
        /// An attempt is being handed over right now: ask again when that has ended.
        case busy([AttemptID])
        /// An action in this state cannot be changed so.
        case impossible(ActionState)
        case unknownAction
    }
}
