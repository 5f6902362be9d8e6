/// What magic numbers mean in Twilio's words: the sandbox's own suffixes, and Twilio's public test numbers.
enum TwilioFaults {
    /// Why a number as recipient, or a message that such a fault befalls, is refused, or nil.
    static func refusal(
        to number: String,
        _ fault: Fault?,
        isCall: Bool,
        throttleDelay: Duration
    ) -> TwilioRefusal? {
        if let code = (isCall ? callTests : messageTests)[number] {
            return TwilioRefusal(code: code, "The 'To' number \(number) is refused, as Twilio's test numbers are")
        }
        switch fault {
        case .temporary: return TwilioRefusal(code: 20_503, status: 503, "Service unavailable, as asked")
        case .permanent: return TwilioRefusal(code: 21_211, "The 'To' number \(number) is not a valid phone number.")
        case .optedOut where isCall: return TwilioRefusal(code: 21_216, "Account not allowed to call \(number)")
        case .optedOut: return TwilioRefusal(code: 21_610, "Attempt to send to unsubscribed recipient")
        case .throttled:
            var refusal = TwilioRefusal(code: 20_429, status: 429, "Too Many Requests")
            refusal.retryAfter = throttleDelay.components.seconds
            return refusal
        default: return nil
        }
    }

    /// Why a number as sender is refused, or nil.
    static func refusal(from number: String) -> TwilioRefusal? {
        senderTests[number].map {
            TwilioRefusal(code: $0, "The 'From' number \(number) is refused, as Twilio's test numbers are")
        }
    }

    private static let messageTests = [
        "+15005550001": 21_211, "+15005550002": 21_612, "+15005550003": 21_408, "+15005550004": 21_610,
        "+15005550009": 21_614,
    ]

    private static let callTests = [
        "+15005550001": 21_217, "+15005550002": 21_214, "+15005550003": 21_215, "+15005550004": 21_216,
    ]

    private static let senderTests = ["+15005550001": 21_212, "+15005550007": 21_606, "+15005550008": 21_611]
}
