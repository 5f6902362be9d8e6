import Digests
import Foundation
import Testing

struct CodingTests {
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func `the vectors of RFC 4648 come out and go back`(text: String, base64: String) {
        #expect(Base64.standard.encode(text.utf8) == base64)
        #expect(Base64.standard.decode(base64) == Array(text.utf8))
        let bare = base64.replacing("=", with: "")
        #expect(Base64.url.encode(text.utf8) == bare)
        #expect(Base64.url.decode(bare) == Array(text.utf8))
    }

    @Test(arguments: 0..<70)
    func `any bytes agree with Foundation's base64`(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ count) }
        let text = Base64.standard.encode(bytes)
        #expect(text == Data(bytes).base64EncodedString())
        #expect(Base64.standard.decode(text) == bytes)
        #expect(Base64.url.decode(Base64.url.encode(bytes)) == bytes)
    }

    @Test(arguments: [
        "Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm 9", "Zm9v\n", "=", "====", "Z===", "Zg==Zg==", "Zm9-", "Zmé9",
        "Zm9\u{0}",
    ])
    func `what is not exact base64 is refused`(text: String) {
        #expect(Base64.standard.decode(text) == nil)
    }

    @Test(arguments: ["Z", "Zg==", "Zh", "Zm+v", "Zm/v", "Zm 9"])
    func `what is not exact base64 for addresses is refused`(text: String) {
        #expect(Base64.url.decode(text) == nil)
    }

    @Test func `the two alphabets differ in their last two digits only`() {
        #expect(Base64.standard.encode([0xFB, 0xFF]) == "+/8=")
        #expect(Base64.url.encode([0xFB, 0xFF]) == "-_8")
    }

    @Test func `every byte goes to hexadecimal and back`() {
        let bytes = (0...255).map { UInt8($0) }
        let text = Hex.encode(bytes)
        #expect(text.hasPrefix("000102") && text.hasSuffix("fdfeff"))
        #expect(Hex.decode(text) == bytes)
        #expect(Hex.decode(text.uppercased()) == bytes)
    }

    @Test(arguments: ["0", "0g", "0x10", " 00", "0０", "é"])
    func `what is not hexadecimal is refused`(text: String) {
        #expect(Hex.decode(text) == nil)
    }

    @Test func `bytes are compared in full`() {
        #expect(ConstantTime.areEqual([], [UInt8]()))
        #expect(ConstantTime.areEqual("secret".utf8, Array("secret".utf8)))
        #expect(!ConstantTime.areEqual("secret".utf8, "secreT".utf8))
        #expect(!ConstantTime.areEqual("secret".utf8, "secre".utf8))
    }
}
