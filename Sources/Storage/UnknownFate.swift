public import Dunning

/// What became of an answer to the question whether a hand-over took place.
public enum SettleAnswer: Hashable, Sendable {
    /// It is on record, and the action goes on.
    case settled
    /// A receipt, a person or another worker was faster; the attempt stands there.
    case known(AttemptState)
    /// The reference is that of another attempt: it was found by mistake.
    case belongsTo(AttemptID)
    /// Another message to the same point is being handed over by the same provider: nobody can tell yet which of the
    /// two was found.
    case inFlight(AttemptID)
    case unknownAttempt
}
