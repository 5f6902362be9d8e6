import Digests
import Foundation

/// Lob's API for letters, as far as a sender needs it.
struct LobDesk {
    let inbox: Inbox
    let options: SandboxOptions

    private static let required = ["to[name]", "to[address_line1]", "from", "color", "use_type", "file"]
    private static let known: Set<String> = [
        "description", "to[name]", "to[company]", "to[address_line1]", "to[address_line2]", "to[address_city]",
        "to[address_state]", "to[address_zip]", "to[address_country]", "from", "color", "double_sided",
        "address_placement", "mail_type", "use_type", "file", "send_date", "perforated_page", "return_envelope",
    ]

    /// Answers a request below `/v1`.
    func answer(_ ask: Ask) -> Reply {
        guard let credentials = BasicCredentials(ask.headers["authorization"]), !credentials.user.isEmpty,
            options.lobKey == nil || options.lobKey == credentials.user
        else { return LobDesk.error("invalid_api_key", 401, "Your API key is not valid.") }
        switch (ask.method, ask.path) {
        case ("POST", ["v1", "letters"]): return take(ask)
        case ("GET", ["v1", "letters"]): return list(ask)
        default: return LobDesk.error("unrecognized_endpoint", 404, "There is no such endpoint.")
        }
    }

    private func take(_ ask: Ask) -> Reply {
        guard let form = MultipartReader.fields(ask) else {
            return LobDesk.error("bad_request", 422, "The body is no multipart form.")
        }
        let key = ask.headers["idempotency-key"]
        if let key, let known = inbox.newest(1, where: { isLetter($0) && $0.detail("idempotency key") == key }).first {
            return .json(resource(known))
        }
        if let problem = LobDesk.problem(in: form) { return LobDesk.error("invalid", 422, problem) }
        guard form.bytes("file")?.starts(with: Array("%PDF-".utf8)) == true else {
            return LobDesk.error("invalid_file", 422, "file must be a PDF")
        }
        let name = form["to[name]"] ?? ""
        let fault = Fault(rawValue: name.lowercased().replacing(" ", with: "-"))
        switch fault {
        case .droppedBefore: return .dropped()
        case .temporary: return LobDesk.error("service_unavailable", 503, "Service unavailable, as asked.")
        case .permanent: return LobDesk.error("failed_deliverability_strictness", 422, "to is not deliverable")
        case .throttled:
            var reply = LobDesk.error("rate_limit_exceeded", 429, "Rate limit exceeded.")
            reply.headers.append(("retry-after", String(options.throttleDelay.components.seconds)))
            return reply
        default: break
        }
        let message = inbox.file(draft(form, key, fault), prefix: "ltr_")
        let progress = LobProgress(
            message: message,
            inbox: inbox,
            hook: options.lobWebhook,
            resource: resource(message)
        )
        if fault == .droppedAfter { return .dropped { await progress.run() } }
        var reply = Reply.json(resource(message))
        reply.isSlow = fault == .slow
        reply.afterwards = { await progress.run() }
        return reply
    }

    private func list(_ ask: Ask) -> Reply {
        let limit = min(max(ask.query["limit"].flatMap { Int($0) } ?? 10, 1), 100)
        let wanted = ask.query.pairs.filter { $0.name.hasPrefix("metadata[") }
        let found = inbox.newest(limit) { message in
            isLetter(message) && wanted.allSatisfy { message.detail($0.name) == $0.value }
        }
        return .json(
            .object([
                ("object", .string("list")), ("data", .array(found.map(resource))), ("count", .number(found.count)),
                ("next_url", .null), ("previous_url", .null),
            ])
        )
    }

    private func isLetter(_ message: Message) -> Bool { message.provider == "lob" && message.isAccepted }

    private func draft(_ form: MultipartReader.Fields, _ key: String?, _ fault: Fault?) -> Inbox.Draft {
        let parts = [
            "to[name]", "to[address_line1]", "to[address_line2]", "to[address_zip]", "to[address_city]",
            "to[address_state]", "to[address_country]",
        ]
        let address = parts.compactMap { form[$0] }
        let file = form.bytes("file") ?? []
        var details = form.names.filter { $0.hasPrefix("metadata[") }.map { (name: $0, value: form[$0] ?? "") }
        if let key { details.append(("idempotency key", key)) }
        let letter = Letter(
            number: 0,
            file: nil,
            attempt: form["description"] ?? "",
            sha256: SHA256.digest(of: file).hex,
            pages: nil,
            address: address,
            size: file.count
        )
        return Inbox.Draft(
            channel: .letter,
            provider: "lob",
            from: form["from"] ?? "",
            to: address,
            content: .letter(letter),
            fault: fault,
            status: "processed",
            details: details
        )
    }

    private func resource(_ message: Message) -> JSON {
        let names = message.details.filter { $0.name.hasPrefix("metadata[") }
        let metadata = names.map { (name: String($0.name.dropFirst(9).dropLast()), value: JSON.string($0.value)) }
        return .object([
            ("id", .string(message.reference)), ("object", .string("letter")), ("metadata", .object(metadata)),
            ("date_created", .string(CivilTime(message.receivedAt).rfc3339)), ("deleted", .bool(false)),
            ("status", .string(message.status)),
        ])
    }

    private static func problem(in form: MultipartReader.Fields) -> String? {
        if let missing = required.first(where: { form.bytes($0)?.isEmpty ?? true }) { return "\(missing) is required" }
        if let name = form.names.first(where: { !known.contains($0) && !$0.hasPrefix("metadata[") }) {
            return "\(name) is not allowed"
        }
        if (form["to[name]"] ?? "").count > 40 { return "to.name must be less than or equal to 40 characters long" }
        if form["to[address_country]"] == "US", form["to[address_zip]"] == nil { return "to.address_zip is required" }
        return nil
    }

    private static func error(_ code: String, _ status: Int, _ message: String) -> Reply {
        .json(
            .object([
                (
                    "error",
                    .object([
                        ("code", .string(code)), ("message", .string(message)), ("status_code", .number(status)),
                    ])
                )
            ]),
            status: status
        )
    }
}

extension Message {
    fileprivate func detail(_ name: String) -> String? { details.first { $0.name == name }?.value }
}
