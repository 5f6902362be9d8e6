import Pages

/// Answers for the inbox: the page for people, JSON for tests, raw content under strict policies.
struct InboxDesk {
    let inbox: Inbox
    let letters: LetterFolder?

    /// What the page may load: our own style sheet and frames, nothing else, no scripts at all.
    private static let pagePolicy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'"
    /// What a mail's own HTML may do: be looked at.
    ///
    /// The sandbox directive takes its origin away.
    private static let mailPolicy =
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'self'"
    /// A browser shows a PDF by a page of its own, which a stricter policy would break.
    private static let letterPolicy = "frame-ancestors 'self'"

    /// Answers whatever is no provider's business.
    func answer(_ ask: Ask) -> Reply {
        var reply = route(ask)
        let policy = reply.headers.contains { $0.name == "content-security-policy" }
        if !policy { reply.headers.append(("content-security-policy", "default-src 'none'; frame-ancestors 'none'")) }
        reply.headers += [
            ("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer"), ("cache-control", "no-store"),
            ("cross-origin-resource-policy", "same-origin"),
        ]
        return reply
    }

    private func route(_ ask: Ask) -> Reply {
        switch (ask.method, ask.path.count, ask.path.first) {
        case ("GET", 0, _): page(ask)
        case ("GET", 1, "style.css"): .text(Style.sheet, type: "text/css; charset=utf-8")
        case ("GET", 1, "messages.json"): list(ask)
        case ("DELETE", 1, "messages"): empty()
        case ("GET", 2, "messages") where ask.path[1].hasSuffix(".json"):
            message(ask.path[1].dropLast(5)).map { .json(Reading($0).json) } ?? notFound
        case ("GET", 3, "messages"): part(ask.path[2], of: ask.path[1])
        case ("GET", 2, "letters"): letter(ask.path[1])
        default: notFound
        }
    }

    private var notFound: Reply { .text("not found\n", status: 404) }

    private func empty() -> Reply {
        inbox.empty()
        return Reply(status: 204)
    }

    private func message(_ key: some StringProtocol) -> Message? {
        if let id = Int(key), id > 0 { return inbox.message(id) }
        guard key.hasPrefix("letter-"), let number = Int(key.dropFirst(7)) else { return nil }
        return letters?.messages().first { $0.id == -number }
    }

    private func list(_ ask: Ask) -> Reply {
        var query = InboxQuery()
        query.accepted = true
        for (name, value) in ask.query.pairs {
            let isKnown: Bool
            switch name {
            case "channel":
                query.channel = Message.Channel(rawValue: value)
                isKnown = query.channel != nil
            case "to": (query.to, isKnown) = (value, true)
            case "q": (query.search, isKnown) = (value, true)
            case "since":
                query.since = Int(value)
                isKnown = query.since != nil
            case "limit":
                query.limit = Int(value) ?? 0
                isKnown = (1...100_000).contains(query.limit)
            case "outcome":
                query.accepted = value == "all" ? nil : value == "accepted"
                isKnown = ["all", "accepted", "refused"].contains(value)
            default: isKnown = false
            }
            guard isKnown else { return .text("`\(name)` is not known here, or its value is not\n", status: 400) }
        }
        let messages = query.messages(in: inbox, letters: letters)
        return .json(
            .object([
                ("messages", .array(messages.map { .object(Reading($0).summary) })), ("kept", .number(inbox.count)),
                ("dropped", .number(inbox.dropped)),
            ])
        )
    }

    private func part(_ name: String, of key: String) -> Reply {
        guard let message = message(key) else { return notFound }
        switch (name, message.content) {
        case ("raw", .mail(let raw)): return raw.reply("text/plain; charset=utf-8")
        case ("raw", .text(let text)): return .text(text)
        case ("raw", .call(let script)): return .text(script.source)
        case ("raw", .letter(let letter)): return letter.file.map(self.letter) ?? notFound
        case ("html", .mail(let raw)):
            guard let html = MIMEPart(raw).first("text/html") else { return notFound }
            var reply = Reply.text(html.text, type: "text/html; charset=utf-8")
            reply.headers.append(("content-security-policy", InboxDesk.mailPolicy))
            return reply
        default: return notFound
        }
    }

    private func letter(_ file: String) -> Reply {
        guard let pdf = letters?.pdf(file) else { return notFound }
        var reply = pdf.reply("application/pdf")
        reply.headers.append(("content-security-policy", InboxDesk.letterPolicy))
        return reply
    }

    private func page(_ ask: Ask) -> Reply {
        var query = InboxQuery()
        query.channel = ask.query["channel"].flatMap(Message.Channel.init)
        query.search = String((ask.query["q"] ?? "").prefix(200))
        query.before = ask.query["before"].flatMap { Int($0) }
        let messages = query.messages(in: inbox, letters: letters)
        let picked = ask.query["id"].flatMap { message($0) }
        let page = InboxPage(
            query: query,
            messages: messages,
            picked: picked ?? messages.first,
            isPicked: picked != nil,
            view: MailView(rawValue: ask.query["view"] ?? "") ?? .rendered,
            dropped: inbox.dropped
        )
        var reply = Reply.text(page.html.source, type: "text/html; charset=utf-8")
        reply.headers.append(("content-security-policy", InboxDesk.pagePolicy))
        return reply
    }
}

extension [UInt8] {
    /// These bytes as an answer.
    fileprivate func reply(_ type: String) -> Reply {
        Reply(headers: [("content-type", type)], body: self)
    }
}
