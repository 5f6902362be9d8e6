/// What happens to a message or call after Twilio took it, and the callbacks that tell of it.
struct TwilioProgress: Sendable {
    let message: Message
    let form: Form
    let account: String
    let token: String
    let inbox: Inbox

    private struct Step {
        let status: String
        /// The name under which a call subscribes to it.
        let event: String
        var answeredBy: String?
    }

    /// Goes through all steps in order; each is in the inbox before its callback is posted.
    func run() async {
        for (number, step) in (message.channel == .voice ? callSteps : messageSteps).enumerated() {
            inbox.report(step.status, on: message.id, note: step.answeredBy)
            if isWanted(step) { await post(step, number: number) }
            if step.event == "answered" { await talk(step) }
        }
    }

    private var messageSteps: [Step] {
        [
            Step(status: "sent", event: ""),
            Step(status: message.fault == .bounced ? "undelivered" : "delivered", event: ""),
        ]
    }

    private var callSteps: [Step] {
        let start = [Step(status: "initiated", event: "initiated"), Step(status: "ringing", event: "ringing")]
        switch message.fault {
        case .busy: return start + [Step(status: "busy", event: "completed")]
        case .noAnswer: return start + [Step(status: "no-answer", event: "completed")]
        case .bounced: return [start[0], Step(status: "failed", event: "completed")]
        default:
            let by = form["MachineDetection"].map { detection in
                guard message.fault == .machine else { return "human" }
                return detection == "DetectMessageEnd" ? "machine_end_beep" : "machine_start"
            }
            return start + [
                Step(status: "in-progress", event: "answered", answeredBy: by),
                Step(status: "completed", event: "completed", answeredBy: by),
            ]
        }
    }

    /// A call reports only what it was asked to report, and `completed` where nothing was said.
    private func isWanted(_ step: Step) -> Bool {
        guard message.channel == .voice else { return true }
        let events = form.all("StatusCallbackEvent").flatMap { $0.split(separator: " ") }
        return events.isEmpty ? step.event == "completed" : events.contains { $0 == step.event }
    }

    private func post(_ step: Step, number: Int) async {
        guard let callback = form["StatusCallback"] else { return }
        let parameters = message.channel == .voice ? callParameters(step, number) : messageParameters(step)
        await deliver(parameters, to: callback, method: form["StatusCallbackMethod"] ?? "POST")
    }

    @discardableResult
    private func deliver(
        _ parameters: [(name: String, value: String)],
        to url: String,
        method: String
    ) async -> String? {
        guard let address = LoopbackClient.Address(url) else {
            inbox.note("callback to `\(url.prefix(200))` not made: not plain HTTP on loopback", on: message.id)
            return nil
        }
        let encoded = Form(parameters).encoded
        let isGet = method == "GET"
        let whole = isGet ? url + (url.contains("?") ? "&" : "?") + encoded : url
        guard let target = isGet ? LoopbackClient.Address(whole) : address else { return nil }
        let signature = TwilioSignature.sign(url: whole, parameters: isGet ? [] : parameters, token: token)
        let answer = await LoopbackClient().send(
            method,
            to: target,
            headers: [("X-Twilio-Signature", signature)],
            body: isGet ? "" : encoded
        )
        if answer.map({ !(200..<300).contains($0.status) }) ?? true {
            inbox.note(
                "callback to `\(url.prefix(200))` got \(answer.map { "\($0.status)" } ?? "no answer")",
                on: message.id
            )
        }
        return answer?.body
    }

    private func messageParameters(_ step: Step) -> [(name: String, value: String)] {
        var parameters = [
            (name: "MessageSid", value: message.reference), ("SmsSid", message.reference), ("AccountSid", account),
            ("From", message.from), ("To", message.to[0]), ("MessageStatus", step.status), ("SmsStatus", step.status),
            ("ApiVersion", "2010-04-01"),
        ]
        if step.status == "undelivered" { parameters.append(("ErrorCode", "30003")) }
        return parameters
    }

    private func callParameters(_ step: Step, _ number: Int) -> [(name: String, value: String)] {
        var parameters = [
            (name: "CallSid", value: message.reference), ("AccountSid", account), ("From", message.from),
            ("To", message.to[0]), ("CallStatus", step.status), ("ApiVersion", "2010-04-01"),
            ("Direction", "outbound-api"), ("CallbackSource", "call-progress-events"),
            ("SequenceNumber", String(number)), ("Timestamp", RFC2822.string(inbox.instant)),
        ]
        if step.event == "completed" {
            parameters.append(("CallDuration", step.status == "completed" ? "12" : "0"))
        }
        if let by = step.answeredBy { parameters.append(("AnsweredBy", by)) }
        return parameters
    }

    /// Fetches the script where it has to be fetched, and presses the key that the magic number asks for.
    private func talk(_ step: Step) async {
        guard case .call(var script) = message.content else { return }
        let talking = [
            (name: "CallSid", value: message.reference), ("AccountSid", account), ("From", message.from),
            ("To", message.to[0]), ("CallStatus", "in-progress"), ("ApiVersion", "2010-04-01"),
            ("Direction", "outbound-api"),
        ]
        if form["Twiml"] == nil, let url = form["Url"], LoopbackClient.Address(url) != nil {
            let twiml = await deliver(talking, to: url, method: form["Method"] ?? "POST")
            if let fetched = twiml.flatMap({ try? CallScript(twiml: $0) }) {
                script = fetched
                inbox.setScript(fetched, on: message.id)
            } else {
                inbox.note("the TwiML could not be fetched or read", on: message.id)
            }
        }
        guard message.fault == .pressesNine, script.hasMenu else { return }
        inbox.note("pressed 9", on: message.id)
        if let action = script.menuAction {
            await deliver(talking + [("Digits", "9")], to: action, method: "POST")
        }
    }
}
