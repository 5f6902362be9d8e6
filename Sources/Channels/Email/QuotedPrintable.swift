/// Text as quoted-printable (RFC 2045 6.7): lines of at most 76 characters, all of them ASCII.
enum QuotedPrintable {
    /// Encodes a text whose line ends are CR, LF or CRLF; they come out as CRLF, and the text ends with one.
    static func encode(_ text: String) -> [UInt8] {
        var encoder = Encoder(capacity: text.utf8.count + text.utf8.count / 8 + 16)
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

    /// Writes into one array: a mail has thousands of characters, and none of them may cost an allocation.
    private struct Encoder {
        private(set) var bytes: [UInt8] = []
        private var width = 0

        init(capacity: Int) { bytes.reserveCapacity(capacity) }

        var isAtLineStart: Bool { width == 0 }

        mutating func put(_ byte: UInt8) {
            if (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "=") || byte == 0x09 {
                makeRoom(for: 1)
                bytes.append(byte)
            } else {
                escape(byte)
            }
        }

        mutating func endLine() {
            // White space at the end of a line may be lost on the way, so its last character is escaped.
            if width > 0, let last = bytes.last, last == 0x20 || last == 0x09 {
                bytes.removeLast()
                width -= 1
                escape(last)
            }
            bytes.append(0x0D)
            bytes.append(0x0A)
            width = 0
        }

        private mutating func escape(_ byte: UInt8) {
            makeRoom(for: 3)
            bytes.append(UInt8(ascii: "="))
            bytes.append(Encoder.digit(byte >> 4))
            bytes.append(Encoder.digit(byte & 15))
        }

        /// Breaks the line softly where so many characters and the sign for a soft break do not fit in 76.
        private mutating func makeRoom(for count: Int) {
            if width + count > 75 {
                bytes.append(UInt8(ascii: "="))
                bytes.append(0x0D)
                bytes.append(0x0A)
                width = 0
            }
            width += count
        }

        private static func digit(_ value: UInt8) -> UInt8 {
            value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
        }
    }
}
