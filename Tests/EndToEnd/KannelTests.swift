import Dunning
import Foundation
import Testing

/// Through Kannel's bearerbox and smsbox to its fake SMSC (Debian's kannel and kannel-extras).
@Suite(.timeLimit(.minutes(5)))
struct KannelTests {
    @Test func `texts with umlauts and with kana reach the SMSC letter for letter`() async throws {
        let folder = try Workplace()
        let kannel = try await Kannel(in: folder.folder)
        try folder.write(Workplace.house + kannel.configuration, to: "channels.conf")
        try await folder.enqueue(
            .phone("de", "sms", "+4915112345678").with { $0.name = "Jörg Äußerst" },
            .phone("ja", "sms", "+4915112345679").with {
                $0.name = "田中 さくら"
                $0.locale = "ja-JP"
            }
        )
        let summary = try await folder.work()
        #expect(summary["handedOver"] == 2)
        try await eventually("two texts at the SMSC") { try kannel.texts.count == 2 }
        for (id, number, mark) in [
            ("de", "+4915112345678", "123,45\u{A0}€"), ("ja", "+4915112345679", "お支払"),
        ] {
            let arrived = try #require(try kannel.texts.first { $0.receiver == number })
            #expect(arrived.sender == "Acme")
            let sent = try await sent(id, folder)
            #expect(arrived.text == sent)
            #expect(arrived.text.contains(mark) || arrived.text.contains(mark.replacing("\u{A0}", with: " ")))
        }
    }

    @Test func `a wrong password is refused by the gateway, and the action is kept and says so`() async throws {
        let folder = try Workplace()
        let kannel = try await Kannel(in: folder.folder)
        try folder.write(Workplace.house + kannel.configuration, to: "channels.conf")
        try await folder.enqueue(.phone("a-1", "sms", "+4915112345678"))
        try await folder.work(environment: ["KANNEL_PASSWORD": "wrong-horse"])
        let action = try await folder.action("a-1")
        #expect(action["state"] == "waiting", "\(action)")
        #expect(action["attempts"]?.array?.first?["state"] == "refused")
        let page = try await folder.dunlin("actions", "show", "a-1").output
        #expect(page.contains("403") && !page.contains("wrong-horse"), "\(page)")
        #expect(try kannel.texts.isEmpty)
    }

    /// The text as the journal has it.
    private func sent(_ action: String, _ folder: Workplace) async throws -> String {
        let composed = try await folder.dunlin("journal", "search", "--action", action, "--kind", "composed", "--json")
            .object()
        let number = try #require(composed["seq"]?.integer, "\(composed)")
        let page = try await folder.dunlin("journal", "show", "\(number)", "--content").output
        let lines = page.split(separator: "\n")
        let start = try #require(lines.firstIndex { $0.hasPrefix("--- message (text/plain") }, "\(page)")
        let end = try #require(lines.firstIndex { $0.hasPrefix("--- recipient (") }, "\(page)")
        return lines[(start + 1)..<end].joined(separator: "\n")
    }
}
