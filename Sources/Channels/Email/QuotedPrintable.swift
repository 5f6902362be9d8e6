/// Text as quoted-printable (RFC 2045 6.7): lines of at most 76 characters, all of them ASCII.
enum QuotedPrintable {
    /// Encodes a text whose line ends are CR, LF or CRLF; they come out as CRLF, and the text ends with one.
    static func encode(_ text: String) -> [UInt8] {
        var encoder = Encoder()
        var previousWasCR = false
        for byte in text.utf8 {
            switch byte {
            case 0x0D: encoder.endLine()
            case 0x0A: if !previousWasCR { encoder.endLine() }
            default: encoder.put(byte)
            }
            previousWasCR = byte == 0x0D
        }
        if !encoder.isAtLineStart { encoder.endLine() }
        return encoder.bytes
    }

    private struct Encoder {
        var bytes: [UInt8] = []
        private var line: [UInt8] = []

        var isAtLineStart: Bool { line.isEmpty }

        mutating func put(_ byte: UInt8) {
            let isPlain = (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=") || byte == 0x20 || byte == 0x09
            append(isPlain ? [byte] : Encoder.escaped(byte))
        }

        mutating func endLine() {
            // White space at the end of a line may be lost on the way, so its last character is escaped.
            if let last = line.last, last == 0x20 || last == 0x09 {
                line.removeLast()
                append(Encoder.escaped(last))
            }
            bytes += line + [0x0D, 0x0A]
            line = []
        }

        private mutating func append(_ piece: [UInt8]) {
            if line.count + piece.count > 75 {
                bytes += line + [UInt8(ascii: "="), 0x0D, 0x0A]
                line = []
            }
            line += piece
        }

        private static func escaped(_ byte: UInt8) -> [UInt8] {
            let digits = Array("0123456789ABCDEF".utf8)
            return [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
}
