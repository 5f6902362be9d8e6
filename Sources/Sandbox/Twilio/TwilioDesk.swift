import Foundation

/// Twilio's API for messages and calls, as far as a sender needs it.
struct TwilioDesk {
    let inbox: Inbox
    let options: SandboxOptions

    /// Answers a request below `/2010-04-01`.
    func answer(_ ask: Ask) -> Reply {
        do {
            return try answerOrRefuse(ask)
        } catch {
            return error.reply
        }
    }

    private func answerOrRefuse(_ ask: Ask) throws(TwilioRefusal) -> Reply {
        let path = ask.path.dropFirst()
        guard path.count >= 3, path[1] == "Accounts" else { throw notFound(ask) }
        let account = path[2]
        let token = try authenticate(ask, for: account)
        let rest = path.dropFirst(2)
        switch (ask.method, Array(rest)) {
        case ("POST", ["Messages.json"]): return try take(ask, account, token, isCall: false)
        case ("POST", ["Calls.json"]): return try take(ask, account, token, isCall: true)
        case ("GET", ["Messages.json"]): return list(of: account, isCall: false, ask)
        case ("GET", ["Calls.json"]): return list(of: account, isCall: true, ask)
        case ("GET", let path) where path.count == 2 && path[1].hasSuffix(".json"):
            return try show(String(path[1].dropLast(5)), of: account, isCall: path[0] == "Calls", ask)
        default: throw notFound(ask)
        }
    }

    private func notFound(_ ask: Ask) -> TwilioRefusal {
        let path = ask.path.joined(separator: "/")
        return TwilioRefusal(code: 20_404, status: 404, "The requested resource /\(path) was not found")
    }

    /// Checks the account and the token, and returns the token, which also signs the callbacks.
    private func authenticate(_ ask: Ask, for account: String) throws(TwilioRefusal) -> String {
        let refusal = TwilioRefusal(code: 20_003, status: 401, "Authenticate")
        guard let credentials = BasicCredentials(ask.headers["authorization"]) else { throw refusal }
        guard credentials.user == account, !credentials.password.isEmpty else { throw refusal }
        guard options.twilioToken == nil || options.twilioToken == credentials.password else { throw refusal }
        return credentials.password
    }

    private func take(_ ask: Ask, _ account: String, _ token: String, isCall: Bool) throws(TwilioRefusal) -> Reply {
        let form = Form(ask.body)
        let draft = try isCall ? draftCall(form) : draftMessage(form)
        let fault = draft.fault
        if fault == .droppedBefore { return .dropped() }
        let refusal = TwilioFaults.refusal(
            to: draft.to[0],
            fault,
            isCall: isCall,
            throttleDelay: options.throttleDelay
        )
        if let refusal = refusal ?? TwilioFaults.refusal(from: draft.from) {
            inbox.file(refused(draft, refusal), prefix: isCall ? "CA" : "SM")
            throw refusal
        }
        let message = inbox.file(draft, prefix: isCall ? "CA" : "SM")
        let progress = TwilioProgress(message: message, form: form, account: account, token: token, inbox: inbox)
        if fault == .droppedAfter { return .dropped { await progress.run() } }
        var reply = Reply.json(TwilioResource(message, account: account).json, status: 201)
        reply.isSlow = fault == .slow
        reply.afterwards = { await progress.run() }
        return reply
    }

    private func refused(_ draft: Inbox.Draft, _ refusal: TwilioRefusal) -> Inbox.Draft {
        var draft = draft
        draft.outcome = .refused("\(refusal.status) \(refusal.code) \(refusal.message)")
        draft.status = "refused"
        return draft
    }

    private func draftMessage(_ form: Form) throws(TwilioRefusal) -> Inbox.Draft {
        if let problem = TwilioParameters.problem(in: form, known: TwilioParameters.message) { throw problem }
        guard let to = form["To"], !to.isEmpty else {
            throw TwilioRefusal(code: 21_604, "A 'To' phone number is required.")
        }
        guard let from = form["From"] ?? form["MessagingServiceSid"], !from.isEmpty else {
            throw TwilioRefusal(code: 21_603, "A 'From' phone number is required.")
        }
        let body = form["Body"] ?? ""
        guard !body.isEmpty || form["MediaUrl"] != nil || form["ContentSid"] != nil else {
            throw TwilioRefusal(code: 21_602, "Message body is required.")
        }
        guard body.count <= 1_600 else {
            throw TwilioRefusal(code: 21_617, "The concatenated message body exceeds the 1600 character limit.")
        }
        guard isPhoneNumber(to) else {
            throw TwilioRefusal(code: 21_211, "The 'To' number \(to) is not a valid phone number.")
        }
        return draft(.sms, from: from, to: to, content: .text(body), form)
    }

