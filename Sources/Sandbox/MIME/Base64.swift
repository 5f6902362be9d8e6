import Foundation

/// Base64 as mail and HTTP use it.
enum Base64 {
    /// Strict: the alphabet with its padding and nothing else, as a protocol response has to be.
    static func decode(_ bytes: some Sequence<UInt8>) -> [UInt8]? {
        Data(base64Encoded: Data(bytes)).map { Array($0) }
    }

    /// Lenient: line ends and strays are skipped, missing padding is added, as a mail reader does it (RFC 2045, 6.8).
    static func decodeBody(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var decoded: [UInt8] = []
        var word: UInt32 = 0
        var count = 0
        for byte in bytes {
            guard let value = value(of: byte) else { continue }
            word = word << 6 | UInt32(value)
            count += 1
            guard count == 4 else { continue }
            decoded += [UInt8(word >> 16 & 0xFF), UInt8(word >> 8 & 0xFF), UInt8(word & 0xFF)]
            (word, count) = (0, 0)
        }
        if count == 3 { decoded += [UInt8(word >> 10 & 0xFF), UInt8(word >> 2 & 0xFF)] }
        if count == 2 { decoded.append(UInt8(word >> 4 & 0xFF)) }
        return decoded
    }

    private static func value(of byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte + 4
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
