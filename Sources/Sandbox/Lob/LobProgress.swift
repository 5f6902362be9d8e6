import Digests
import Foundation

/// Where Lob reports: an address, and the secret that proves it.
package struct LobWebhook: Sendable {
    let url: String
    let secret: String

    /// A webhook as it is set up in an account.
    package init(url: String, secret: String) {
        self.url = url
        self.secret = secret
    }
}

/// What happens to a letter after Lob took it, and the events that tell of it.
struct LobProgress: Sendable {
    let message: Message
    let inbox: Inbox
    let hook: LobWebhook?
    let resource: JSON

    /// Goes through all steps in order; each is in the inbox before its event is posted.
    func run() async {
        let end = message.fault == .bounced ? "letter.returned_to_sender" : "letter.delivered"
        for (number, event) in ["letter.mailed", end].enumerated() {
            inbox.report(event, on: message.id)
            await post(event, number: number)
        }
    }

    private func post(_ event: String, number: Int) async {
        guard let hook else { return }
        guard let address = LoopbackClient.Address(hook.url) else {
            return inbox.note("event to `\(hook.url.prefix(200))` not made: not plain HTTP on loopback", on: message.id)
        }
        let body = JSON.object([
            ("id", .string("evt_\(message.reference.dropFirst(4))\(number)")), ("object", .string("event")),
            ("event_type", .object([("id", .string(event)), ("resource", .string("letters"))])),
            ("reference_id", .string(message.reference)), ("body", resource),
            ("date_created", .string(CivilTime(inbox.instant).rfc3339)),
        ]).text
        let timestamp = String(Int(inbox.instant.timeIntervalSince1970 * 1000))
        let code = HMAC.sha256.code(of: Array("\(timestamp).\(body)".utf8), key: Array(hook.secret.utf8))
        let answer = await LoopbackClient().send(
            "POST",
            to: address,
            headers: [
                ("Content-Type", "application/json"), ("Lob-Signature", Hex.encode(code)),
                ("Lob-Signature-Timestamp", timestamp),
            ],
            body: body
        )
        if answer.map({ !(200..<300).contains($0.status) }) ?? true {
            inbox.note("event got \(answer.map { "\($0.status)" } ?? "no answer")", on: message.id)
        }
    }
}
