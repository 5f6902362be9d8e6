import Testing

@testable import Transport

struct SMTPAccountTests {
    @Test(arguments: [
        ("smtp://relay.example", "smtp://relay.example:25/localhost", SMTPAccount.Security.none),
        ("smtp://127.0.0.1:2525", "smtp://127.0.0.1:2525/localhost", .none),
        ("SMTP+StartTLS://relay.example", "smtp://relay.example:587/localhost", .startTLS),
        ("smtps://relay.example/", "smtps://relay.example:465/localhost", .tls),
        ("smtps://[::1]:4650", "smtps://[::1]:4650/localhost", .tls),
    ])
    func `an address says host, port and security`(url: String, used: String, security: SMTPAccount.Security) throws {
        let account = try SMTPAccount(url: url)
        #expect(account.url == used)
        #expect(account.security == security)
    }

    @Test(arguments: [
        "", "relay.example", "http://relay.example", "smtp://", "smtp://user:pw@relay.example", "smtp://a b",
        "smtp://relay.example/path", "smtp://relay.example?x", "smtp://relay.example#x", "smtp://relay.example:99999",
        "smtp://relay\r\n.example", "smtp+starttls:relay",
    ])
    func `anything else is refused`(url: String) {
        #expect(throws: SMTPAccount.Fault.badURL) { try SMTPAccount(url: url) }
    }

    @Test(arguments: ["", "two words", "a\r\nMAIL", "[", "[]", "[a", "a_b", "a/b", String(repeating: "a", count: 256)])
    func `a client name cannot carry a command`(name: String) {
        #expect(throws: SMTPAccount.Fault.badClientName) { try SMTPAccount(url: "smtp://a.example", clientName: name) }
    }

    @Test func `an address literal is a client name`() throws {
        let account = try SMTPAccount(url: "smtp://a.example", clientName: "[IPv6:2001:db8::1]")
        #expect(account.clientName == "[IPv6:2001:db8::1]")
        #expect(account.url == "smtp://a.example:25/%5BIPv6:2001:db8::1%5D")
    }

    @Test(arguments: [
        ("smtp://relay.example", false), ("smtp://127.0.0.1.evil.example", false), ("smtp://128.0.0.1", false),
        ("smtp://localhost", true), ("smtp://127.9.9.9:25", true), ("smtp://[::1]", true),
        ("smtp+starttls://relay.example", true), ("smtps://relay.example", true),
    ])
    func `credentials leave this machine encrypted or not at all`(url: String, allowed: Bool) throws {
        let credentials = try #require(Credentials(username: "u", password: "p"))
        if allowed {
            #expect(try SMTPAccount(url: url, credentials: credentials).credentials != nil)
        } else {
            #expect(throws: SMTPAccount.Fault.plainTextCredentials) {
                try SMTPAccount(url: url, credentials: credentials)
            }
            let account = try SMTPAccount(url: url, credentials: credentials, allowsPlainTextCredentials: true)
            #expect(account.credentials != nil)
        }
    }

    @Test func `credentials with a NUL are none`() {
        #expect(Credentials(username: "a\0b", password: "p") == nil)
        #expect(Credentials(username: "a", password: "p\0") == nil)
    }
}
