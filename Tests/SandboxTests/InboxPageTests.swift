import Foundation
import Pages
import Testing

@testable import Sandbox

private let hostile = "<script>alert('x')</script>\"><img src=x onerror=y>&amp;"

/// A desk over an inbox that holds hostile content on every channel.
private func hostileDesk() throws -> InboxDesk {
    let inbox = Inbox(options: SandboxOptions(), now: { noon })
    let mail = """
        Subject: \(hostile)\r
        Content-Type: multipart/mixed; boundary=b\r
        \r
        --b\r
        Content-Type: text/html\r
        \r
        \(hostile)\r
        --b\r
        Content-Type: application/x-evil; name="\(hostile.replacing("\"", with: ""))"\r
        \r
        x\r
        --b--\r

        """
    let say = HTML.escape(hostile)
    let twiml =
        "<Response><Say language=\"\(say)\">\(say)</Say><Gather action=\"\(say)\"><Play>\(say)</Play></Gather></Response>"
    let contents: [(Message.Channel, Message.Content)] = [
        (.email, .mail(Array(mail.utf8))), (.sms, .text(hostile)), (.voice, .call(try CallScript(twiml: twiml))),
    ]
    for (channel, content) in contents {
        let message = inbox.file(
            Inbox.Draft(
                channel: channel,
                provider: "test",
                from: hostile,
                to: [hostile],
                content: content,
                outcome: .refused(hostile),
                details: [(hostile, hostile)]
            ),
            prefix: "X"
        )
        inbox.report(hostile, on: message.id, note: hostile)
    }
    return InboxDesk(inbox: inbox, letters: nil)
}

private func get(_ desk: InboxDesk, _ target: String) -> (status: Int, policy: String, body: String) {
    let reply = desk.answer(Ask(method: "GET", target: target))
    let policy = reply.headers.first { $0.name == "content-security-policy" }?.value ?? ""
    return (reply.status, policy, String(decoding: reply.body, as: UTF8.self))
}

struct InboxPageTests {
    @Test(arguments: [
        "/", "/?id=1", "/?id=1&view=text", "/?id=1&view=source", "/?id=2", "/?id=3",
        "/?q=%3Cscript%3Ealert('x')%3C/script%3E%22%3E%3Cimg%20src", "/?id=3&channel=voice&view=%22%3E%3Cscript%3E",
    ])
    func `nothing of a message or an address gets into the page unescaped`(target: String) throws {
        let page = get(try hostileDesk(), target)
        #expect(page.status == 200)
        #expect(page.body.contains("</html>"))
        #expect(!page.body.contains("<script"))
        #expect(!page.body.contains("<img"))
        #expect(!page.body.contains("style=\""))
        #expect(page.body.contains("&lt;script&gt;"))
    }

    @Test func `the page forbids scripts, foreign resources and framing`() throws {
        let policy = get(try hostileDesk(), "/").policy
        #expect(policy.contains("default-src 'none'"))
        #expect(policy.contains("frame-ancestors 'none'"))
        #expect(!policy.contains("script-src"))
        #expect(!policy.contains("unsafe"))
    }

    @Test func `a mail's own HTML is served without an origin, scripts or foreign resources`() throws {
        let mail = get(try hostileDesk(), "/messages/1/html")
        #expect(mail.body.trimmingCharacters(in: .newlines) == hostile)
        #expect(mail.policy.hasPrefix("sandbox; default-src 'none'"))
        #expect(!mail.policy.contains("allow-"))
        let page = get(try hostileDesk(), "/?id=1").body
        #expect(page.contains("<iframe class=\"mail\" sandbox=\"\""))
    }

    @Test func `raw content is never served as a page`() throws {
        for number in 1...3 {
            let reply = try hostileDesk().answer(Ask(method: "GET", target: "/messages/\(number)/raw"))
            #expect(reply.headers.contains { $0 == ("content-type", "text/plain; charset=utf-8") })
            #expect(reply.headers.contains { $0 == ("x-content-type-options", "nosniff") })
        }
    }

