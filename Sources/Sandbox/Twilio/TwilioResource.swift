/// A message or call as Twilio's API shows it.
struct TwilioResource {
    let message: Message
    let account: String

    init(_ message: Message, account: String) {
        self.message = message
        self.account = account
    }

    var json: JSON { message.channel == .voice ? call : text }

    private var base: String { "/2010-04-01/Accounts/\(account)" }
    private var created: JSON { .string(RFC2822.string(message.receivedAt)) }
    private var updated: JSON { .string(RFC2822.string(message.events.last?.at ?? message.receivedAt)) }

    private var text: JSON {
        let body: String = if case .text(let body) = message.content { body } else { "" }
        let failed = message.status == "undelivered"
        let uri = "\(base)/Messages/\(message.reference)"
        let isService = message.from.hasPrefix("MG")
        return .object([
            ("account_sid", .string(account)), ("api_version", .string("2010-04-01")), ("body", .string(body)),
            ("date_created", created), ("date_sent", message.events.isEmpty ? .null : updated),
            ("date_updated", updated), ("direction", .string("outbound-api")),
            ("error_code", failed ? .number(30_003) : .null),
            ("error_message", failed ? .string("Unreachable destination handset") : .null),
            ("from", isService ? .null : .string(message.from)),
            ("messaging_service_sid", isService ? .string(message.from) : .null), ("num_media", .string("0")),
            ("num_segments", .string(String(SMSSegments(body).count))), ("price", .null),
            ("price_unit", .string("USD")),
            ("sid", .string(message.reference)), ("status", .string(message.status)),
            ("subresource_uris", .object([("media", .string("\(uri)/Media.json"))])), ("to", .string(message.to[0])),
            ("uri", .string("\(uri).json")),
        ])
    }

    private var call: JSON {
        let uri = "\(base)/Calls/\(message.reference)"
        let isOver = ["completed", "busy", "no-answer", "failed"].contains(message.status)
        let answered = message.events.first { $0.status == "in-progress" }
        return .object([
            ("account_sid", .string(account)), ("answered_by", .optional(answered?.note)),
            ("api_version", .string("2010-04-01")), ("caller_name", .null), ("date_created", created),
            ("date_updated", updated), ("direction", .string("outbound-api")),
            ("duration", isOver ? .string(message.status == "completed" ? "12" : "0") : .null),
            ("end_time", isOver ? updated : .null), ("forwarded_from", .null), ("from", .string(message.from)),
            ("from_formatted", .string(message.from)), ("group_sid", .null), ("parent_call_sid", .null),
            ("phone_number_sid", .null), ("price", .null), ("price_unit", .string("USD")),
            ("queue_time", .string("0")), ("sid", .string(message.reference)),
            ("start_time", answered.map { .string(RFC2822.string($0.at)) } ?? .null),
            // Twilio calls the first moments of a call `queued` in its look-up, `initiated` in its callbacks.
            ("status", .string(message.status == "initiated" ? "queued" : message.status)),
            ("subresource_uris", .object([("events", .string("\(uri)/Events.json"))])), ("to", .string(message.to[0])),
            ("to_formatted", .string(message.to[0])), ("trunk_sid", .null), ("uri", .string("\(uri).json")),
        ])
    }
}
