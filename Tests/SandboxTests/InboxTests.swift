import Foundation
import Testing

@testable import Sandbox

struct InboxTests {
    private func draft(_ text: String) -> Inbox.Draft {
        Inbox.Draft(channel: .sms, provider: "kannel", from: "Acme", to: ["+33612345678"], content: .text(text))
    }

    @Test func `the oldest are dropped and counted, and are found no more`() {
        var options = SandboxOptions()
        options.keptMessages = 3
        let inbox = Inbox(options: options, now: { noon })
        let first = inbox.file(draft("1"), prefix: "K")
        for number in 2...5 { inbox.file(draft("\(number)"), prefix: "K") }
        #expect(inbox.newest(9).map(\.id) == [5, 4, 3])
        #expect(inbox.dropped == 2)
        #expect(inbox.message(reference: first.reference) == nil)
        #expect(inbox.message(first.id) == nil)
    }

    @Test func `bytes are bounded too, but the newest stays whatever its size`() {
        var options = SandboxOptions()
        options.keptBytes = 10_000
        let inbox = Inbox(options: options, now: { noon })
        for _ in 1...9 { inbox.file(draft(String(repeating: "x", count: 4_000)), prefix: "K") }
        #expect(inbox.count == 2)
        inbox.file(draft(String(repeating: "x", count: 50_000)), prefix: "K")
        #expect(inbox.newest(9).map(\.id) == [10])
    }

    @Test func `an emptied inbox gives no number twice`() {
        let inbox = Inbox(options: SandboxOptions(), now: { noon })
        inbox.file(draft("1"), prefix: "K")
        inbox.empty()
        #expect(inbox.count == 0)
        #expect(inbox.file(draft("2"), prefix: "K").id == 2)
        #expect(inbox.newest(9).map(\.id) == [2])
    }

    @Test func `another seed gives other references`() {
        var options = SandboxOptions()
        options.seed = 7
        let one = Inbox(options: SandboxOptions(), now: { noon }).file(draft(""), prefix: "K")
        let other = Inbox(options: options, now: { noon }).file(draft(""), prefix: "K")
        #expect(one.reference != other.reference)
    }

    @Test(arguments: [
        ("plain", 1, "GSM-7"), (String(repeating: "x", count: 160), 1, "GSM-7"),
        (String(repeating: "x", count: 161), 2, "GSM-7"),
        (String(repeating: "€", count: 80), 1, "GSM-7"), (String(repeating: "€", count: 81), 2, "GSM-7"),
        (String(repeating: "あ", count: 70), 1, "UCS-2"), (String(repeating: "あ", count: 71), 2, "UCS-2"),
        (String(repeating: "👍", count: 35), 1, "UCS-2"), (String(repeating: "👍", count: 36), 2, "UCS-2"),
        ("", 1, "GSM-7"),
    ])
    func `segments are counted as the network cuts them`(text: String, count: Int, encoding: String) {
        #expect(SMSSegments(text).count == count)
        #expect(SMSSegments(text).encoding == encoding)
    }

    @Test(arguments: [
        (0.0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (1_795_262_400, "2026-11-21T12:00:00Z"),
        (-1, "1969-12-31T23:59:59Z"), (4_107_542_399, "2100-02-28T23:59:59Z"),
    ])
    func `instants are written as UTC`(seconds: Double, text: String) {
        #expect(CivilTime(Date(timeIntervalSince1970: seconds)).rfc3339 == text)
    }
}
