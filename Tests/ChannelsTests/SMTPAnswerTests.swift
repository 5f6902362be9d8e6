import Dunning
import Testing
import Transport

@testable import Channels

struct SMTPAnswerTests {
    @Test(
        arguments: [
            (421, nil, SMTPStage.recipient, Refusal.Class.temporary), (421, "4.7.0", .sender, .throttled),
            (450, "4.7.1", .recipient, .throttled), (450, "4.2.1", .recipient, .temporary),
            (451, "4.3.0", .recipient, .temporary), (451, "4.7.1", .message, .throttled),
            (452, "4.3.1", .sender, .throttled), (452, nil, .recipient, .throttled),
            (452, "4.2.2", .recipient, .temporary), (550, "5.1.1", .recipient, .permanent),
            (550, "5.7.1", .recipient, .temporary), (554, "5.6.0", .message, .permanent), (554, nil, .data, .permanent),
            (550, "5.7.1", .sender, .temporary), (530, "5.7.0", .sender, .temporary),
            (530, nil, .recipient, .temporary),
            (535, "5.7.8", .hello, .temporary), (552, "5.3.4", .sender, .permanent), (552, nil, .message, .permanent),
            (553, "5.6.7", .sender, .permanent), (500, nil, .reset, .temporary),
        ] as [(Int, String?, SMTPStage, Refusal.Class)]
    )
    func `each reply has its class`(code: Int, enhanced: String?, stage: SMTPStage, kind: Refusal.Class) throws {
        let reply = SMTPReply(code: code, enhanced: enhanced, text: "no")
        guard case .refused(let refusal) = SMTPAnswer.handover(for: .refused(reply, at: stage)) else {
            Issue.record("a refusal became something else")
            return
        }
        #expect(refusal.class == kind)
        #expect(refusal.code == [String(code), enhanced].compactMap { $0 }.joined(separator: " "))
    }

    @Test(
        arguments: [
            ("Ok: queued as 4F2A91", "4F2A91"), ("OK id=1tXk2a-0001", "1tXk2a-0001"),
            ("f1a2b3c4 Message accepted for delivery", "f1a2b3c4"), ("OK", nil), ("queued as ", nil), ("", nil),
            ("Message accepted for delivery", nil), ("Ok: queued as " + String(repeating: "x", count: 200), nil),
        ] as [(String, String?)]
    )
    func `the relay's queue id is read where there is one`(text: String, id: String?) {
        let outcome = SMTPOutcome.accepted(SMTPReply(code: 250, text: text))
        #expect(SMTPAnswer.handover(for: outcome) == .accepted(reference: id))
    }

    @Test(
        arguments: [
            ("Greylisted, try again in 30 seconds", 30), ("retry after 5 minutes", 300), ("later", nil),
            ("come back in 99999999999999 seconds", nil), ("in 4000000000 minutes", 86_400), ("seconds", nil),
        ] as [(String, Int?)]
    )
    func `a delay that the relay names is kept`(text: String, seconds: Int?) {
        let reply = SMTPReply(code: 450, enhanced: "4.7.1", text: text)
        guard case .refused(let refusal) = SMTPAnswer.handover(for: .refused(reply, at: .recipient)) else {
            Issue.record("a refusal became something else")
            return
        }
        #expect(refusal.retryAfter == seconds.map { .seconds($0) })
    }

    @Test(
        arguments: [
            (550, "5.1.1", .recipient, .isBad), (550, "5.1.2", .message, .isBad), (553, "5.1.3", .recipient, .isBad),
            (551, "5.1.6", .recipient, .isBad), (556, "5.1.10", .recipient, .isBad), (550, nil, .recipient, nil),
            (550, "5.2.1", .recipient, nil), (552, "5.2.2", .recipient, nil), (550, "5.7.1", .recipient, nil),
            (550, "5.1.1", .sender, nil), (550, "5.1.8", .recipient, nil), (450, "4.1.1", .recipient, nil),
            (550, "5.1.0", .recipient, nil), (550, "5.1.11", .recipient, nil),
        ] as [(Int, String?, SMTPStage, PointNews?)]
    )
    func `only what can never arrive makes a mailbox bad`(
        code: Int,
        enhanced: String?,
        stage: SMTPStage,
        news: PointNews?
    ) throws {
        let reply = SMTPReply(code: code, enhanced: enhanced, text: "no")
        guard case .refused(let refusal) = SMTPAnswer.handover(for: .refused(reply, at: stage)) else {
            Issue.record("a refusal became something else")
            return
        }
        #expect(refusal.says == news)
        #expect(news == nil || refusal.class == .permanent)
    }

    @Test(arguments: ["5.1.7", "5.1.8"])
    func `what is wrong with our sender is no reason to give an address up`(enhanced: String) throws {
        let reply = SMTPReply(code: 550, enhanced: enhanced, text: "Sender address rejected")
        guard case .refused(let refusal) = SMTPAnswer.handover(for: .refused(reply, at: .recipient)) else {
            Issue.record("a refusal became something else")
            return
        }
        #expect(refusal.class == .temporary)
    }

    @Test func `what did not go out may be tried again, what may have gone out is unknown`() {
        let lost = TransportFault(.connectionLost, "gone")
        #expect(SMTPAnswer.handover(for: .unknown(lost)) == .unknown("connectionLost: gone"))
        guard case .refused(let refusal) = SMTPAnswer.handover(for: .notSent(lost)),
            case .refused(let never) = SMTPAnswer.handover(for: .notSent(TransportFault(.tooLarge, "big")))
        else {
            Issue.record("a refusal became something else")
            return
        }
        #expect(refusal.class == .temporary)
        #expect(never.class == .permanent)
    }
}
