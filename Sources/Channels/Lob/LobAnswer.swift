import Dunning
import Transport

/// What an answer of Lob means for a hand-over.
///
/// | answer | means |
/// |---|---|
/// | 2xx | accepted; the id (`ltr_…`) is the reference |
/// | a code of ``permanentCodes``, or `invalid` about `to` | permanent: this address or letter |
/// | 429 | throttled, with `Retry-After` |
/// | 408, 409, 5xx | unknown: the same request under the same key tells |
/// | any other 4xx, 3xx | temporary: key, account, sender or configuration; a person must look |
enum LobAnswer {
    /// Codes that speak of the address or of the letter, never of us.
    static let permanentCodes: Set<String> = [
        "address_length_exceeds_limit", "failed_deliverability_strictness", "special_characters_restricted",
        "file_pages_below_min", "file_pages_exceed_max", "file_size_exceeds_limit", "inconsistent_page_dimensions",
        "invalid_file", "invalid_file_dimensions", "pdf_encrypted", "unembedded_fonts",
    ]

    static func handover(for response: HTTPResponse) -> Handover {
        let answer = try? JSON(parsing: response.body)
        if (200..<300).contains(response.status) { return .accepted(reference: reference(answer)) }
        let code = answer?["error"]?["code"]?.string.map { HeaderText.oneLine(String($0.prefix(60))) }
        if response.status >= 500 || response.status == 408 || response.status == 409 {
            return .unknown("http \(response.status)\(code.map { " \($0)" } ?? "")")
        }
        let message = answer?["error"]?["message"]?.string
        return .refused(
            Refusal(
                kind(response.status, code, message),
                code: code ?? "http \(response.status)",
                text: message.map { HeaderText.oneLine(String($0.prefix(300))) } ?? response.line(),
                retryAfter: response.retryAfter
            )
        )
    }

    /// The id of a letter, as it stands in an answer or an event.
    static func reference(_ letter: JSON?) -> String? {
        guard let id = letter?["id"]?.string, id.hasPrefix("ltr_"), id.utf8.count <= 64 else { return nil }
        return id
    }

    private static func kind(_ status: Int, _ code: String?, _ message: String?) -> Refusal.Class {
        if status == 429 { return .throttled }
        guard status == 422, let code else { return .temporary }
        // Lob names the field that is wrong first: what is wrong with `from` or `color` is ours.
        let isAboutAddress = code == "invalid" && message?.hasPrefix("to") ?? false
        return isAboutAddress || permanentCodes.contains(code) ? .permanent : .temporary
    }
}
