/// Reads `application/x-www-form-urlencoded`, in bodies and queries.
enum FormDecoding {
    typealias Pair = (name: String, value: String)

    /// The pairs in their order; nil where an escape is broken or the text is no UTF-8.
    ///
    /// Nothing is repaired, since what was repaired is no longer what the provider signed.
    static func pairs(_ encoded: some Collection<UInt8>) -> [Pair]? {
        var pairs: [Pair] = []
        for field in encoded.split(separator: UInt8(ascii: "&")) {
            let sides = field.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = text(sides[0]), let value = sides.count > 1 ? text(sides[1]) : "" else { return nil }
            pairs.append((name, value))
        }
        return pairs
    }

    private static func text(_ encoded: some Collection<UInt8>) -> String? {
        var decoded: [UInt8] = []
        var rest = encoded.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+"): decoded.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else { return nil }
                decoded.append(high << 4 | low)
            default: decoded.append(byte)
            }
        }
        return String(validating: decoded, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).isASCII ? Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init) : nil
    }
}
