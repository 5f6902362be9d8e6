public import Dunning

/// One thing that would have to be otherwise for a message to go out, in words.
///
/// What the sender can do is told as such; what only the debtor or the world can do is told as a condition.
public struct Change: Hashable, Sendable {
    /// What sort of change it is.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// Another contact point of the debtor, or another channel.
        case channel
        /// Another form of call or letter.
        case mode
        /// Another text or envelope.
        case message
        /// Another way of sending: by hand, by another route.
        case sending
        /// The debtor agrees, or takes something back.
        case debtor
        /// A fact of the world comes to an end, or comes about.
        case fact
    }

    /// What sort of change it is.
    public let kind: Kind
    /// As part of a sentence that begins with "if": "the debtor opts in again".
    public let words: String
    let move: Move

    init(_ kind: Kind, _ words: String, _ move: Move) {
        self.kind = kind
        self.words = words
        self.move = move
    }

    /// The change as JSON.
    public var json: JSON { .object(["kind": .string(kind.rawValue), "words": .string(words)]) }
}
