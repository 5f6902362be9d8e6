import Digests
import Testing

private struct Counting: RandomNumberGenerator {
    var last: UInt64 = 0

    mutating func next() -> UInt64 {
        last += 1
        return last
    }
}

struct SecureRandomTests {
    @Test(arguments: [0, 1, 7, 8, 9, 16, 33])
    func `so many bytes come as were asked for`(count: Int) {
        var random = SecureRandom()
        #expect(random.bytes(count).count == count)
    }

    @Test func `two draws of 32 bytes differ, and no bit stands still`() {
        var random = SecureRandom()
        let draws = (0..<256).map { _ in random.bytes(32) }
        #expect(Set(draws).count == draws.count)
        let everOne = draws.reduce([UInt8](repeating: 0, count: 32)) { zip($0, $1).map { $0 | $1 } }
        let alwaysOne = draws.reduce([UInt8](repeating: 255, count: 32)) { zip($0, $1).map { $0 & $1 } }
        #expect(everOne == [UInt8](repeating: 255, count: 32))
        #expect(alwaysOne == [UInt8](repeating: 0, count: 32))
    }

    @Test func `a generator that is handed in decides every byte`() {
        var counting = Counting()
        #expect(counting.bytes(10) == [1, 0, 0, 0, 0, 0, 0, 0, 2, 0])
    }
}
