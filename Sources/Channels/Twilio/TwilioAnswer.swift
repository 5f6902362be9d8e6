import Dunning
import Transport

/// What an answer of Twilio means for a hand-over.
///
/// Twilio has no idempotency key, so a request of which nobody knows whether it was taken is never repeated.
enum TwilioAnswer {
    /// One of Twilio's error codes that speaks of the recipient, the message or the pace, never of us.
    struct Code {
        let number: Int64
        let means: Refusal.Class
        let about: String
        var says: PointNews?
    }

    /// The codes that we know; any other is about our account, sender or request.
    ///
    /// A handset that is switched off or out of reach (30003, 30005, 30006 in statuses) may be reached again, so it
    /// tells nothing of the number.
    static let codes = [
        Code(number: 21_610, means: .permanent, about: "the debtor opted out by `STOP`", says: .optedOut),
        Code(number: 21_211, means: .permanent, about: "no valid number", says: .isBad),
        Code(number: 21_217, means: .permanent, about: "no valid number", says: .isBad),
        Code(number: 13_224, means: .permanent, about: "no valid number", says: .isBad),
        Code(number: 21_614, means: .permanent, about: "no mobile number", says: .isBad),
        Code(number: 21_265, means: .permanent, about: "a short code, which takes no texts"),
        Code(number: 21_612, means: .permanent, about: "no texts to this number from this sender"),
        Code(number: 21_214, means: .permanent, about: "the number cannot be called"),
        Code(number: 21_216, means: .permanent, about: "the number must not be called"),
        Code(number: 13_225, means: .permanent, about: "the number must not be called"),
        Code(number: 21_602, means: .permanent, about: "the text is missing"),
        Code(number: 21_617, means: .permanent, about: "the text is too long"),
        Code(number: 21_218, means: .permanent, about: "the call's script"),
        Code(number: 12_100, means: .permanent, about: "the call's script"),
        Code(number: 20_429, means: .throttled, about: "too many requests"),
        Code(number: 14_107, means: .throttled, about: "the sender's pace"),
        Code(number: 30_022, means: .throttled, about: "the sender's pace"),
    ]

    /// The table as people read it.
    static var rows: [AnswerRow] {
        [AnswerRow("2xx", .accepted, "the SID is the reference")]
            + codes.map {
                AnswerRow("4xx or 503 with \($0.number)", AnswerRow.Meaning($0.means), $0.about, says: $0.says)
            } + [
                AnswerRow("429", .throttled, "too many requests; with `Retry-After`"),
                AnswerRow(
                    "any other 4xx (401, 21606, 21408…), 3xx",
                    .temporary,
                    "our account, sender or request; a person must look"
                ), AnswerRow("503 with any other error of Twilio's own", .temporary, "refused before it was taken"),
                AnswerRow("other 5xx (a proxy's 503 among them), or none", .unknown, "it may have been taken"),
            ]
    }

    static func handover(for response: HTTPResponse) -> Handover {
        let answer = try? JSON(parsing: response.body)
        if (200..<300).contains(response.status) { return .accepted(reference: reference(answer)) }
        let code = answer?["code"]?.integer
        if response.status >= 500, response.status != 503 || code == nil {
            return .unknown("http \(response.status)\(code.map { " \($0)" } ?? "")")
        }
        let known = codes.first { $0.number == code }
        return .refused(
            Refusal(
                response.status == 429 ? .throttled : known?.means ?? .temporary,
                code: code.map(String.init) ?? "http \(response.status)",
                text: answer?["message"]?.string.map { HeaderText.oneLine(String($0.prefix(300))) } ?? response.line(),
                retryAfter: response.retryAfter,
                says: known?.says
            )
        )
    }

    private static func reference(_ answer: JSON?) -> String? {
        guard let sid = answer?["sid"]?.string, (1...64).contains(sid.utf8.count) else { return nil }
        return sid
    }
}
