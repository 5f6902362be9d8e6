/// Quoted-printable (RFC 2045, section 6.7), read leniently.
enum QuotedPrintable {
    /// Decodes a body; a broken escape stays as it is written.
    static func decode(_ bytes: some Collection<UInt8>) -> [UInt8] {
        let input = Array(bytes)
        var decoded: [UInt8] = []
        decoded.reserveCapacity(input.count)
        var index = 0
        while index < input.count {
            let byte = input[index]
            index += 1
            guard byte == UInt8(ascii: "=") else {
                decoded.append(byte)
                continue
            }
            if let length = softBreak(input, at: index) {
                index += length
            } else if index + 1 < input.count, let high = digit(input[index]), let low = digit(input[index + 1]) {
                decoded.append(high << 4 | low)
                index += 2
            } else {
                decoded.append(byte)
            }
        }
        return decoded
    }

    /// The value of a hexadecimal digit.
    static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - 48
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - 55
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - 87
        default: nil
        }
    }

    /// How many bytes of blanks and line end follow a `=` that ends its line.
    private static func softBreak(_ input: [UInt8], at start: Int) -> Int? {
        var index = start
        while index < input.count, input[index] == 32 || input[index] == 9 { index += 1 }
        if index < input.count, input[index] == 13 { index += 1 }
        guard index < input.count, input[index] == 10 else { return nil }
        return index + 1 - start
    }
}
