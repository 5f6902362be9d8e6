import Dunning
import Transport

/// What an SMTP outcome means for a hand-over; replies by ``SMTPRule``.
enum SMTPAnswer {
    static func handover(for outcome: SMTPOutcome) -> Handover {
        switch outcome {
        case .accepted(let reply): .accepted(reference: queueID(in: reply.text))
        case .refused(let reply, let stage): .refused(refusal(reply, at: stage))
        case .notSent(let fault):
            .refused(
                Refusal(
                    fault.isPermanent ? .permanent : .temporary,
                    code: "not-sent:\(fault.kind.rawValue)",
                    text: fault.detail
                )
            )
        case .unknown(let fault): .unknown("\(fault.kind.rawValue): \(fault.detail)")
        }
    }

    private static func refusal(_ reply: SMTPReply, at stage: SMTPStage) -> Refusal {
        let code = [String(reply.code), reply.enhanced].compactMap { $0 }.joined(separator: " ")
        let rule = SMTPRule.rule(for: reply, at: stage)
        let kind = rule?.means ?? .temporary
        let delay = kind == .throttled ? delay(in: reply.text) : nil
        return Refusal(kind, code: code, text: reply.text, retryAfter: delay, says: rule?.says)
    }

    /// The table as people read it.
    static var rows: [AnswerRow] {
        [AnswerRow("250", .accepted, "the relay has it; its queue id where the reply names one")]
            + SMTPRule.all.map { rule in
                AnswerRow(rule.answer, AnswerRow.Meaning(rule.means), rule.about, says: rule.says)
            } + [
                AnswerRow("connection lost before the final dot, or none at all", .temporary, "nothing went out"),
                AnswerRow("connection lost after the final dot", .unknown, "the relay may have it"),
            ]
    }

    /// `try again in 300 seconds`: no standard, but what greylisting says; at most a day.
    private static func delay(in text: String) -> Duration? {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
        for (index, word) in words.enumerated().dropFirst() {
            guard let number = UInt32(words[index - 1]), index > 1, ["in", "after"].contains(words[index - 2]) else {
                continue
            }
            if word.hasPrefix("sec") { return .seconds(min(Int(number), 86_400)) }
            if word.hasPrefix("min") { return .seconds(min(Int(number) * 60, 86_400)) }
        }
        return nil
    }

    /// The name under which the relay keeps the mail: `Ok: queued as 4F2A91` (Postfix), `OK id=1tXk…` (Exim),
    /// `f1a2b3c4 Message accepted for delivery` (OpenSMTPD, Sendmail).
    private static func queueID(in text: String) -> String? {
        var rest = tail(of: text, behind: "queued as ") ?? tail(of: text, behind: " id=")
        if rest == nil {
            let words = text.split(separator: " ")
            if words.dropFirst().prefix(2).map({ $0.lowercased() }) == ["message", "accepted"] { rest = words[0] }
        }
        let id = rest?.prefix { !$0.isWhitespace && $0 != ")" } ?? ""
        return id.isEmpty || id.utf8.count > 128 ? nil : String(id)
    }

    /// What stands behind a mark of ASCII.
    ///
    /// Every mail asks, and a search for characters would look them up in tables.
    private static func tail(of text: String, behind mark: String) -> Substring? {
        let bytes = text.utf8
        var start = bytes.startIndex
        while start < bytes.endIndex {
            if bytes[start...].starts(with: mark.utf8) { return text[bytes.index(start, offsetBy: mark.utf8.count)...] }
            start = bytes.index(after: start)
        }
        return nil
    }
}
