import Digests
import Foundation
import Testing

struct SHA256Tests {
    /// FIPS 180-4 examples and the edges of the 64-byte block, the latter from `sha256sum`.
    static let vectors: [(String, Int, String)] = [
        ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        ("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
        ("a", 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
        ("a", 56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
        ("a", 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
    ]

    @Test(arguments: vectors)
    func `the published vectors come out`(piece: String, times: Int, hex: String) {
        let text = String(repeating: piece, count: times)
        #expect(SHA256.digest(of: text.utf8).hex == hex)
        var hash = SHA256()
        for byte in text.utf8 { hash.update(CollectionOfOne(byte)) }
        #expect(hash.digest().hex == hex)
    }

    @Test func `every container of the same bytes has the same digest`() {
        let bytes = Array("Mahnung".utf8)
        let digest = SHA256.digest(of: bytes)
        #expect(SHA256.digest(of: Data(bytes)) == digest)
        #expect(SHA256.digest(of: ([0] + bytes).dropFirst()) == digest)
        #expect(SHA256.digest(of: bytes.reversed().reversed() as [UInt8]) == digest)
        #expect(SHA256.digest(of: Array(bytes.reversed()).lazy.reversed()) == digest)
        #expect(SHA256.digest(of: "Mahnung".utf8) == digest)
    }

    @Test func `copies of a beginning go their own ways`() {
        var left = SHA256()
        left.update("ab".utf8)
        var right = left
        right.update("x".utf8)
        #expect(left.digest() == SHA256.digest(of: "ab".utf8))
        left.update("c".utf8)
        #expect(left.digest() == SHA256.digest(of: "abc".utf8))
        #expect(right.digest() == SHA256.digest(of: "abx".utf8))
    }

    @Test func `a digest survives its text and its bytes`() throws {
        let digest = SHA256.digest(of: "abc".utf8)
        #expect(SHA256Digest(hex: digest.hex) == digest)
        #expect(SHA256Digest(hex: digest.hex.uppercased()) == digest)
        #expect(SHA256Digest(bytes: digest.bytes) == digest)
        #expect(digest.withUnsafeBytes { Array($0) } == digest.bytes)
        #expect(digest.bytes.count == SHA256Digest.count)
    }

    @Test(arguments: ["", "ba", String(repeating: "a", count: 63), String(repeating: "g", count: 64)])
    func `what is no digest is refused`(text: String) {
        #expect(SHA256Digest(hex: text) == nil)
        #expect(SHA256Digest(bytes: Array(text.utf8.prefix(31))) == nil)
    }

    @Test func `digests are ordered as their bytes are`() throws {
        let low = try #require(SHA256Digest(bytes: [0] + [UInt8](repeating: 255, count: 31)))
        let high = try #require(SHA256Digest(bytes: [1] + [UInt8](repeating: 0, count: 31)))
        #expect(low < high)
        #expect(!(high < low))
    }
}
