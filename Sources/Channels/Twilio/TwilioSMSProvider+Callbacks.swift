import Dunning

extension TwilioSMSProvider: CallbackReader {
    /// Reads a status or a debtor's text.
    public func read(_ request: InboundRequest) throws(InboundRefusal) -> InboundAnswer {
        let callback = try TwilioCallback(request, api.options)
        switch callback.topic {
        case .status: return InboundAnswer(events: [try receipt(callback)])
        case .message: return try .silent([message(callback)])
        case .key: throw .senseless("texts have no keys")
        }
    }

    private func receipt(_ callback: TwilioCallback) throws(InboundRefusal) -> InboundEvent {
        guard let status = callback.form["MessageStatus"], let state = TwilioSMSProvider.state(of: status) else {
            throw .senseless("the message's status is none that Twilio names")
        }
        return .receipt(
            attempt: try callback.attempt(),
            reference: callback.form["MessageSid"],
            state: state,
            outcome: state == .delivered ? .delivered : nil,
            code: [status, callback.form["ErrorCode"]].compactMap { $0 }.joined(separator: " "),
            says: state == .undelivered ? callback.form["ErrorCode"].flatMap(TwilioSMSProvider.news) : nil
        )
    }

    /// What the error of a lost text tells about its number, where that is beyond doubt.
    ///
    /// 21610: the debtor opted out. Not 30003 and 30005, a phone that is off or not known for now, nor 30004, which a
    /// carrier's filter causes too, nor 30006, which may be a carrier that cannot be reached.
    private static func news(of error: String) -> PointNews? { error == "21610" ? .optedOut : nil }

    private func message(_ callback: TwilioCallback) throws(InboundRefusal) -> InboundEvent {
        guard let from = callback.form["From"], let text = callback.form["Body"] else {
            throw .senseless("the text names no sender")
        }
        // With Twilio's own opt-out handling, its verdict counts before our reading of the words.
        switch callback.form["OptOutType"] {
        case "STOP": return .optOut(channel: .sms, value: from, via: "sms")
        case "START": return .optIn(channel: .sms, value: from, via: "sms")
        default: return ReplyWord.event(from: from, text: text)
        }
    }

    private static func state(of status: String) -> AttemptState? {
        switch status {
        case "accepted", "scheduled", "queued", "sending", "sent", "partially_delivered": .handedOver
        case "delivered", "read": .delivered
        case "undelivered", "failed", "canceled": .undelivered
        default: nil
        }
    }
}

extension InboundAnswer {
    /// TwiML that says nothing, so that Twilio sends no answer of its own.
    static func silent(_ events: [InboundEvent]) -> InboundAnswer {
        InboundAnswer(events: events, mediaType: "text/xml; charset=utf-8", body: TwiML.empty)
    }
}