    private func draftCall(_ form: Form) throws(TwilioRefusal) -> Inbox.Draft {
        if let problem = TwilioParameters.problem(in: form, known: TwilioParameters.call) { throw problem }
        guard let to = form["To"], !to.isEmpty else { throw TwilioRefusal(code: 21_201, "No 'To' number is specified") }
        guard let from = form["From"], !from.isEmpty else {
            throw TwilioRefusal(code: 21_213, "'From' phone number not specified")
        }
        guard isPhoneNumber(to) else { throw TwilioRefusal(code: 21_211, "The number \(to) is not valid to call.") }
        guard isPhoneNumber(from) else { throw TwilioRefusal(code: 21_212, "The 'From' number \(from) is not valid.") }
        let script: CallScript
        if let twiml = form["Twiml"] {
            guard twiml.count <= 4_000 else { throw TwilioRefusal(code: 21_218, "TwiML of over 4000 characters") }
            do { script = try CallScript(twiml: twiml) } catch {
                throw TwilioRefusal(code: 12_100, "Document parse failure: \(error.reason)")
            }
        } else if let address = form["Url"] ?? form["ApplicationSid"] {
            script = CallScript(address: address)
        } else {
            throw TwilioRefusal(code: 21_205, "Url, Twiml or ApplicationSid is required")
        }
        return draft(.voice, from: from, to: to, content: .call(script), form)
    }

    private func draft(
        _ channel: Message.Channel,
        from: String,
        to: String,
        content: Message.Content,
        _ form: Form
    ) -> Inbox.Draft {
        let shown: Set<String> = ["To", "From", "Body", "Twiml"]
        return Inbox.Draft(
            channel: channel,
            provider: "twilio",
            from: from,
            to: [to],
            content: content,
            fault: Fault.forPhone(to, isCall: channel == .voice) ?? inbox.misfortune(),
            status: "queued",
            details: form.pairs.filter { !shown.contains($0.name) }
        )
    }

    private func isPhoneNumber(_ text: String) -> Bool {
        let digits = text.utf8.dropFirst()
        return text.first == "+" && digits.first != 48 && (7...15).contains(digits.count)
            && digits.allSatisfy { (48...57).contains($0) }
    }

    /// What was taken, newest first, in pages, by recipient and sender.
    private func list(of account: String, isCall: Bool, _ ask: Ask) -> Reply {
        let size = min(max(ask.query["PageSize"].flatMap { Int($0) } ?? 50, 1), 1_000)
        let page = max(ask.query["Page"].flatMap { Int($0) } ?? 0, 0)
        let (to, from) = (ask.query["To"], ask.query["From"])
        let all = inbox.newest((page + 1) * size + 1) { message in
            message.provider == "twilio" && message.isAccepted && (message.channel == .voice) == isCall
                && (to == nil || message.to == [to]) && (from == nil || message.from == from)
        }
        let kind = isCall ? "calls" : "messages"
        let path = "/2010-04-01/Accounts/\(account)/\(isCall ? "Calls" : "Messages").json"
        func uri(_ page: Int) -> JSON {
            let query = [("To", to), ("From", from), ("PageSize", "\(size)"), ("Page", "\(page)")]
            let form = Form(query.compactMap { name, value in value.map { (name: name, value: $0) } })
            return .string("\(path)?\(form.encoded)")
        }
        let shown = all.dropFirst(page * size).prefix(size).map { TwilioResource($0, account: account).json }
        return .json(
            .object([
                (kind, .array(Array(shown))), ("end", .number(page * size + max(shown.count - 1, 0))),
                ("first_page_uri", uri(0)), ("next_page_uri", all.count > (page + 1) * size ? uri(page + 1) : .null),
                ("page", .number(page)), ("page_size", .number(size)),
                ("previous_page_uri", page > 0 ? uri(page - 1) : .null), ("start", .number(page * size)),
                ("uri", uri(page)),
            ])
        )
    }

    private func show(
        _ sid: String,
        of account: String,
        isCall: Bool,
        _ ask: Ask
    ) throws(TwilioRefusal) -> Reply {
        guard let message = inbox.message(reference: sid), message.provider == "twilio", message.isAccepted,
            (message.channel == .voice) == isCall
        else { throw notFound(ask) }
        return .json(TwilioResource(message, account: account).json)
    }
}
