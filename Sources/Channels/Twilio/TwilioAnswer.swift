import Dunning
import Transport

/// What an answer of Twilio means for a hand-over.
///
/// | answer | means |
/// |---|---|
/// | 2xx | accepted; the SID is the reference |
/// | code of ``permanentCodes`` | permanent: this number, text or debtor |
/// | 429, code 20429, 14107, 30022 | throttled, with `Retry-After` |
/// | 400, 422 with any other code | temporary: our sender, account or request; a person must look |
/// | other 4xx, 3xx | temporary: account or configuration |
/// | 503 with an error of Twilio's own | temporary: refused before it was taken |
/// | other 5xx | unknown: Twilio has no idempotency key, so it may have been taken |
enum TwilioAnswer {
    /// Codes that speak of the recipient or the message, never of us.
    ///
    /// 21211, 21217, 13224: no valid number. 21214, 21216, 13225: not to be called. 21612, 21614, 21265: takes no texts.
    /// 21610: the debtor opted out. 21602, 21617, 21218, 12100: the text or script itself.
    static let permanentCodes: Set<Int64> = [
        21_211, 21_214, 21_217, 21_612, 21_614, 21_610, 21_602, 21_617, 21_218, 21_216, 21_265,
        13_224, 13_225, 12_100,
    ]
    private static let throttledCodes: Set<Int64> = [20_429, 14_107, 30_022]

    static func handover(for response: HTTPResponse) -> Handover {
        let answer = try? JSON(parsing: response.body)
        if (200..<300).contains(response.status) { return .accepted(reference: reference(answer)) }
        let code = answer?["code"]?.integer
        if response.status >= 500, response.status != 503 || code == nil {
            return .unknown("http \(response.status)\(code.map { " \($0)" } ?? "")")
        }
        return .refused(
            Refusal(
                kind(status: response.status, code: code),
                code: code.map(String.init) ?? "http \(response.status)",
                text: answer?["message"]?.string.map { HeaderText.oneLine(String($0.prefix(300))) } ?? response.line(),
                retryAfter: response.retryAfter
            )
        )
    }

    private static func kind(status: Int, code: Int64?) -> Refusal.Class {
        if status == 429 { return .throttled }
        guard let code else { return .temporary }
        if throttledCodes.contains(code) { return .throttled }
        return permanentCodes.contains(code) ? .permanent : .temporary
    }

    private static func reference(_ answer: JSON?) -> String? {
        guard let sid = answer?["sid"]?.string, (1...64).contains(sid.utf8.count) else { return nil }
        return sid
    }
}
