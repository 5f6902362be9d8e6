import Testing

@testable import Transport

struct SMTPReplyParserTests {
    @Test(arguments: [
        ("250 ok\r\n", "250 ok"),
        ("250\r\n", "250"),
        ("250 \r\n", "250"),
        ("250 ok\n", "250 ok"),
        ("250-a\r\n250-b\r\n250 c\r\n", "250 a b c"),
        ("550-5.1.1 no such\r\n550 5.1.1 user\r\n", "550 5.1.1 no such user"),
        ("450 4.7.1\r\n", "450 4.7.1"),
        ("550 5.1 short\r\n", "550 5.1 short"),
        ("550 3.1.1 no class\r\n", "550 3.1.1 no class"),
        ("550 bell\u{7} and \u{1B}[31m\r\n", "550 bell  and  [31m"),
    ])
    func `a reply is read however it is cut`(bytes: String, expected: String) throws {
        for cut in 0...bytes.utf8.count {
            var parser = SMTPReplyParser()
            parser.append(Array(bytes.utf8.prefix(cut)))
            var reply = try parser.next()
            parser.append(Array(bytes.utf8.dropFirst(cut)))
            if reply == nil { reply = try parser.next() }
            #expect(try SMTPReply(#require(reply)).description == expected)
            #expect(parser.isEmpty)
        }
    }

    @Test(arguments: [
        "hello\r\n", "25\r\n", "2x0 ok\r\n", "199 ok\r\n", "600 ok\r\n", "250_ok\r\n", "\r\n",
        "250-a\r\n251 b\r\n", "٢٥٠ ok\r\n",
    ])
    func `what is no reply is refused`(bytes: String) {
        var parser = SMTPReplyParser()
        parser.append(Array(bytes.utf8))
        #expect(throws: SMTPReplyParser.Fault.malformed) {
            while try parser.next() == nil, !parser.isEmpty {}
        }
    }

    @Test func `neither a line nor a reply may go on for ever`() {
        var parser = SMTPReplyParser()
        parser.append([UInt8](repeating: 0x32, count: SMTPReplyParser.lineLimit))
        #expect(throws: SMTPReplyParser.Fault.tooLong) { try parser.next() }
        var second = SMTPReplyParser()
        let line = Array(("250-" + String(repeating: "x", count: 1_000) + "\r\n").utf8)
        #expect(throws: SMTPReplyParser.Fault.tooLong) {
            for _ in 0..<100 {
                second.append(line)
                _ = try second.next()
            }
        }
    }

    @Test func `bytes that are no text become a text`() throws {
        var parser = SMTPReplyParser()
        parser.append([0x35, 0x35, 0x30, 0x20, 0xFF, 0x00, 0x0D, 0x0A])
        let reply = try parser.next()
        #expect(try SMTPReply(#require(reply)).text == "\u{FFFD} ")
    }
}
