import Testing

@testable import Transport

struct SMTPContentTests {
    @Test(arguments: [
        ("a\r\nb\r\n", "a\r\nb\r\n.\r\n"),
        ("a\nb\n", "a\r\nb\r\n.\r\n"),
        ("a\rb", "a\r\nb\r\n.\r\n"),
        ("a\r\r\nb", "a\r\n\r\nb\r\n.\r\n"),
        ("a\n\rb", "a\r\n\r\nb\r\n.\r\n"),
        ("no end", "no end\r\n.\r\n"),
        (".", "..\r\n.\r\n"),
        ("\n", "\r\n.\r\n"),
        ("a\r\n.\r\nMAIL FROM:<x@y>\r\n", "a\r\n..\r\nMAIL FROM:<x@y>\r\n.\r\n"),
        ("a\n.\nb", "a\r\n..\r\nb\r\n.\r\n"),
        ("a\n.\r\nb", "a\r\n..\r\nb\r\n.\r\n"),
        ("a\r.\rb", "a\r\n..\r\nb\r\n.\r\n"),
        ("..a\r\na.b", "...a\r\na.b\r\n.\r\n"),
    ])
    func `lines end in CRLF and leading dots are doubled`(message: String, wire: String) throws {
        let content = try SMTPContent(Array(message.utf8))
        #expect(String(decoding: content.wire, as: UTF8.self) == wire)
    }

    @Test func `whatever comes in, an end of message stands at the very end only`() throws {
        let alphabet = Array("\r\n.x".utf8)
        for number in 1..<4_096 {
            let message = (0..<6).map { alphabet[(number >> ($0 * 2)) & 3] }
            let wire = try SMTPContent(message).wire
            let ends = wire.indices.filter { wire[$0...].starts(with: Array("\r\n.\r\n".utf8)) }
            // A message that begins with the final dot would be an empty one, which none of these is.
            #expect(ends == [wire.count - 5])
            let pairs = zip(wire, wire.dropFirst())
            #expect(pairs.allSatisfy { ($0 == 0x0D) == ($1 == 0x0A) })
        }
    }

    @Test func `size counts line ends as CRLF, and no stuffing`() throws {
        #expect(try SMTPContent(Array("ab\n.c\n".utf8)).size == 8)
    }

    @Test func `what SMTP cannot carry is refused`() throws {
        let longest = [UInt8](repeating: 0x61, count: 998)
        #expect(try SMTPContent(longest).size == 1_000)
        #expect(throws: SMTPMail.Fault.lineTooLong) { try SMTPContent(longest + [0x61]) }
        #expect(throws: SMTPMail.Fault.nulByte) { try SMTPContent([0x61, 0, 0x62]) }
        #expect(throws: SMTPMail.Fault.empty) { try SMTPContent([]) }
    }

    @Test(arguments: [
        ("Subject: a\n\nb", false, false),
        ("Subject: a\n\nü", true, false),
        ("Subject: ü\n\nb", true, true),
        ("A: a\nSubject: ü\n\nb", true, true),
        ("ü", true, true),
    ])
    func `octets beyond ASCII are seen where they are`(message: String, anywhere: Bool, header: Bool) throws {
        let content = try SMTPContent(Array(message.utf8))
        #expect(content.hasEightBit == anywhere)
        #expect(content.hasEightBitHeader == header)
    }
}
