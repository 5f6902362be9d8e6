import Dunning
import Settings
import Testing

struct ProviderTests {
    static let smtp =
        smallest + "[email.primary]\nprovider = \"smtp\"\nfrom = \"a@example.com\"\nurl = \"smtp://127.0.0.1\"\n"
    static let kannel =
        smallest + """
            [sms.k]
            provider = "kannel"
            url = "http://127.0.0.1:4010/cgi-bin/sendsms"
            username = "u"
            password = { env = "SET" }
            from = "Acme"

            """
    static let twilio =
        smallest + """
            [voice.t]
            provider = "twilio"
            account = "AC00000000000000000000000000000000"
            token = { file = "secrets/there" }
            from = "+493023125000"

            """
    static let http =
        smallest + """
            [sms.h]
            provider = "http"
            url = "https://sms.example.com/v1/messages"
            from = "Acme"

            """

    @Test(
        arguments: [
            (smtp, []), (kannel, []), (twilio, []), (http + #"form = { to = "{to}" }"#, []),
            (smtp + "username = \"u\"", ["email.primary.username"]),
            (smtp + "password = { env = \"SET\" }", ["email.primary.password"]),
            (smtp + "senders = { acmee = \"b@example.com\" }", ["email.primary.senders"]),
            (smtp + "senders = { acme = \"b\" }", ["email.primary.senders"]),
            (smtp + "reply_to = \"A <b@example.com\"", ["email.primary.reply_to"]),
            (smtp + "connections = 0", ["email.primary.connections"]),
            (smtp + "timeout = \"0s\"", ["email.primary.timeout"]),
            (smtp + "timeout = 30", ["email.primary.timeout"]), (smtp + "conections = 4", ["email.primary.conections"]),
            (smtp.replacing("127.0.0.1", with: "mail.example.com/x"), ["email.primary.url"]),
            (smtp.replacing("127.0.0.1", with: "u:p@mail.example.com"), ["email.primary.url"]),
            (smtp.replacing("smtp\"\nfrom", with: "kannel\"\nfrom"), ["email.primary.provider"]),
            (smtp.replacing("smtp\"\nfrom", with: "smpt\"\nfrom"), ["email.primary.provider"]),
            (kannel.replacing("127.0.0.1", with: "sms.example.com"), ["sms.k.url"]),
            (kannel.replacing("127.0.0.1", with: "sms.example.com") + "allow_plain_text = true", []),
            (kannel.replacing("\"Acme\"", with: "\"Acme Energy GmbH\""), ["sms.k.from"]),
            (kannel.replacing("\"SET\"", with: "\"SET\", file = \"x\""), ["sms.k.password"]),
            (twilio.replacing("+493023125000", with: "Acme"), ["voice.t.from"]),
            (twilio.replacing("AC0", with: "AC"), ["voice.t.account"]),
            (twilio.replacing("voice.t", with: "sms.t") + "detect_machines = true", ["sms.t.detect_machines"]),
            (http, ["sms.h"]), (http + "form = { to = \"{to}\" }\njson = { to = \"{to}\" }", ["sms.h.json"]),
            (http + "method = \"GET\"\nform = { to = \"{to}\" }", ["sms.h.form"]),
            (http + "query = { to = \"{too}\" }", ["sms.h.query"]),
            (http + "query = { to = \"{to\" }", ["sms.h.query"]),
            (http + "query = { to = \"{to}\" }\nheaders = { \"X Y\" = \"1\" }", ["sms.h.headers"]),
            (http + "query = { to = \"{to}\" }\nheaders = { X = \"a\\r\\nY: b\" }", ["sms.h.headers"]),
            (http + "query = { to = \"{to}\" }\naccepted = [99]", ["sms.h.accepted"]),
            (http + "query = { to = \"{to}\" }\naccepted = [\"2xx\", 503]", ["sms.h.temporary"]),
            (http + "query = { to = \"{to}\" }\nreference = \"id\"", ["sms.h.reference"]),
            (http + "json = { key = { env = \"NOT_SET\" } }", ["sms.h.json"]),
        ] as [(String, [String])]
    )
    func `a provider is right, or what is wrong is told at its key`(text: String, keys: [String]) {
        #expect(read(text).diagnostics.map { $0.place.field ?? "-" } == keys)
    }

    @Test func `a gateway is described by configuration alone`() throws {
        let text =
            Self.http + """
                method = "PUT"
                bearer = { env = "SET" }
                headers = { X-Api-Key = { env = "SET", prefix = "Key " }, X-Ref = "{reference}" }
                json = { to = "{to_digits}", list = [1, true, "a{{b}}{text}"], inner = { secret = { file = "secrets/there" } } }
                reference = "/messages/0/id"
                code = "/error~1code"
                permanent = [400, "4xx"]
                throttled = [429, 420]
                """
        let settings = try #require(read(text).value)
        guard case .http(let http) = settings.providers[0].kind, case .json(.object(let members)) = http.body else {
            throw Unexpected()
        }
        #expect(http.method == .put)
        #expect(http.bearer?.revealed() == "s3cret-value")
        #expect(http.headers.map(\.name) == ["X-Api-Key", "X-Ref"])
        #expect(http.headers[0].value == .secret(Secret("Key s3cret-value")))
        #expect(members.map(\.name) == ["to", "list", "inner"])
        guard case .array(let list) = members[1].value, case .text(let template) = list[2] else { throw Unexpected() }
        #expect(template.filled { "<\($0.rawValue)>" } == "a{b}<text>")
        #expect(http.answer.code == "/error~1code")
        #expect(
            [200, 299, 404, 420, 429, 500, 503, 302].map { http.answer.meaning(of: $0) } == [
                .accepted, .accepted, .permanent, .throttled, .throttled, nil, .temporary, nil,
            ]
        )
    }

