/// What a provider or the network tells about a contact point, whoever has it: it becomes a fact.
public enum PointNews: String, CaseIterable, Hashable, Sendable {
    /// Who has it does not want messages on this channel.
    case optedOut = "opted-out"
    /// Nothing can ever arrive there on this channel: no such mailbox, no such number.
    case isBad = "bad"
}
