import NIOCore
import Testing

@testable import Sandbox

struct SMTPSessionTests {
    private let inbox = Inbox(options: SandboxOptions(), now: { noon })

    private func session(sizeLimit: Int = 100_000) -> SMTPSession {
        SMTPSession(inbox: inbox, sizeLimit: sizeLimit, throttleDelay: .seconds(30))
    }

    /// Feeds text in pieces and returns the first three digits of each reply line that ends a reply.
    private func codes(_ text: String, pieces: Int = .max, sizeLimit: Int = 100_000) -> [String] {
        var session = session(sizeLimit: sizeLimit)
        var input = ByteBuffer()
        var output = ByteBuffer()
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: min(pieces, max(bytes.count, 1))) {
            input.writeBytes(bytes[start..<min(start + min(pieces, bytes.count), bytes.count)])
            if session.receive(&input, into: &output) == .close { break }
        }
        let lines = String(buffer: output).split(separator: "\r\n")
        return lines.filter { $0.dropFirst(3).first == " " }.map { String($0.prefix(3)) }
    }

    private var raw: [String] {
        inbox.newest(100).compactMap(\.rawMail).map { String(decoding: $0, as: UTF8.self) }
    }

    private static let mail = "MAIL FROM:<a@x.example>\r\nRCPT TO:<b@y.example>\r\nDATA\r\n"

    @Test(arguments: [1, 2, 3, 7, 64, Int.max])
    func `a pipelined conversation gets the same replies however its bytes are cut`(pieces: Int) {
        let text =
            "EHLO me\r\n" + Self.mail + "S: 1\r\n\r\n..dot\r\n.\r\n" + Self.mail + "S: 2\r\n\r\nx\r\n.\r\nQUIT\r\n"
        #expect(
            codes(text, pieces: pieces)
                == "250 250 250 354 250 250 250 354 250 221".split(separator: " ").map(String.init)
        )
        #expect(raw == ["S: 2\r\n\r\nx\r\n", "S: 1\r\n\r\n.dot\r\n"])
    }

    @Test(arguments: [
        ("MAIL FROM:<a@x.example>", "503"), ("EHLO me\r\nRCPT TO:<a@x.example>", "503"), ("EHLO me\r\nDATA", "503"),
        ("EHLO me\r\nMAIL FROM:<a@x.example>\r\nDATA", "554"), ("EHLO", "501"), ("EHLO me\r\nMAIL FROM:a@x", "501"),
        ("EHLO me\r\nMAIL FROM:<a@x.example> SIZE=200000", "552"), ("EHLO me\r\nMAIL FROM:<a@x.example> SIZE=x", "501"),
        ("EHLO me\r\nMAIL FROM:<a@x.example> FOO=1", "555"), ("EHLO me\r\nMAIL FROM:<ä@x.example>", "550"),
        ("EHLO me\r\nMAIL FROM:<ä@x.example> SMTPUTF8", "250"), ("EHLO me\r\nMAIL FROM:<>", "250"),
        ("EHLO me\r\nMAIL FROM:<a@x> BODY=8BITMIME RET=HDRS ENVID=q1", "250"), ("EHLO me\r\nVRFY a", "252"),
        ("EHLO me\r\nMAIL FROM:<a@x>\r\nMAIL FROM:<a@x>", "503"),
        ("EHLO me\r\nMAIL FROM:<a@x>\r\nRSET\r\nMAIL FROM:<a@x>", "250"),
        ("EHLO me\r\nMAIL FROM:<a@x>\r\nRCPT TO:<nobody>", "553"), ("EHLO me\r\nMAIL FROM:<\"a>b\"@x>", "250"),
        ("EHLO me\r\nMAIL FROM:<a@x>\r\nRCPT TO:<b@y> NOTIFY=NEVER ORCPT=rfc822;b@y", "250"), ("STARTTLS", "502"),
        ("EHLO me\r\nAUTH PLAIN AGEAYg==", "235"), ("EHLO me\r\nAUTH PLAIN\r\nAGEAYg==", "235"),
        ("EHLO me\r\nAUTH LOGIN\r\nYQ==\r\nYg==", "235"), ("EHLO me\r\nAUTH PLAIN ???", "501"),
        ("EHLO me\r\nAUTH PLAIN\r\n*", "501"), ("EHLO me\r\nAUTH CRAM-MD5", "504"),
        ("EHLO me\r\nAUTH PLAIN AHJlZnVzZWQAYg==", "535"), ("NOOP", "250"), ("\u{0}", "500"), ("helo me", "250"),
    ])
    func `each command gets the reply that the standard gives it`(commands: String, last: String) {
        #expect(codes(commands + "\r\n").last == last)
    }

    @Test func `only a dot between two proper line ends is the end, so that no mail is smuggled in`() {
        let smuggled = "a\r\n\r\nx\n.\nMAIL FROM:<evil@x>\r\n.\r\n"
        #expect(codes("EHLO me\r\n" + Self.mail + smuggled + "NOOP\r\n").suffix(2) == ["550", "250"])
        #expect(raw.isEmpty)
    }

    @Test func `a mail beyond the limit is refused, and the next one is taken`() {
        let big = String(repeating: "0123456789\r\n", count: 100)
        let text = "EHLO me\r\n" + Self.mail + big + ".\r\n" + Self.mail + "ok\r\n.\r\n"
        #expect(codes(text, sizeLimit: 1_000).suffix(5) == ["552", "250", "250", "354", "250"])
        #expect(raw == ["ok\r\n"])
    }

    @Test func `an endless line without its end is neither kept nor waited for`() {
        let text = "EHLO me\r\n" + Self.mail + String(repeating: "x", count: 500_000) + "\r\n.\r\n"
        #expect(codes(text, pieces: 60_000, sizeLimit: 1_000).last == "552")
        #expect(codes(String(repeating: "x", count: 9_000)) == ["500"])
    }

    @Test func `a mail that bounces is followed by a notice to its sender, which any reader can take apart`() throws {
        let text =
            "EHLO me\r\nMAIL FROM:<a@x.example> ENVID=q7\r\nRCPT TO:<bounced+1@y.example>\r\nDATA\r\nSubject: hello\r\n\r\nx\r\n.\r\n"
        #expect(codes(text).last == "250")
        let notice = try #require(inbox.newest(1).first)
        let mail = MIMEPart(try #require(notice.rawMail))
        #expect(notice.to == ["a@x.example"] && notice.from.isEmpty)
        #expect(mail.parts.map(\.type) == ["text/plain", "message/delivery-status", "text/rfc822-headers"])
        #expect(mail.parts[1].text.contains("Final-Recipient: rfc822; bounced+1@y.example"))
        #expect(mail.parts[1].text.contains("Original-Envelope-Id: q7"))
        #expect(mail.parts[2].text.contains("Subject: hello"))
        #expect(inbox.message(1)?.status == "bounced")
    }
}
