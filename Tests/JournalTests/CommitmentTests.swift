import Journal
import Testing

struct CommitmentTests {
    private let content = Content(
        name: "message",
        mediaType: "text/plain",
        salt: Array(0..<16),
        bytes: Array("Guten Tag".utf8)
    )

    @Test func `the bytes that are hashed are the documented ones`() {
        // Computed by Python's hashlib over the four parts, each behind its length in 8 bytes.
        #expect(Commitment(of: content).hex == "b128e4e41d3ae33685bc76f36228b11c70e796f6a5a944166b3159476b5f6836")
    }

    @Test func `every part is committed to`() {
        var all: Set<Commitment> = [Commitment(of: content)]
        var other = content
        other.name = "messag"
        all.insert(Commitment(of: other))
        other = content
        other.mediaType = "etext/plain"
        all.insert(Commitment(of: other))
        other = content
        other.salt[15] = 0
        all.insert(Commitment(of: other))
        other = content
        other.bytes.append(0)
        all.insert(Commitment(of: other))
        #expect(all.count == 5)
    }

    @Test func `bytes that move from one part to the next give another hash`() {
        let left = Content(name: "ab", mediaType: "c", salt: [1, 2], bytes: [3])
        let right = Content(name: "a", mediaType: "bc", salt: [1, 2], bytes: [3])
        #expect(Commitment(of: left) != Commitment(of: right))
    }

    @Test func `a hash is kept as 32 bytes, and read back from 64 small digits alone`() {
        let commitment = Commitment(of: content)
        #expect(TreeHash(bytes: commitment.bytes)?.hex == commitment.hex)
        #expect(Commitment(hex: commitment.hex) == commitment)
        #expect(Commitment(hex: commitment.hex.uppercased()) == nil)
        #expect(Commitment(hex: "abc") == nil)
    }
}
