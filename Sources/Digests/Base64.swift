/// Bytes as base64 (RFC 4648), strict in what it reads.
public enum Base64: Sendable {
    /// `+` and `/`, padded with `=`: mail, HTTP, signatures.
    case standard
    /// `-` and `_`, without padding: fit for addresses and file names.
    case url

    /// The text of bytes, in one line.
    public func encode(_ bytes: some Collection<UInt8>) -> String {
        var text: [UInt8] = []
        append(bytes, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Adds the text of bytes, in one line, to other text.
    public func append(_ bytes: some Collection<UInt8>, to text: inout [UInt8]) {
        text.reserveCapacity(text.count + (bytes.count + 2) / 3 * 4)
        var bits: UInt32 = 0
        var count = 0
        var digits = 0
        alphabet.withUTF8Buffer { alphabet in
            for byte in bytes {
                bits = bits << 8 | UInt32(byte)
                count += 8
                while count >= 6 {
                    count -= 6
                    text.append(alphabet[Int(bits >> UInt32(count) & 63)])
                    digits += 1
                }
            }
            if count > 0 {
                text.append(alphabet[Int(bits << UInt32(6 - count) & 63)])
                digits += 1
            }
        }
        guard self == .standard else { return }
        while !digits.isMultiple(of: 4) {
            text.append(UInt8(ascii: "="))
            digits += 1
        }
    }

    /// The bytes of a text; nil for a foreign character, a wrong length, wrong padding or bits that stand for nothing.
    ///
    /// Strict, so that one byte string has one text only: what is signed can't be rewritten unnoticed.
    public func decode(_ text: String) -> [UInt8]? {
        var digits = Array(text.utf8)
        if self == .standard {
            guard digits.count.isMultiple(of: 4) else { return nil }
            for _ in 0..<2 where digits.last == UInt8(ascii: "=") { digits.removeLast() }
        }
        guard digits.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 4 * 3 + 2)
        var bits: UInt32 = 0
        var count = 0
        for digit in digits {
            guard let value = value(digit) else { return nil }
            bits = bits << 6 | value
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return bits & (1 << UInt32(count) - 1) == 0 ? bytes : nil
    }

    private var alphabet: StaticString {
        switch self {
        case .standard: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        case .url: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        }
    }

    private func value(_ digit: UInt8) -> UInt32? {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0")) + 52
        case UInt8(ascii: self == .standard ? "+" : "-"): 62
        case UInt8(ascii: self == .standard ? "/" : "_"): 63
        default: nil
        }
    }
}
