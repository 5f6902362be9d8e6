public import Dunning
import Transport

/// What the answers of a gateway mean.
///
/// A status of which nothing is said is `unknown`: nobody knows whether the message went out.
public struct GatewayAnswers: Hashable, Sendable {
    /// What a status means.
    public enum Meaning: String, CaseIterable, Hashable, Sendable {
        case accepted, temporary, throttled, permanent
    }

    /// Where the gateway's reference stands in a JSON answer (RFC 6901); nil = it gives none.
    public var reference: String?
    /// Where the gateway's error code stands in a JSON answer.
    public var code: String?
    /// What single statuses mean; these count before their class.
    public var statuses: [Int: Meaning]
    /// What classes of statuses mean: `4` stands for 400 to 499.
    public var classes: [Int: Meaning]

    /// Error codes that tell about the contact point; such a refusal is permanent, whatever its status.
    public var news: [String: PointNews]

    /// What answers mean.
    public init(
        reference: String?,
        code: String?,
        statuses: [Int: Meaning],
        classes: [Int: Meaning],
        news: [String: PointNews] = [:]
    ) {
        self.reference = reference
        self.code = code
        self.statuses = statuses
        self.classes = classes
        self.news = news
    }

    /// The table as people read it, with the words of the configuration.
    static var rows: [AnswerRow] {
        [
            AnswerRow("`accepted`: 2xx", .accepted, "the reference where `reference` points"),
            AnswerRow("an error code of `opted_out_codes`", .permanent, "the debtor opted out", says: .optedOut),
            AnswerRow("an error code of `bad_codes`", .permanent, "no such number", says: .isBad),
            AnswerRow("`throttled`: 429", .throttled, "too fast; with `Retry-After`"),
            AnswerRow("`temporary`: 503", .temporary, "for now"),
            AnswerRow("`permanent`: other 4xx", .permanent, "this number or this text"),
            AnswerRow("any other, or none", .unknown, "it may have been taken"),
        ]
    }

    func handover(for response: HTTPResponse) -> Handover {
        let answer = try? JSON(parsing: response.body)
        func text(at pointer: String?) -> String? {
            guard let found = pointer.flatMap({ answer?.value(at: $0) }) else { return nil }
            let text = found.string ?? found.integer.map(String.init)
            return text.flatMap { (1...128).contains($0.utf8.count) ? HeaderText.oneLine($0) : nil }
        }
        let kind: Refusal.Class
        switch statuses[response.status] ?? classes[response.status / 100] {
        case .accepted: return .accepted(reference: text(at: reference))
        case nil: return .unknown("http \(response.status)")
        case .temporary: kind = .temporary
        case .throttled: kind = .throttled
        case .permanent: kind = .permanent
        }
        let code = text(at: code) ?? "http \(response.status)"
        let says = news[code]
        return .refused(
            Refusal(
                says == nil ? kind : .permanent,
                code: code,
                text: response.line(),
                retryAfter: response.retryAfter,
                says: says
            )
        )
    }
}

extension JSON {
    /// The value at a JSON Pointer (RFC 6901); nil where there is none.
    fileprivate func value(at pointer: String) -> JSON? {
        guard !pointer.isEmpty else { return self }
        guard pointer.hasPrefix("/") else { return nil }
        var value = self
        for step in pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            let name = step.replacing("~1", with: "/").replacing("~0", with: "~")
            switch value {
            case .object(let members):
                guard let next = members[String(name)] else { return nil }
                value = next
            case .array(let elements):
                guard let index = Int(name), elements.indices.contains(index), String(index) == name else { return nil }
                value = elements[index]
            default: return nil
            }
        }
        return value
    }
}
