import Dunning

/// What every provider of texts and calls demands before anything is sealed.
enum PhoneText {
    /// The longest text that Twilio takes, and more than any reminder should need.
    static let limit = 1_600

    /// Refuses what is no number in E.164.
    static func check(number: String) throws(Refusal) {
        let digits = number.utf8.dropFirst()
        guard number.utf8.first == UInt8(ascii: "+"), digits.first != UInt8(ascii: "0"),
            (7...15).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { throw Refusal(.permanent, code: "bad-number", text: "the number is not in E.164") }
    }

    /// Refuses a text that is empty, too long, or holds control characters beyond line ends.
    static func check(text: String) throws(Refusal) {
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw Refusal(.permanent, code: "empty-text", text: "the text is empty")
        }
        guard text.unicodeScalars.count <= limit else {
            throw Refusal(.permanent, code: "text-too-long", text: "the text has more than \(limit) characters")
        }
        let isClean = text.unicodeScalars.allSatisfy {
            $0.properties.generalCategory != .control || $0 == "\n" || $0 == "\r"
        }
        guard isClean else {
            throw Refusal(.permanent, code: "bad-text", text: "the text holds a control character")
        }
    }

    /// The text as it goes out, with its encoding for people.
    static func sealed(_ sms: SMSMessage) throws(Refusal) -> SealedMessage {
        try check(number: sms.to)
        try check(text: sms.text)
        return SealedMessage(
            mediaType: "text/plain; charset=utf-8",
            bytes: Array(sms.text.utf8),
            notes: [
                "encoding": GSMAlphabet.holds(sms.text) ? "GSM-7" : "UCS-2",
                "characters": .integer(Int64(sms.text.unicodeScalars.count)),
            ]
        )
    }
}
