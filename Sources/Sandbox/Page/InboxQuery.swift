/// What part of the inbox a reader asks for.
struct InboxQuery: Equatable {
    var channel: Message.Channel?
    var search = ""
    var to: String?
    /// Only messages after this number.
    var since: Int?
    /// Only messages before this number, for older pages.
    var before: Int?
    var limit = InboxQuery.pageLength
    /// Nil shows accepted and refused ones alike.
    var accepted: Bool?

    static let pageLength = 100
    /// How far back a search looks into bodies.
    static let searchDepth = 2_000

    /// All messages that match, newest first, letters from the hot folder among them.
    func messages(in inbox: Inbox, letters: LetterFolder?) -> [Message] {
        var looked = 0
        let own: [Message] =
            channel == .letter
            ? []
            : inbox.newest(limit) { message in
                guard matches(message) else { return false }
                guard !search.isEmpty else { return true }
                looked += 1
                return looked <= InboxQuery.searchDepth && contains(message)
            }
        guard channel == nil || channel == .letter, since == nil, before == nil, let letters else { return own }
        let folder = letters.messages().filter { matches($0) && (search.isEmpty || contains($0)) }
        let merged = (own + folder).sorted { ($0.receivedAt, $0.id) > ($1.receivedAt, $1.id) }
        return Array(merged.prefix(limit))
    }

    private func matches(_ message: Message) -> Bool {
        if let channel, message.channel != channel { return false }
        if let since, message.id <= since { return false }
        if let before, message.id >= before { return false }
        if let accepted, message.isAccepted != accepted { return false }
        guard let to else { return true }
        return message.to.contains { $0.lowercased() == to.lowercased() }
    }

    private func contains(_ message: Message) -> Bool {
        let wanted = search.lowercased()
        let near = [message.from, message.reference, message.status] + message.to
        if near.contains(where: { $0.lowercased().contains(wanted) }) { return true }
        return Reading(message).searchable.lowercased().contains(wanted)
    }
}