    @Test func `members of a JSON body that are called env or file are no secrets where they cannot be`() throws {
        let json = #"json = { file = "{text}", inner = { file = "a", size = 1 } }"#
        let settings = try #require(read(Self.http + json).value)
        guard case .http(let http) = settings.providers[0].kind, case .json(.object(let members)) = http.body else {
            throw Unexpected()
        }
        #expect(members.map(\.name) == ["file", "inner"])
    }

    @Test func `senders are chosen by creditor`() throws {
        let settings = try #require(read(Self.smtp + "senders = { acme = \"Acme <b@example.com>\" }").value)
        guard case .smtp(let smtp) = settings.providers[0].kind else { throw Unexpected() }
        #expect(smtp.from.sender(for: CreditorID(trusted: "acme")) == "Acme <b@example.com>")
        #expect(smtp.from.sender(for: CreditorID(trusted: "other")) == "a@example.com")
    }

    @Test func `unknown fates are settled as the channel's table says`() throws {
        let text = Self.kannel.replacing("[sms.k]", with: "[sms]\non_unknown = \"resend\"\n[sms.k]")
        let settings = try #require(read(text).value)
        #expect(settings.onUnknown[.sms] == .resend)
        #expect(settings.onUnknown[.email] == .review)
    }

    private struct Unexpected: Error {}
}

struct SecretTests {
    @Test func `a secret shows itself to nobody who does not ask for it by name`() {
        let secret = Secret("hunter2")
        var dumped = ""
        dump(["password": secret], to: &dumped)
        let shown =
            "\(secret) \(String(describing: secret)) \(String(reflecting: secret)) \(dumped) \([secret]) \(Secret?.some(secret) as Any)"
        #expect(!shown.contains("hunter2"))
        #expect(shown.contains("***"))
        #expect(secret.revealed() == "hunter2")
    }

    @Test func `settings printed whole show no secret`() throws {
        let settings = try #require(read(ProviderTests.kannel).value)
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(!(dumped + "\(settings)").contains("s3cret-value"))
    }

    @Test func `the standard source reads variables, and files without their line end`() throws {
        let source = SecretSource.standard(environment: ["A": "x", "EMPTY": ""])
        #expect(try source.find(.environment("A")) == "x")
        #expect(throws: SecretMissing.self) { try source.find(.environment("EMPTY")) }
        #expect(throws: SecretMissing.self) { try source.find(.environment("B")) }
        #expect(throws: SecretMissing.self) { try source.find(.file("/nowhere/at/all")) }
        #expect(throws: SecretMissing.self) { try source.find(.file("/dev/null")) }
    }
}
