/// Kannel's `sendsms`, with the answers of its smsbox.
struct KannelDesk {
    let inbox: Inbox
    let options: SandboxOptions

    /// All that Kannel knows; the sandbox refuses the rest, because a misspelt parameter is a lost one.
    private static let known: Set<String> = [
        "username", "user", "password", "pass", "to", "from", "text", "charset", "coding", "udh", "smsc", "mclass",
        "mwi", "compress", "validity", "deferred", "dlr-mask", "dlr-url", "pid", "alt-dcs", "rpi", "account", "binfo",
        "priority", "meta-data",
    ]
    private static let accepted = "0: Accepted for delivery"
    private static let temporary = "Temporal failure, try again later."

    /// Answers a request for `/cgi-bin/sendsms`.
    func answer(_ ask: Ask) -> Reply {
        guard ask.method == "GET" else { return .text("the sandbox takes GET here", status: 405) }
        let query = ask.query
        if let name = query.names.subtracting(KannelDesk.known).min() {
            return .text("the sandbox knows no parameter `\(name)`, rejected", status: 400)
        }
        guard isAuthorised(query) else { return .text("Authorization failed for sendsms", status: 403) }
        guard let to = query["to"] else { return .text("Missing receiver number, rejected", status: 400) }
        let receivers = to.split(separator: " ").map(String.init)
        guard !receivers.isEmpty else { return .text("Empty receiver number not allowed, rejected", status: 400) }
        guard receivers.allSatisfy(isNumber) else { return .text("Number is not valid, rejected", status: 400) }
        guard let from = query["from"], !from.isEmpty else {
            return .text("Sender missing and no global set, rejected", status: 400)
        }
        guard let text = text(of: query) else { return .text("charset or text cannot be read, rejected", status: 400) }
        guard !text.isEmpty else { return .text("Empty text not allowed, rejected", status: 400) }
        return take(text, from: from, to: receivers, query)
    }

    private func take(_ text: String, from: String, to receivers: [String], _ query: Form) -> Reply {
        let fault = receivers.lazy.compactMap { Fault.forPhone($0) }.first ?? inbox.misfortune()
        if fault == .droppedBefore { return .dropped() }
        let hidden: Set<String> = ["username", "user", "password", "pass", "to", "from", "text"]
        var draft = Inbox.Draft(channel: .sms, provider: "kannel", from: from, to: receivers, content: .text(text))
        draft.fault = fault
        draft.details = query.pairs.filter { !hidden.contains($0.name) }
        if let refusal = refusal(fault) {
            draft.outcome = .refused("\(refusal.status) \(String(decoding: refusal.body, as: UTF8.self))")
            draft.status = "refused"
            inbox.file(draft, prefix: "K")
            return refusal
        }
        let message = inbox.file(draft, prefix: "K")
        let report = KannelReport(message: message, query: query, inbox: inbox)
        if fault == .droppedAfter { return .dropped { await report.run() } }
        var reply = Reply.text(KannelDesk.accepted, status: 202)
        reply.isSlow = fault == .slow
        reply.afterwards = { await report.run() }
        return reply
    }

    private func refusal(_ fault: Fault?) -> Reply? {
        switch fault {
        case .temporary: return .text(KannelDesk.temporary, status: 503)
        case .permanent: return .text("Not routable. Do not try again.", status: 403)
        case .optedOut: return .text("Number(s) has/have been denied by white- and/or black-lists.", status: 403)
        case .throttled:
            var reply = Reply.text(KannelDesk.temporary, status: 503)
            reply.headers.append(("retry-after", String(options.throttleDelay.components.seconds)))
            return reply
        default: return nil
        }
    }

    private func isAuthorised(_ query: Form) -> Bool {
        guard let user = query["username"] ?? query["user"], !user.isEmpty else { return false }
        guard let password = query["password"] ?? query["pass"], !password.isEmpty else { return false }
        return options.kannelPassword.map { $0 == password } ?? true
    }

    private func isNumber(_ text: String) -> Bool {
        let digits = text.utf8.drop { $0 == UInt8(ascii: "+") }
        return (3...16).contains(digits.count) && digits.allSatisfy { (48...57).contains($0) }
    }

    /// The text in its character set; UTF-8 where none is named, whatever the coding on the air.
    private func text(of query: Form) -> String? {
        let charset = query["charset"] ?? "utf-8"
        guard Charset.isKnown(charset), ["0", "1", "2", nil].contains(query["coding"]) else { return nil }
        let bytes = query.bytes("text") ?? []
        if query["coding"] == "1" { return bytes.map { String($0, radix: 16) }.joined(separator: " ") }
        if charset.lowercased() == "utf-8" { return String(validating: bytes, as: UTF8.self) }
        return Charset.decode(bytes, as: charset)
    }
}
