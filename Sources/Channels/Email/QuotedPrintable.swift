/// Text as quoted-printable (RFC 2045 6.7): lines of at most 76 characters, all of them ASCII.
enum QuotedPrintable {
    /// Encodes a text whose line ends are CR, LF or CRLF; they come out as CRLF, and the text ends with one.
    static func encode(_ text: String) -> [UInt8] {
        // A byte becomes three at most, and a soft break of three comes after 73 or more: four a byte always suffice.
        [UInt8](unsafeUninitializedCapacity: text.utf8.count * 4 + 16) { buffer, count in
            var encoder = Encoder(out: buffer)
            var previousWasCR = false
            for byte in text.utf8 {
                switch byte {
                case 0x0D: encoder.endLine()
                case 0x0A: if !previousWasCR { encoder.endLine() }
                default: encoder.put(byte)
                }
                previousWasCR = byte == 0x0D
            }
            if encoder.width > 0 { encoder.endLine() }
            count = encoder.count
        }
    }

    /// Writes into memory that is there already: a mail has thousands of characters, and none may cost an allocation.
    private struct Encoder {
        let out: UnsafeMutableBufferPointer<UInt8>
        private(set) var count = 0
        private(set) var width = 0

        init(out: UnsafeMutableBufferPointer<UInt8>) { self.out = out }

        mutating func put(_ byte: UInt8) {
            if byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "=") || byte == 0x09 {
                makeRoom(for: 1)
                write(byte)
            } else {
                escape(byte)
            }
        }

        mutating func endLine() {
            // White space at the end of a line may be lost on the way, so its last character is escaped.
            if width > 0, out[count - 1] == 0x20 || out[count - 1] == 0x09 {
                count -= 1
                width -= 1
                escape(out[count])
            }
            write(0x0D)
            write(0x0A)
            width = 0
        }

        private mutating func escape(_ byte: UInt8) {
            makeRoom(for: 3)
            write(UInt8(ascii: "="))
            write(Encoder.digit(byte >> 4))
            write(Encoder.digit(byte & 15))
        }

        /// Breaks the line softly where so many characters and the sign for a soft break do not fit in 76.
        private mutating func makeRoom(for octets: Int) {
            if width + octets > 75 {
                write(UInt8(ascii: "="))
                write(0x0D)
                write(0x0A)
                width = 0
            }
            width += octets
        }

        private mutating func write(_ byte: UInt8) {
            out[count] = byte
            count += 1
        }

        private static func digit(_ value: UInt8) -> UInt8 {
            value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
        }
    }
}
