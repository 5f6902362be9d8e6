public import Dunning

/// Why a text is not an entry of the journal.
public struct JournalError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong; names the member, never its value.
    public let description: String

    init(_ description: String) { self.description = description }
}

extension JournalEntry {
    /// Reads an entry back from its JSON, strictly: writing it again gives the same canonical text.
    /// - Throws: what is missing, of the wrong kind, or not known.
    public init(json: JSON) throws(JournalError) {
        guard let members = json.object else { throw JournalError("an entry is \(json.kind); expected an object") }
        for name in members.keys where !JournalEntry.members.contains(name) {
            throw JournalError("an entry has the unknown member `\(name)`")
        }
        guard let sequence = json["seq"]?.integer, sequence >= 1 else {
            throw JournalError("`seq` is not a whole number from 1")
        }
        guard let at = json["at"]?.string.flatMap(Instant.init(rfc3339:)) else {
            throw JournalError("`at` is not an instant")
        }
        guard let kind = json["kind"]?.string.flatMap(EntryKind.init(rawValue:)) else {
            throw JournalError("`kind` is not a kind of entry")
        }
        guard let body = json["body"] else { throw JournalError("`body` is missing") }
        let draft = JournalDraft(
            kind,
            action: try JournalEntry.identifier("action", in: json),
            attempt: try JournalEntry.identifier("attempt", in: json),
            debtor: try JournalEntry.identifier("debtor", in: json),
            debt: try JournalEntry.identifier("debt", in: json),
            body: body,
            content: try JournalEntry.commitments(in: json)
        )
        self.init(sequence: sequence, at: at, draft: draft)
    }

    /// Reads an entry back from its canonical text.
    /// - Throws: why the text is not JSON, or not an entry.
    public init(parsing text: String) throws(JournalError) {
        let json: JSON
        do {
            json = try JSON(parsing: text)
        } catch {
            throw JournalError("an entry is not JSON: \(error)")
        }
        try self.init(json: json)
    }

    private static let members: Set<String> = [
        "seq", "at", "kind", "action", "attempt", "debtor", "debt", "body", "content",
    ]

    private static func identifier<ID: Identifier>(_ name: String, in json: JSON) throws(JournalError) -> ID? {
        guard let value = json[name] else { return nil }
        guard let text = value.string, let identifier = ID(text) else {
            throw JournalError("`\(name)` is not an identifier")
        }
        return identifier
    }

    private static func commitments(in json: JSON) throws(JournalError) -> [Commitment] {
        guard let value = json["content"] else { return [] }
        var commitments: [Commitment] = []
        for element in value.array ?? [.null] {
            guard let commitment = element.string.flatMap(Commitment.init(hex:)) else {
                throw JournalError("`content` is not a list of hashes")
            }
            commitments.append(commitment)
        }
        return commitments
    }
}
