import Dunning
import Testing

struct EmailSyntaxTests {
    @Test(arguments: [
        "jana@example.com", "j@example.co.uk", "first.last+tag@sub.example.org", "o'brien@example.com",
        "a!#$%&'*+-/=?^_`{|}~b@example.com",
        "用户@例子.example", "jürgen@müller.example", "x@xn--mller-kva.example", "1@2.example",
        String(repeating: "a", count: 64) + "@example.com",
    ])
    func `an address that mail servers take passes`(address: String) {
        #expect(EmailSyntax.mistake(in: address) == nil)
    }

    @Test(arguments: [
        "", "@", "a@", "@example.com", "jana", "jana@localhost", "a@b@example.com", "a b@example.com", "a@exa mple.com",
        ".a@example.com", "a.@example.com", "a..b@example.com", "a@.example.com", "a@example..com", "a@example.com.",
        "a@-example.com",
        "a@example-.com", "a@[127.0.0.1]", "a@127.0.0.1", "\"a b\"@example.com", "a@example.com\r\nBcc: b@example.com",
        "a\n@example.com",
        "a@example.com\u{0}", "<a@example.com>", "Jana <a@example.com>", "a@example.com,b@example.com",
        "a;b@example.com", "a(x)@example.com",
        "a@exam_ple.com", "a\u{202E}b@example.com", "a\u{200B}@example.com", "a@example\u{3002}com",
        "a\u{FF20}example.com",
        String(repeating: "a", count: 65) + "@example.com", "a@" + String(repeating: "b", count: 64) + ".com",
        "a@" + Array(repeating: "bcdefghij", count: 26).joined(separator: ".") + ".com",
    ])
    func `what could split a header, name two people or reach nobody is refused`(address: String) {
        #expect(EmailSyntax.mistake(in: address) != nil)
    }

    @Test func `the reason shows nothing of the address`() throws {
        let reason = try #require(EmailSyntax.mistake(in: "secret name@example.com"))
        #expect(!reason.contains("secret"))
    }
}
