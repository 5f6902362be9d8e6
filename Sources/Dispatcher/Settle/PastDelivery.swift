import Channels
import Dunning
import Journal
import Storage

/// A hand-over as it was made, put together from what the store keeps of it.
struct PastDelivery: Sendable {
    /// When it began.
    let begunAt: Instant
    let delivery: Delivery
    let sealed: SealedMessage
    /// The digest of the template's revision.
    let revision: String?

    /// Reads an attempt's content and its entry on the journal; nil where too little is kept of it, as after an erasure,
    /// or of a mail, for which nobody can be asked.
    static func read(
        _ report: AttemptReport,
        of action: Action,
        by creditor: Creditor,
        from store: any Store
    ) async throws(StoreError) -> PastDelivery? {
        let filter = JournalFilter(attempt: report.attempt.id, kinds: [.composed], limit: 1)
        guard let entry = try await store.journal(filter).first else { return nil }
        var contents: [String: Content] = [:]
        for commitment in report.content {
            if let content = try await store.content(commitment) { contents[content.name] = content }
        }
        guard let content = contents["message"], let recipient = contents["recipient"],
            let known = try? JSON(parsing: recipient.bytes),
            let message = message(report.attempt.channel, content.bytes, known, action)
        else { return nil }
        return PastDelivery(
            begunAt: entry.at,
            delivery: Delivery(attempt: report.attempt, creditor: creditor, message: message, date: entry.at),
            sealed: SealedMessage(
                mediaType: content.mediaType,
                bytes: content.bytes,
                notes: entry.draft.body["notes"]?.object ?? [:]
            ),
            revision: entry.draft.body["revision"]?.string
        )
    }

    /// The message; what the debtor reads or hears stands in the sealed bytes.
    private static func message(
        _ channel: Channel,
        _ bytes: [UInt8],
        _ recipient: JSON,
        _ action: Action
    ) -> Message? {
        let text = String(decoding: bytes, as: UTF8.self)
        switch channel {
        case .email: return nil
        case .sms:
            guard let to = recipient["to"]?.string, let language = recipient["language"]?.string else { return nil }
            return .sms(SMSMessage(to: to, text: text, language: language))
        case .voice:
            guard let to = recipient["to"]?.string, let language = recipient["language"]?.string else { return nil }
            return .voice(
                VoiceMessage(to: to, script: text, language: language, optOutKey: nil, optOutConfirmation: nil)
            )
        case .letter:
            guard let lines = recipient["address"]?.array, let pages = recipient["pages"]?.integer else { return nil }
            return .letter(
                LetterMessage(
                    recipient: lines.compactMap(\.string),
                    country: action.debtor.address?.country ?? "",
                    pdf: bytes,
                    pages: Int(pages),
                    name: action.debtor.name,
                    address: action.debtor.address
                )
            )
        }
    }
}
