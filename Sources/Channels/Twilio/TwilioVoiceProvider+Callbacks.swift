import Dunning

extension TwilioVoiceProvider: CallbackReader {
    /// Reads the state of a call, or a key press.
    public func read(_ request: InboundRequest) throws(InboundRefusal) -> InboundAnswer {
        let callback = try TwilioCallback(request, api.options)
        switch callback.topic {
        case .status: return InboundAnswer(events: [try receipt(callback)])
        case .key: return try keyPress(callback)
        case .message: throw .senseless("calls bring no texts")
        }
    }

    private func receipt(_ callback: TwilioCallback) throws(InboundRefusal) -> InboundEvent {
        guard let status = callback.form["CallStatus"],
            let (state, outcome) = TwilioVoiceProvider.fate(status, answeredBy: callback.form["AnsweredBy"])
        else { throw .senseless("the call's status is none that Twilio names") }
        return .receipt(
            attempt: try callback.attempt(),
            reference: callback.form["CallSid"],
            state: state,
            outcome: outcome,
            code: [status, callback.form["AnsweredBy"], callback.form["SipResponseCode"]].compactMap { $0 }
                .joined(separator: " ")
        )
    }

    /// What a call's status says of it; nil for a status that Twilio does not know.
    ///
    /// Who answers where nothing tells people from machines counts as reached: the stricter reading for caps.
    private static func fate(_ status: String, answeredBy: String?) -> (AttemptState, Outcome?)? {
        switch status {
        case "queued", "initiated", "ringing", "in-progress": return (.handedOver, nil)
        case "busy": return (.undelivered, .busy)
        case "no-answer": return (.undelivered, .noAnswer)
        case "failed", "canceled": return (.undelivered, .unreachable)
        case "completed":
            guard let answeredBy else { return (.delivered, .reached) }
            if answeredBy.hasPrefix("machine") { return (.delivered, .voicemail) }
            return answeredBy == "fax" ? (.undelivered, .unreachable) : (.delivered, .reached)
        default: return nil
        }
    }

    /// The right key opts out and is confirmed; any other waits once more, so that a slip can be mended.
    private func keyPress(_ callback: TwilioCallback) throws(InboundRefusal) -> InboundAnswer {
        guard let number = callback.form["To"], let key = callback.query["key"] else {
            throw .senseless("the call names no number or no key")
        }
        let media = "text/xml; charset=utf-8"
        guard callback.form["Digits"] == key else {
            return InboundAnswer(events: [], mediaType: media, body: TwiML.again(at: callback.url))
        }
        let voice = callback.query["language"].flatMap(Voices.voice)
        let answer = callback.query["say"].flatMap { text in voice.map { TwiML.farewell(text, voice: $0) } }
        return InboundAnswer(
            events: [.optOut(channel: .voice, value: number, via: "key \(key)")],
            mediaType: media,
            body: answer ?? TwiML.empty
        )
    }
}
