import Dunning

/// A form as it was sent, and what Twilio's API description allows in it.
struct TwilioForm {
    /// What a parameter may hold; lists may be there several times.
    enum Kind {
        case text, number, truth, url, list
        case one(of: [String])

        func admits(_ value: String) -> Bool {
            switch self {
            case .text, .list: !value.isEmpty
            case .number: Int(value) != nil
            case .truth: ["true", "false"].contains(value)
            case .url: value.hasPrefix("https://") || value.hasPrefix("http://")
            case .one(let values): values.contains(value)
            }
        }
    }

    struct Facts {
        let required: Set<String>
        let allowed: [String: Kind]
    }

    /// `POST /2010-04-01/Accounts/{AccountSid}/Messages.json`, of which we use a part.
    static let messages = Facts(
        required: ["To"],
        allowed: [
            "To": .text, "From": .text, "MessagingServiceSid": .text, "Body": .text, "StatusCallback": .url,
            "ApplicationSid": .text, "MaxPrice": .number, "ProvideFeedback": .truth, "Attempt": .number,
            "ValidityPeriod": .number, "ForceDelivery": .truth, "SmartEncoded": .truth, "ShortenUrls": .truth,
            "SendAsMms": .truth, "MediaUrl": .list, "ContentSid": .text,
        ]
    )

    /// `POST /2010-04-01/Accounts/{AccountSid}/Calls.json`, of which we use a part.
    static let calls = Facts(
        required: ["To", "From"],
        allowed: [
            "To": .text, "From": .text, "Twiml": .text, "Url": .url, "ApplicationSid": .text,
            "Method": .one(of: ["GET", "POST"]), "FallbackUrl": .url, "StatusCallback": .url,
            "StatusCallbackEvent": .list, "StatusCallbackMethod": .one(of: ["GET", "POST"]), "SendDigits": .text,
            "Timeout": .number, "Record": .truth, "MachineDetection": .one(of: ["Enable", "DetectMessageEnd"]),
            "MachineDetectionTimeout": .number, "AsyncAmd": .one(of: ["true", "false"]), "AsyncAmdStatusCallback": .url,
            "CallReason": .text, "TimeLimit": .number,
        ]
    )

    private let fields: [(name: String, value: String)]

    init(_ request: JSON) throws {
        guard request["type"]?.string == "application/x-www-form-urlencoded", let pairs = request["form"]?.array else {
            throw Trouble("no form: \(request)")
        }
        fields = pairs.map { ($0.array?.first?.string ?? "", $0.array?.last?.string ?? "") }
    }

    subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    /// Everything in which the form departs from the description.
    func mistakes(by facts: Facts) -> [String] {
        let names = fields.map(\.name)
        let missing = facts.required.subtracting(names).sorted().map { "`\($0)` is missing" }
        return missing
            + fields.compactMap { name, value in
                guard let kind = facts.allowed[name] else { return "`\(name)` is no parameter" }
                if !kind.admits(value) { return "`\(name)` cannot be `\(value)`" }
                if case .list = kind { return nil }
                return names.count { $0 == name } > 1 ? "`\(name)` is there twice" : nil
            }
    }
}
