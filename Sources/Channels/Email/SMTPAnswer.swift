import Dunning
import Transport

/// What an SMTP outcome means for a hand-over.
///
/// | outcome | means |
/// |---|---|
/// | accepted | accepted; the relay's queue id where its reply names one |
/// | 4xx with 4.7.x | throttled: greylisting, too much, too fast; with the delay where the text names one |
/// | 452, but not with 4.2.x | throttled: the relay has no room |
/// | other 4xx, also 452 4.2.2 (the mailbox is full) | temporary |
/// | 5xx at RCPT, DATA or the message | permanent for this address |
/// | 552, or 5xx with 5.3.4 or 5.6.x, at any stage | permanent: this message can never pass |
/// | 530, 535, 538, 5xx before a recipient was named | temporary: our account or sender; a person must look |
/// | not sent | temporary: nothing went out (permanent where the message can never pass this relay) |
/// | unknown | unknown |
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
        let kind = kind(of: reply, at: stage)
        return Refusal(kind, code: code, text: reply.text, retryAfter: kind == .throttled ? delay(in: reply.text) : nil)
    }

    private static func kind(of reply: SMTPReply, at stage: SMTPStage) -> Refusal.Class {
        let detail = reply.enhanced?.split(separator: ".").dropFirst().joined(separator: ".") ?? ""
        if reply.isTemporary {
            if detail.hasPrefix("7.") { return .throttled }
            return reply.code == 452 && !detail.hasPrefix("2.") ? .throttled : .temporary
        }
        // Security and policy (RFC 3463 3.8) are about who we are, whatever the stage: no reason to give up an address.
        if [530, 535, 538].contains(reply.code) || detail.hasPrefix("7.") { return .temporary }
        if reply.code == 552 || detail == "3.4" || detail.hasPrefix("6.") { return .permanent }
        switch stage {
        case .recipient, .data, .message: return .permanent
        case .hello, .reset, .sender, .quit: return .temporary
        }
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
        var rest: Substring?
        for mark in ["queued as ", " id="] {
            rest = rest ?? text.firstRange(of: mark).map { text[$0.upperBound...] }
        }
        let words = text.split(separator: " ")
        if rest == nil, words.dropFirst().prefix(2).map({ $0.lowercased() }) == ["message", "accepted"] {
            rest = words[0]
        }
        let id = rest?.prefix { !$0.isWhitespace && $0 != ")" } ?? ""
        return id.isEmpty || id.utf8.count > 128 ? nil : String(id)
    }
}
