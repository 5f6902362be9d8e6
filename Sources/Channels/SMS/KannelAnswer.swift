import Dunning
import Transport

/// What an answer of `sendsms` means for a hand-over.
///
/// | answer | means |
/// |---|---|
/// | 202, 200 | accepted, at once or for later; the id behind `0: …: ` where the gateway gives one |
/// | 403 `Authorization failed…` | temporary: our account; a person must look |
/// | 403 other: not routable, on a black list | permanent |
/// | 404, other 4xx, 3xx | temporary: a mistake in the configuration |
/// | 400 naming the number, the black list or the text | permanent |
/// | 503 with `Retry-After` | throttled |
/// | 503 | temporary: the text did not reach the bearer box |
/// | other 5xx | unknown: it may have been queued |
enum KannelAnswer {
    static func handover(for response: HTTPResponse) -> Handover {
        let text = response.line()
        func refused(_ kind: Refusal.Class, retryAfter: Duration? = nil) -> Handover {
            .refused(Refusal(kind, code: "http \(response.status)", text: text, retryAfter: retryAfter))
        }
        switch response.status {
        case 200, 202: return .accepted(reference: reference(in: text))
        case 403: return refused(text.lowercased().contains("authorization") ? .temporary : .permanent)
        case 400: return refused(isAboutMessage(text) ? .permanent : .temporary)
        case 503:
            let delay = response.retryAfter
            return refused(delay == nil ? .temporary : .throttled, retryAfter: delay)
        case 300..<500: return refused(.temporary)
        default: return .unknown("http \(response.status): \(text)")
        }
    }

    private static func isAboutMessage(_ text: String) -> Bool {
        let text = text.lowercased()
        return ["number is not valid", "denied", "receiver number", "empty text"].contains { text.contains($0) }
    }

    /// `0: Accepted for delivery: 8d5c…`; stock Kannel gives no id.
    private static func reference(in text: String) -> String? {
        let parts = text.split(separator: ": ")
        guard parts.count == 3, ["0", "3"].contains(parts[0]) else { return nil }
        let id = parts[2].filter { !$0.isWhitespace }
        return id.isEmpty || id.utf8.count > 128 ? nil : String(id)
    }
}
