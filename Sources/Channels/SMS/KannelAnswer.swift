import Dunning
import Transport

/// What an answer of `sendsms` means for a hand-over.
enum KannelAnswer {
    private struct Rule {
        let statuses: ClosedRange<Int>
        /// The answer's text holds one of these; empty = whatever it says.
        var words: [String] = []
        var hasDelay = false
        let means: AnswerRow.Meaning
        let about: String

        func fits(_ status: Int, _ text: String, _ delay: Duration?) -> Bool {
            statuses.contains(status) && (words.isEmpty || words.contains { text.contains($0) })
                && (!hasDelay || delay != nil)
        }

        var row: AnswerRow {
            let ends = (statuses.lowerBound, statuses.upperBound)
            var answer = ends.0 == ends.1 ? "\(ends.0)" : "\(ends.0) to \(ends.1)"
            if !words.isEmpty { answer += " with " + words.map { "`\($0)`" }.joined(separator: ", ") }
            if hasDelay { answer += " with `Retry-After`" }
            return AnswerRow(answer, means, about)
        }
    }

    private static let rules = [
        Rule(statuses: 200...200, means: .accepted, about: "it is on its way; the id where the gateway gives one"),
        Rule(statuses: 202...202, means: .accepted, about: "it is queued; the id where the gateway gives one"),
        Rule(statuses: 403...403, words: ["authorization"], means: .temporary, about: "our account"),
        Rule(statuses: 403...403, means: .permanent, about: "not routable, or on the gateway's black list"),
        Rule(
            statuses: 400...400,
            words: ["number is not valid", "denied", "receiver number", "empty text"],
            means: .permanent,
            about: "this number or this text"
        ),
        Rule(statuses: 300...499, means: .temporary, about: "our configuration"),
        Rule(statuses: 503...503, hasDelay: true, means: .throttled, about: "it asks for a pause"),
        Rule(statuses: 503...503, means: .temporary, about: "the text did not reach the bearer box"),
    ]

    /// The table as people read it.
    static var rows: [AnswerRow] {
        rules.map(\.row) + [AnswerRow("any other, or none", .unknown, "it may have been queued")]
    }

    static func handover(for response: HTTPResponse) -> Handover {
        let text = response.line()
        let small = text.lowercased()
        let delay = response.retryAfter
        func refused(_ kind: Refusal.Class) -> Handover {
            let delay = kind == .throttled ? delay : nil
            return .refused(Refusal(kind, code: "http \(response.status)", text: text, retryAfter: delay))
        }
        switch rules.first(where: { $0.fits(response.status, small, delay) })?.means {
        case .accepted: return .accepted(reference: reference(in: text))
        case .temporary: return refused(.temporary)
        case .throttled: return refused(.throttled)
        case .permanent: return refused(.permanent)
        case .unknown, nil: return .unknown("http \(response.status): \(text)")
        }
    }

    /// `0: Accepted for delivery: 8d5c…`; stock Kannel gives no id.
    private static func reference(in text: String) -> String? {
        let parts = text.split(separator: ": ")
        guard parts.count == 3, ["0", "3"].contains(parts[0]) else { return nil }
        let id = parts[2].filter { !$0.isWhitespace }
        return id.isEmpty || id.utf8.count > 128 ? nil : String(id)
    }
}
