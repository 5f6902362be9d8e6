import Dunning
import Foundation
import Testing

/// Requests as gateways get them; those to Twilio are held against facts of its public API description.
@Suite(.timeLimit(.minutes(5)))
struct PhoneAPITests {
    @Test func `a call is a request that the Calls API describes, and its TwiML says who calls before anything else`()
        async throws
    {
        let (folder, peer) = try await workplace("voice")
        try await folder.enqueue(
            .phone("a-1", "voice", "+4915112345678").with {
                $0.template = "second-notice"
                $0.name = "Jana <Break/> & Söhne"
            }
        )
        #expect(try await folder.work()["handedOver"] == 1)
        let request = try #require(try peer.requests.first)
        #expect(request["path"] == "/2010-04-01/Accounts/AC00000000000000000000000000000000/Calls.json")
        #expect(request["user"] == "AC00000000000000000000000000000000:e2e-token")
        let form = try TwilioForm(request)
        #expect(form.mistakes(by: TwilioForm.calls) == [])
        #expect(form["To"] == "+4915112345678" && form["From"] == "+493023125042")
        #expect(form["StatusCallback"]?.hasPrefix("https://dunlin.example.com/callbacks/") == true)
        let script = try #require(request["script"])
        #expect(script["tag"] == "Response")
        let spoken = try #require(script["words"]?.string)
        let said = script.elements.filter { $0["tag"] == "Say" }
        #expect(!said.isEmpty && said.allSatisfy { $0["attributes"]?["language"] == "de-DE" })
        #expect(said.first?["words"]?.string?.contains("Acme Energie GmbH") == true, "\(spoken)")
        // Whoever picks up the phone is not known: no word of how much, for what, or that anything is owed.
        for detail in ["123", "INV-7", "Rechnung", "Mahnung", "Schuld", "offen", "ACC-"] {
            #expect(!spoken.contains(detail), "\(detail) in: \(spoken)")
        }
        let gather = try #require(script.elements.first { $0["tag"] == "Gather" })
        #expect(gather["attributes"]?["numDigits"] == "1")
        #expect(gather["attributes"]?["action"]?.string?.hasPrefix("https://dunlin.example.com/callbacks/") == true)
    }

    @Test func `a text is a request that the Messages API describes`() async throws {
        let (folder, peer) = try await workplace("sms")
        try await folder.enqueue(.phone("a-1", "sms", "+4915112345678").with { $0.name = "Jörg & Söhne = 100 %" })
        #expect(try await folder.work()["handedOver"] == 1)
        let request = try #require(try peer.requests.first)
        #expect(request["path"] == "/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json")
        let form = try TwilioForm(request)
        #expect(form.mistakes(by: TwilioForm.messages) == [])
        #expect(form["To"] == "+4915112345678" && form["From"] == "+493023125042")
        #expect(form["Body"]?.contains("Acme Energie GmbH") == true && form["Body"]?.contains("123,45") == true)
        let attempt = try #require(try await folder.action("a-1")["attempts"]?.array?.first)
        #expect(attempt["reference"] == .string("SM" + String(repeating: "0", count: 32)))
    }

    @Test func `a gateway that only the configuration knows gets the form that the configuration describes`()
        async throws
    {
        let folder = try Workplace()
        let peer = try await WebPeer(in: folder.folder)
        let gateway = """
            [sms.gateway]
            provider = "http"
            url = "http://127.0.0.1:\(peer.port)/send"
            username = "dunlin"
            password = { env = "TWILIO_TOKEN" }
            form = { dest = "{to_digits}", msg = "{text}", ref = "{reference}", kind = "a{{b}}" }
            from = "Acme"
            reference = "/sid"

            """
        try folder.write(Workplace.house + gateway, to: "channels.conf")
        try await folder.enqueue(.phone("a-1", "sms", "+4915112345678"))
        #expect(try await folder.work()["handedOver"] == 1)
        let request = try #require(try peer.requests.first)
        #expect(request["path"] == "/send" && request["user"] == "dunlin:e2e-token")
        let form = try TwilioForm(request)
        #expect(form["dest"] == "4915112345678" && form["ref"] == "a-1.1" && form["kind"] == "a{b}")
        #expect(form["msg"]?.contains("Acme Energie GmbH") == true)
        let attempt = try #require(try await folder.action("a-1")["attempts"]?.array?.first)
        #expect(attempt["reference"] == .string("SM" + String(repeating: "0", count: 32)))
    }

    private func workplace(_ channel: String) async throws -> (Workplace, WebPeer) {
        let folder = try Workplace()
        let peer = try await WebPeer(in: folder.folder)
        try folder.write(Workplace.house + peer.configuration(channel), to: "channels.conf")
        return (folder, peer)
    }
}

extension JSON {
    /// An element of an XML document with all that are in it, in the order of the text.
    fileprivate var elements: [JSON] { [self] + (self["children"]?.array ?? []).flatMap(\.elements) }
}
