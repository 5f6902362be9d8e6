import Foundation
import Testing

@testable import Sandbox

struct SandboxTests {
    @Test(arguments: ["0.0.0.0", "192.0.2.1", "example.com", "::", "127.0.0.1.example", ""])
    func `an address that others can reach is refused`(host: String) async {
        var options = SandboxOptions()
        options.host = host
        let sandbox = Sandbox(options: options, now: { noon })
        await #expect(throws: SandboxError.notLoopback(host)) { try await sandbox.run() }
        await #expect(throws: SandboxError.notLoopback(host)) { try await sandbox.endpoints }
    }

    @Test func `a port that is taken is named`() async throws {
        try await withSandbox { _, endpoints in
            for isMail in [true, false] {
                var options = SandboxOptions()
                if isMail { options.smtpPort = endpoints.smtpPort } else { options.httpPort = endpoints.httpPort }
                let port = isMail ? endpoints.smtpPort : endpoints.httpPort
                let second = Sandbox(options: options, now: { noon })
                let error = await #expect(throws: SandboxError.self) { try await second.run() }
                guard case .cannotListen(let named, _)? = error else {
                    Issue.record("another error: \(String(describing: error))")
                    return
                }
                #expect(named == port)
            }
        }
    }

    @Test func `the endpoints are what a configuration needs, and are free again after the end`() async throws {
        let endpoints = try await withSandbox { _, endpoints in
            #expect(endpoints.smtp == "smtp://127.0.0.1:\(endpoints.smtpPort)")
            #expect(endpoints.kannel == "http://127.0.0.1:\(endpoints.httpPort)/cgi-bin/sendsms")
            let status = try await http(endpoints.httpPort, "GET", "/")?.status
            #expect(status == 200)
            return endpoints
        }
        await #expect(throws: (any Error).self) { try await http(endpoints.httpPort, "GET", "/") }
    }

    @Test(arguments: ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""])
    func `a name of somebody else's that points here is not answered`(host: String) async throws {
        try await withSandbox { _, endpoints in
            let status = try await http(endpoints.httpPort, "GET", "/messages.json", host: host)?.status
            #expect(status == 421 || status == 400)
        }
    }

    @Test func `a body that is too large is refused and the next request is answered`() async throws {
        try await withSandbox { _, endpoints in
            let big = String(repeating: "x", count: 1_500_000)
            let refused = try? await http(endpoints.httpPort, "POST", "/2010-04-01/x", body: big)
            #expect(refused == nil || refused?.status == 413)
            let status = try await http(endpoints.httpPort, "GET", "/")?.status
            #expect(status == 200)
        }
    }

    @Test func `deleting empties the inbox`() async throws {
        try await withSandbox { sandbox, endpoints in
            sandbox.inbox.file(
                Inbox.Draft(channel: .sms, provider: "kannel", from: "a", to: ["b"], content: .text("c")),
                prefix: "K"
            )
            let status = try await http(endpoints.httpPort, "DELETE", "/messages")?.status
            #expect(status == 204)
            #expect(sandbox.inbox.count == 0)
        }
    }

    @Test func `the guide's tables of magic recipients are the ones in the code`() throws {
        let guide = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../docs/sandbox.md").standardizedFileURL
        let text = try String(contentsOf: guide, encoding: .utf8)
        for fault in Fault.mailboxes { #expect(text.contains("| `\(fault.rawValue)@` |")) }
        for (suffix, fault) in Fault.phoneSuffixes { #expect(text.contains("| `\(suffix)` | \(fault.rawValue) |")) }
    }
}
