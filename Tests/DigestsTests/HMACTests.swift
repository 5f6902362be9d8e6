import Digests
import Testing

/// A test case of RFC 4231 or RFC 2202.
struct HMACVector: Sendable {
    let function: HMAC
    let key: [UInt8]
    let message: [UInt8]
    let hex: String

    init(_ function: HMAC, _ key: [UInt8], _ message: [UInt8], _ hex: String) {
        self.function = function
        self.key = key
        self.message = message
        self.hex = hex
    }
}

private func repeated(_ byte: UInt8, _ count: Int) -> [UInt8] { [UInt8](repeating: byte, count: count) }

struct HMACTests {
    static let vectors = [
        HMACVector(
            .sha256,
            repeated(0x0B, 20),
            Array("Hi There".utf8),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        HMACVector(
            .sha256,
            Array("Jefe".utf8),
            Array("what do ya want for nothing?".utf8),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        HMACVector(
            .sha256,
            repeated(0xAA, 20),
            repeated(0xDD, 50),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
        ),
        HMACVector(
            .sha256,
            Array(1...25),
            repeated(0xCD, 50),
            "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
        ),
        HMACVector(
            .sha256,
            repeated(0xAA, 131),
            Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
        HMACVector(
            .sha1,
            repeated(0x0B, 20),
            Array("Hi There".utf8),
            "b617318655057264e28bc0b6fb378c8ef146be00"
        ),
        HMACVector(
            .sha1,
            Array("Jefe".utf8),
            Array("what do ya want for nothing?".utf8),
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"
        ),
        HMACVector(
            .sha1,
            repeated(0xAA, 80),
            Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            "aa4ae5e15272d00e95705637ce8a3b55ed402112"
        ),
        HMACVector(.sha1, [], [], "fbdb1d1b18aa6c08324b7d64b71fb76370690e1d"),
        HMACVector(.sha256, [], [], "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
    ]

    @Test(arguments: vectors)
    func `the published vectors come out`(vector: HMACVector) {
        let code = vector.function.code(of: vector.message, key: vector.key)
        #expect(Hex.encode(code) == vector.hex)
        #expect(code.count == vector.function.count)
        #expect(vector.function.isValid(code, of: vector.message, key: vector.key))
    }

    @Test(arguments: HMAC.allCases)
    func `a code with one bit changed, cut or prolonged is not valid`(function: HMAC) {
        let code = function.code(of: "message".utf8, key: "key".utf8)
        for place in code.indices {
            var wrong = code
            wrong[place] ^= 1
            #expect(!function.isValid(wrong, of: "message".utf8, key: "key".utf8))
        }
        for wrong in [code.dropLast() + [], code + [0], []] {
            #expect(!function.isValid(wrong, of: "message".utf8, key: "key".utf8))
        }
        #expect(!function.isValid(code, of: "message".utf8, key: "kex".utf8))
    }
}
