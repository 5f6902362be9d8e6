/// A message read for show: what its raw content says.
struct Reading {
    let message: Message

    init(_ message: Message) {
        self.message = message
    }

    /// The number in addresses; a letter's tells its place in the manifest.
    var key: String { message.id > 0 ? "\(message.id)" : "letter-\(-message.id)" }

    /// One line that tells what it is.
    var title: String {
        switch message.content {
        case .mail(let raw):
            if raw.isEmpty { return message.isAccepted ? "(empty mail)" : "refused before its content" }
            return MIMEPart(Array(raw.prefix(MIMEHeader.limit))).header.text("subject") ?? "(no subject)"
        case .text(let text): return text
        case .call(let script): return spoken(script).first ?? "a call"
        case .letter(let letter): return letter.pages.map { $0 == 1 ? "1 page" : "\($0) pages" } ?? "a letter"
        }
    }

    /// Everything that a search looks into.
    var searchable: String {
        switch message.content {
        case .mail(let raw):
            let mail = MIMEPart(raw)
            let texts = mail.all.filter { $0.parts.isEmpty && $0.type.hasPrefix("text/") }.map(\.text)
            return ([title] + texts).joined(separator: "\n")
        case .text(let text): return text
        case .call(let script): return script.source
        case .letter(let letter): return ([letter.attempt, letter.file ?? ""] + letter.address).joined(separator: "\n")
        }
    }

    /// What is said during a call.
    private func spoken(_ script: CallScript) -> [String] {
        script.lines.compactMap { if case .says(let words, _) = $0 { words } else { nil } }
    }

    /// The summary that lists hold.
    var summary: [(name: String, value: JSON)] {
        var members: [(name: String, value: JSON)] = [
            ("id", message.id > 0 ? .number(message.id) : .string(key)), ("channel", .string(message.channel.rawValue)),
            ("provider", .string(message.provider)), ("receivedAt", .string(CivilTime(message.receivedAt).rfc3339)),
            ("from", .string(message.from)), ("to", .array(message.to.map(JSON.string))),
            ("reference", .string(message.reference)), ("status", .string(message.status)),
            ("fault", .optional(message.fault?.rawValue)), ("title", .string(title)),
        ]
        switch message.outcome {
        case .accepted: members.append(("outcome", .string("accepted")))
        case .refused(let answer): members += [("outcome", .string("refused")), ("answer", .string(answer))]
        }
        return members
    }

    /// Everything, for tests.
    var json: JSON {
        let events = message.events.map { event in
            JSON.object([
                ("at", .string(CivilTime(event.at).rfc3339)), ("status", .string(event.status)),
                ("note", .optional(event.note)),
            ])
        }
        let details = message.details.map { JSON.object([("name", .string($0.name)), ("value", .string($0.value))]) }
        return .object(summary + [("events", .array(events)), ("details", .array(details))] + content)
    }

    private var content: [(name: String, value: JSON)] {
        switch message.content {
        case .mail(let raw):
            let mail = MIMEPart(raw)
            return [
                ("size", .number(raw.count)), ("subject", .optional(mail.header.text("subject"))),
                ("headers", .array(mail.header.fields.map(field))),
                ("text", .optional(mail.first("text/plain")?.text)), ("html", .optional(mail.first("text/html")?.text)),
                ("attachments", .array(mail.attachments.map(attachment))),
            ]
        case .text(let text):
            let segments = SMSSegments(text)
            return [
                ("text", .string(text)), ("segments", .number(segments.count)),
                ("encoding", .string(segments.encoding)),
            ]
        case .call(let script):
            return [("twiml", .string(script.source)), ("says", .array(spoken(script).map(JSON.string)))]
        case .letter(let letter):
            return [
                ("file", .optional(letter.file)), ("pages", letter.pages.map(JSON.number) ?? .null),
                ("sha256", .optional(letter.sha256)), ("size", letter.size.map(JSON.number) ?? .null),
                ("address", .array(letter.address.map(JSON.string))),
            ]
        }
    }

    private func field(_ field: (name: String, value: String)) -> JSON {
        .object([("name", .string(field.name)), ("value", .string(EncodedWords.decode(field.value)))])
    }

    private func attachment(_ part: MIMEPart) -> JSON {
        .object([
            ("name", .optional(part.fileName)), ("type", .string(part.type)), ("size", .number(part.content.count)),
        ])
    }
}
