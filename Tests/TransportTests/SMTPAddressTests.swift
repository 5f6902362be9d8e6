import Testing
import Transport

struct SMTPAddressTests {
    @Test(arguments: ["jana@example.com", "o'hara+tag@mail.example.co.uk", "\"a@b\"@example.com", "ü@müller.example"])
    func `an ordinary address is kept as it is`(text: String) throws {
        #expect(try SMTPAddress(text).text == text)
    }

    @Test(arguments: [
        "a@b.c>\r\nRCPT TO:<x@y.z", "a@b\r\n.c", "a\n@b.c", "a\r@b.c", "a@b.c\0", "a b@c.d", "a@b.c SIZE=1",
        "<a@b.c>", "a>@b.c", "a@b.c\u{85}", "a@b.c\u{2028}", "a\u{A0}@b.c", "\ta@b.c", "a@b.c\u{7F}",
    ])
    func `what could end or lengthen a command is refused`(text: String) {
        #expect(throws: SMTPAddress.Fault.forbiddenCharacter) { try SMTPAddress(text) }
    }

    @Test(arguments: ["", "@", "jana", "@example.com", "jana@"])
    func `what has no two halves is refused`(text: String) {
        #expect(throws: SMTPAddress.Fault.malformed) { try SMTPAddress(text) }
    }

    @Test func `the limits of RFC 5321 hold to the octet`() throws {
        let local = String(repeating: "l", count: 64)
        #expect(throws: SMTPAddress.Fault.tooLong) { try SMTPAddress("l" + local + "@example.com") }
        let domain = String(repeating: "d", count: 254 - 65)
        #expect(try SMTPAddress(local + "@" + domain).text.utf8.count == 254)
        #expect(throws: SMTPAddress.Fault.tooLong) { try SMTPAddress(local + "@d" + domain) }
    }

    @Test func `letters beyond ASCII need SMTPUTF8`() throws {
        #expect(try SMTPAddress("jörg@example.com").needsSMTPUTF8)
        #expect(try !SMTPAddress("joerg@example.com").needsSMTPUTF8)
    }
}
