import Digests
import Dunning

extension LobProvider: CallbackReader {
    /// Reads an event of a letter.
    ///
    /// Signed over `<timestamp>.<body>` with HMAC-SHA256 in hexadecimal digits. An event that somebody kept and sends
    /// again changes nothing, because receipts only move forward, so its age is not looked at.
    public func read(_ request: InboundRequest) throws(InboundRefusal) -> InboundAnswer {
        guard let secret = options.webhookSecret, !secret.isEmpty, request.method == "POST",
            options.callbacks?.topic(of: request) == .status,
            let timestamp = request.headers["lob-signature-timestamp"],
            let code = request.headers["lob-signature"].flatMap(Hex.decode),
            HMAC.sha256.isValid(code, of: Array("\(timestamp).".utf8) + request.body, key: Array(secret.utf8))
        else { throw .unproved }
        guard let event = try? JSON(parsing: request.body), let type = event["event_type"]?["id"]?.string,
            let letter = event["body"]
        else { throw .senseless("it is no event of Lob's") }
        // Other products of the same account, and letters that are not ours, are none of our business.
        guard type.hasPrefix("letter."), let state = LobProvider.state(of: type),
            let attempt = letter["metadata"]?[LobProvider.metadataName]?.string.flatMap({ AttemptID($0) })
        else { return InboundAnswer(events: []) }
        return InboundAnswer(events: [
            .receipt(
                attempt: attempt,
                reference: LobAnswer.reference(letter),
                state: state,
                outcome: state == .delivered ? .delivered : nil,
                code: type
            )
        ])
    }

    /// What an event says of its letter; nil where it says nothing of its way, such as a link that was opened.
    static func state(of event: String) -> AttemptState? {
        switch event {
        case "letter.created", "letter.rendered_pdf", "letter.rendered_thumbnails", "letter.mailed",
            "letter.in_transit", "letter.in_local_area", "letter.processed_for_delivery", "letter.re-routed",
            "letter.international_exit", "letter.certified.mailed", "letter.certified.in_transit",
            "letter.certified.in_local_area", "letter.certified.processed_for_delivery",
            "letter.certified.re-routed", "letter.certified.issue", "letter.certified.pickup_available":
            .handedOver
        case "letter.delivered", "letter.certified.delivered": .delivered
        case "letter.returned_to_sender", "letter.certified.returned_to_sender", "letter.rejected", "letter.failed",
            "letter.deleted":
            .undelivered
        default: nil
        }
    }
}
