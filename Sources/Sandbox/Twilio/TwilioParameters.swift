/// The parameters of the two requests that the sandbox understands, as Twilio's public API description names them.
///
/// Twilio overlooks what it does not know. The sandbox refuses it, because a misspelt parameter is a lost one.
enum TwilioParameters {
    enum Kind {
        case text, number, truth, method, address
        case oneOf([String])
    }

    static let message: [String: Kind] = [
        "To": .text, "From": .text, "MessagingServiceSid": .text, "Body": .text, "MediaUrl": .text,
        "ContentSid": .text, "ContentVariables": .text, "StatusCallback": .address, "ApplicationSid": .text,
        "MaxPrice": .text, "ProvideFeedback": .truth, "Attempt": .number, "ValidityPeriod": .number,
        "ForceDelivery": .truth, "ContentRetention": .oneOf(["retain", "discard"]),
        "AddressRetention": .oneOf(["retain", "obfuscate"]), "SmartEncoded": .truth, "PersistentAction": .text,
        "TrafficType": .oneOf(["free"]), "ShortenUrls": .truth, "ScheduleType": .oneOf(["fixed"]), "SendAt": .text,
        "SendAsMms": .truth, "RiskCheck": .oneOf(["enable", "disable"]), "FallbackFrom": .text,
    ]

    static let call: [String: Kind] = [
        "To": .text, "From": .text, "Url": .address, "Twiml": .text, "ApplicationSid": .text, "Method": .method,
        "FallbackUrl": .address, "FallbackMethod": .method, "StatusCallback": .address,
        "StatusCallbackEvent": .oneOf(["initiated", "ringing", "answered", "completed"]),
        "StatusCallbackMethod": .method, "SendDigits": .text, "Timeout": .number, "Record": .truth,
        "RecordingChannels": .text, "RecordingStatusCallback": .address, "RecordingStatusCallbackMethod": .method,
        "RecordingStatusCallbackEvent": .text, "RecordingTrack": .text, "Trim": .text, "SipAuthUsername": .text,
        "SipAuthPassword": .text, "MachineDetection": .oneOf(["Enable", "DetectMessageEnd"]),
        "MachineDetectionTimeout": .number, "MachineDetectionSpeechThreshold": .number,
        "MachineDetectionSpeechEndThreshold": .number, "MachineDetectionSilenceTimeout": .number,
        "AsyncAmd": .truth, "AsyncAmdStatusCallback": .address, "AsyncAmdStatusCallbackMethod": .method,
        "CallerId": .text, "Byoc": .text, "CallReason": .text, "CallToken": .text, "TimeLimit": .number,
        "ClientNotificationUrl": .address,
    ]

    /// The first thing that is wrong with a form's names and kinds, or nil.
    static func problem(in form: Form, known: [String: Kind]) -> TwilioRefusal? {
        for (name, value) in form.pairs {
            guard let kind = known[name] else {
                return TwilioRefusal(code: 20_001, "the sandbox knows no parameter `\(name)` here")
            }
            // Several events may share one field, parted by blanks.
            let values = name == "StatusCallbackEvent" ? value.split(separator: " ").map(String.init) : [value]
            guard values.allSatisfy({ fits($0, kind) }) else {
                let code = name.hasSuffix("StatusCallback") ? 21_609 : 20_001
                return TwilioRefusal(code: code, "the parameter `\(name)` has a value of the wrong kind")
            }
        }
        return nil
    }

    private static func fits(_ value: String, _ kind: Kind) -> Bool {
        switch kind {
        case .text: true
        case .number: Int(value).map { $0 >= 0 } ?? false
        case .truth: ["true", "false"].contains(value.lowercased())
        case .method: ["GET", "POST"].contains(value)
        case .address: value.hasPrefix("http://") || value.hasPrefix("https://")
        case .oneOf(let values): values.contains(value)
        }
    }
}

/// A refusal in Twilio's shape.
struct TwilioRefusal: Error, Equatable {
    let code: Int
    let message: String
    var status = 400
    var retryAfter: Int64?

    init(code: Int, status: Int = 400, _ message: String) {
        self.code = code
        self.status = status
        self.message = message
    }

    var reply: Reply {
        var reply = Reply.json(
            .object([
                ("code", .number(code)), ("message", .string(message)),
                ("more_info", .string("https://www.twilio.com/docs/errors/\(code)")), ("status", .number(status)),
            ]),
            status: status
        )
        if let retryAfter { reply.headers.append(("retry-after", String(retryAfter))) }
        if status == 401 { reply.headers.append(("www-authenticate", "Basic realm=\"Twilio API\"")) }
        return reply
    }
}
