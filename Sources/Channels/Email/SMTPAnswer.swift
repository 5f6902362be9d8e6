import Dunning
import Transport

/// What an SMTP outcome means for a hand-over.
///
/// | outcome | means |
/// |---|---|
/// | accepted | accepted; the relay's queue id where its reply names one |
/// | 421, 450/451 with 4.7.x, 452 | throttled: the relay wants less or later |
/// | other 4xx | temporary |
/// | 530, 535, 538, 554 with 5.7.x at MAIL | temporary: our account, not this debtor; a person must look |
/// | other 5xx | permanent for this address |
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
        return Refusal(kind(of: reply, at: stage), code: code, text: reply.text)
    }

    private static func kind(of reply: SMTPReply, at stage: SMTPStage) -> Refusal.Class {
        let isPolicy = reply.enhanced?.contains(".7.") == true
        switch reply.code {
        case 421, 452: return .throttled
        case 450, 451: return isPolicy ? .throttled : .temporary
        case 400..<500: return .temporary
        case 530, 535, 538: return .temporary
        default:
            // Before a recipient was named, a refusal is about us.
            return stage == .recipient || stage == .data || stage == .message ? .permanent : .temporary
        }
    }

    /// `2.0.0 Ok: queued as 4F2A91` and the like.
    private static func queueID(in text: String) -> String? {
        guard let range = text.firstRange(of: "queued as ") else { return nil }
        let id = text[range.upperBound...].prefix { !$0.isWhitespace && $0 != ")" }
        return id.isEmpty || id.utf8.count > 128 ? nil : String(id)
    }
}