    @Test func `the JSON view is JSON whatever the messages hold`() throws {
        let desk = try hostileDesk()
        for target in ["/messages.json?outcome=all", "/messages/1.json", "/messages/2.json", "/messages/3.json"] {
            let body = get(desk, target).body
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(body.utf8)) }
            #expect(!body.contains("<"))
        }
    }

    @Test(arguments: [
        ("outcome=all", [3, 2, 1]), ("", []), ("outcome=refused&channel=sms", [2]), ("outcome=all&since=1", [3, 2]),
        ("outcome=all&limit=1", [3]), ("outcome=all&to=nobody", []), ("outcome=all&q=ALERT", [3, 2, 1]),
    ])
    func `the JSON view filters`(query: String, ids: [Int]) throws {
        let body = get(try hostileDesk(), "/messages.json?" + query).body
        let list = try #require(try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])
        let messages = try #require(list["messages"] as? [[String: Any]])
        #expect(messages.compactMap { $0["id"] as? Int } == ids)
    }

    @Test(arguments: ["chanel=sms", "channel=fax", "since=yesterday", "limit=0", "outcome=lost"])
    func `a filter that is not known is refused, not overlooked`(query: String) throws {
        #expect(get(try hostileDesk(), "/messages.json?" + query).status == 400)
    }

    @Test(arguments: [
        "/messages/9", "/messages/9.json", "/messages/1/..", "/messages/-1.json", "/messages/letter-1.json", "/x",
        "/letters/a.pdf", "/messages/1/html/x", "/messages/99999999999999999999.json", "/%2e%2e/%2e%2e/etc/passwd",
    ])
    func `what is not there is not found`(target: String) throws {
        #expect(get(try hostileDesk(), target).status == 404)
    }
}

struct LetterFolderTests {
    private static let names = [
        "../secret.pdf", "/etc/passwd", "link.pdf", "sub/x.pdf", ".hidden.pdf", "a\u{0}.pdf", "dir.pdf", "x.txt",
    ]

    /// A folder with one letter, a secret beside it, and a manifest that names all kinds of things.
    private func withFolder(_ body: (LetterFolder) throws -> Void) throws {
        let files = FileManager.default
        let root = files.temporaryDirectory.appendingPathComponent(
            "dunlin-\(ProcessInfo.processInfo.globallyUniqueString)"
        )
        let folder = root.appendingPathComponent("letters")
        try files.createDirectory(at: folder.appendingPathComponent("dir.pdf"), withIntermediateDirectories: true)
        defer { try? files.removeItem(at: root) }
        try Data("%PDF-1.4 secret".utf8).write(to: root.appendingPathComponent("secret.pdf"))
        try Data("%PDF-1.4 letter".utf8).write(to: folder.appendingPathComponent("good.pdf"))
        try Data("<html>".utf8).write(to: folder.appendingPathComponent("fake.pdf"))
        try files.createSymbolicLink(
            at: folder.appendingPathComponent("link.pdf"),
            withDestinationURL: root.appendingPathComponent("secret.pdf")
        )
        var lines = [
            #"{"attempt":"a1","file":"good.pdf","pages":2,"address":["Jana <b>","Köln"],"at":"2026-11-21T08:00:00Z"}"#
        ]
        lines += try Self.names.map { name in
            String(decoding: try JSONSerialization.data(withJSONObject: ["file": name, "address": "x"]), as: UTF8.self)
        }
        lines += ["{\"broken", "[]", "{\"file\": 7}"]
        try Data(lines.joined(separator: "\n").utf8).write(to: folder.appendingPathComponent("manifest.jsonl"))
        try body(LetterFolder(folder))
    }

    @Test func `letters show as the manifest tells of them`() throws {
        try withFolder { folder in
            let message = try #require(folder.messages().first)
            #expect(message.to == ["Jana <b>", "Köln"])
            #expect(CivilTime(message.receivedAt).rfc3339 == "2026-11-21T08:00:00Z")
            let desk = InboxDesk(inbox: Inbox(options: SandboxOptions(), now: { noon }), letters: folder)
            let page = get(desk, "/?id=letter-1").body
            #expect(page.contains("src=\"/letters/good.pdf\""))
            #expect(page.contains("Jana &lt;b&gt;"))
            #expect(get(desk, "/letters/good.pdf").body == "%PDF-1.4 letter")
            #expect(get(desk, "/messages/letter-1/raw").body == "%PDF-1.4 letter")
        }
    }

    @Test func `no path leads out of the folder, and nothing but a PDF in it is served`() throws {
        try withFolder { folder in
            let desk = InboxDesk(inbox: Inbox(options: SandboxOptions(), now: { noon }), letters: folder)
            for name in Self.names + ["fake.pdf", "manifest.jsonl", ".."] {
                #expect(folder.pdf(name) == nil)
                #expect(get(desk, "/letters/\(PercentCoding.encode(name))").status == 404)
            }
            for message in folder.messages().dropFirst() {
                let key = Reading(message).key
                #expect(get(desk, "/?id=\(key)").status == 200)
                #expect(get(desk, "/messages/\(key)/raw").status == 404)
            }
        }
    }

    @Test func `a folder that is not there holds no letters`() {
        #expect(LetterFolder(URL(fileURLWithPath: "/nonexistent/dunlin")).messages().isEmpty)
    }
}
