import Digests
import Dunning
import Foundation
import Testing

@testable import Channels

struct TwilioCallbackTests {
    private let base = TwilioTests.callbacks + "/x.primary/"

    private func request(
        _ topic: String,
        query: [(name: String, value: String)] = [("attempt", "A1.1")],
        form: [(name: String, value: String)],
        url: String? = nil,
        account: String = TwilioTests.account,
        token: String = "12345"
    ) -> InboundRequest {
        let form = form + [("AccountSid", account)]
        let behind = FormFields(pairs: query).encoded
        let url = url ?? base + topic + (behind.isEmpty ? "" : "?" + behind)
        let signed = url + form.sorted { ($0.name, $0.value) < ($1.name, $1.value) }.map { $0.name + $0.value }.joined()
        let signature = Base64.standard.encode(HMAC.sha1.code(of: Array(signed.utf8), key: Array(token.utf8)))
        return InboundRequest(
            method: "POST",
            url: url,
            topic: topic,
            query: query,
            form: form,
            headers: ["x-twilio-signature": signature],
            body: []
        )
    }

    @Test(
        arguments: [
            ("queued", nil, AttemptState.handedOver, nil, nil), ("sent", nil, .handedOver, nil, nil),
            ("delivered", nil, .delivered, Outcome.delivered, nil), ("undelivered", "30003", .undelivered, nil, nil),
            ("failed", "30008", .undelivered, nil, nil), ("undelivered", "30005", .undelivered, nil, nil),
            ("failed", "21610", .undelivered, nil, .optedOut), ("sent", "21610", .handedOver, nil, nil),
        ] as [(String, String?, AttemptState, Outcome?, PointNews?)]
    )
    func `a text's status is a receipt, which may tell about its number`(
        status: String,
        error: String?,
        state: AttemptState,
        outcome: Outcome?,
        says: PointNews?
    ) throws {
        var form = [(name: "MessageSid", value: "SM1"), ("MessageStatus", status)]
        if let error { form.append(("ErrorCode", error)) }
        let answer = try TwilioTests.texts().read(request("status", form: form))
        let code = [status, error].compactMap { $0 }.joined(separator: " ")
        let attempt = AttemptID(trusted: "A1.1")
        #expect(
            answer.events
                == [
                    .receipt(
                        attempt: attempt,
                        reference: "SM1",
                        state: state,
                        outcome: outcome,
                        code: code,
                        says: says
                    )
                ]
        )
    }

    @Test(
        arguments: [
            ("ringing", nil, AttemptState.handedOver, nil), ("in-progress", "human", .handedOver, nil),
            ("completed", "human", .delivered, Outcome.reached), ("completed", nil, .delivered, .reached),
            ("completed", "unknown", .delivered, .reached), ("completed", "machine_end_beep", .delivered, .voicemail),
            ("completed", "machine_start", .delivered, .voicemail), ("completed", "fax", .undelivered, .unreachable),
            ("busy", nil, .undelivered, .busy), ("no-answer", nil, .undelivered, .noAnswer),
            ("failed", nil, .undelivered, .unreachable), ("canceled", nil, .undelivered, .unreachable),
        ] as [(String, String?, AttemptState, Outcome?)]
    )
    func `a call's status is a receipt with an outcome`(
        status: String,
        by: String?,
        state: AttemptState,
        outcome: Outcome?
    ) throws {
        var form = [(name: "CallSid", value: "CA1"), ("CallStatus", status)]
        if let by { form.append(("AnsweredBy", by)) }
        let answer = try TwilioTests.calls().read(request("status", form: form))
        let code = [status, by].compactMap { $0 }.joined(separator: " ")
        let attempt = AttemptID(trusted: "A1.1")
        #expect(
            answer.events
                == [.receipt(attempt: attempt, reference: "CA1", state: state, outcome: outcome, code: code)]
        )
    }

    /// The query of the address that the script itself gives out.
    private func menu(language: String = "de-DE", say: String = "Erledigt & gut.") throws -> [(String, String)] {
        let delivery = Sample.call(language: language, key: "9", confirmation: say)
        let twiml = String(decoding: try TwilioTests.calls().seal(delivery).bytes, as: UTF8.self)
        let action = try #require(twiml.firstMatch(of: /action="([^"]*)"/)).1.replacing("&amp;", with: "&")
        #expect(action.hasPrefix(base + "key?"))
        return action.drop { $0 != "?" }.dropFirst().split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1)
            return (String(parts[0]), String(parts[1]).removingPercentEncoding ?? "")
        }
    }

    @Test func `the right key opts out of calls and is confirmed in the call's language`() throws {
        let query = try menu()
        let form = [(name: "To", value: "+12025550100"), ("From", "+493012345678"), ("Digits", "9")]
        let answer = try TwilioTests.calls().read(request("key", query: query, form: form))
        #expect(answer.events == [.optOut(channel: .voice, value: "+12025550100", via: "key 9")])
        let twiml = String(decoding: answer.body, as: UTF8.self)
        #expect(twiml.contains(#"<Say voice="Polly.Vicki" language="de-DE">Erledigt &amp; gut.</Say>"#))
    }

    @Test func `another key opts nobody out and may be mended`() throws {
        let form = [(name: "To", value: "+12025550100"), ("Digits", "8")]
        let answer = try TwilioTests.calls().read(request("key", query: try menu(), form: form))
        #expect(answer.events.isEmpty)
        #expect(String(decoding: answer.body, as: UTF8.self).contains("<Gather"))
    }

    @Test(arguments: [
        ("STOP", InboundEvent.optOut(channel: .sms, value: "+1", via: "sms")),
        (" stop. ", .optOut(channel: .sms, value: "+1", via: "sms")),
        ("Opt-Out", .optOut(channel: .sms, value: "+1", via: "sms")),
        ("STOPALL", .optOut(channel: .sms, value: "+1", via: "sms")),
        ("revoke", .optOut(channel: .sms, value: "+1", via: "sms")),
        ("arrêt", .optOut(channel: .sms, value: "+1", via: "sms")),
        ("unstop", .optIn(channel: .sms, value: "+1", via: "sms")),
        ("Start", .optIn(channel: .sms, value: "+1", via: "sms")),
        ("stop calling me at work", .message(channel: .sms, from: "+1", text: "stop calling me at work")),
        ("I paid", .message(channel: .sms, from: "+1", text: "I paid")),
        ("", .message(channel: .sms, from: "+1", text: "")),
    ])
    func `a debtor's text is an opt-out, an opt-in, or for a person to read`(text: String, event: InboundEvent) throws {
        let form = [(name: "From", value: "+1"), ("Body", text)]
        let answer = try TwilioTests.texts().read(request("message", query: [], form: form))
        #expect(answer.events == [event])
        #expect(String(decoding: answer.body, as: UTF8.self).contains("<Response/>"))
    }

    @Test func `nothing is believed that is not signed for this address, account and method`() throws {
        let form = [(name: "MessageSid", value: "SM1"), ("MessageStatus", "delivered")]
        let good = request("status", form: form)
        _ = try TwilioTests.texts().read(good)
        var get = good
        get.method = "GET"
        var bare = good
        bare.headers = [:]
        var moved = good
        moved.url += "&attempt=A2.1"
        let forged = [
            get, bare, moved, request("status", form: form, token: "54321"),
            request("status", form: form, account: "ACffffffffffffffffffffffffffffffff"),
            request("status", form: form, url: "https://evil.example/x.primary/status?attempt=A1.1"),
            request("status", form: form, url: base + "message?attempt=A1.1"),
        ]
        for request in forged {
            #expect(throws: InboundRefusal.unproved) { try TwilioTests.texts().read(request) }
        }
        let silent = TwilioTests.texts(TwilioTests.options(isCalledBack: false))
        #expect(throws: InboundRefusal.unproved) { try silent.read(good) }
    }

    @Test func `what is signed and makes no sense is refused`() {
        let odd = [
            request("status", form: [("MessageStatus", "levitating")]), request("status", form: []),
            request("status", query: [], form: [("MessageStatus", "sent")]),
            request("status", query: [("attempt", "../x")], form: [("MessageStatus", "sent")]),
            request("status", form: [("MessageStatus", "sent"), ("MessageStatus", "delivered")]),
            request("key", form: [("Digits", "9")]), request("message", form: [("Body", "STOP")]),
        ]
        for request in odd {
            do throws(InboundRefusal) {
                _ = try TwilioTests.texts().read(request)
                Issue.record("understood \(request.url)")
            } catch {
                guard case .senseless = error else {
                    Issue.record("\(error) for \(request.url)")
                    continue
                }
            }
        }
    }
}
