/// Text as quoted-printable (RFC 2045 6.7): lines of at most 76 characters, all of them ASCII.
enum QuotedPrintable {
    /// Encodes a text whose line ends are CR, LF or CRLF; they come out as CRLF, and the text ends with one.
    static func encode(_ text: String) -> [UInt8] {
        // A byte becomes three at most, and a soft break of three comes after 73 or more: four a byte always suffice.
        [UInt8](unsafeUninitializedCapacity: text.utf8.count * 4 + 16) { buffer, count in
            var encoder = Encoder(out: buffer)
            var text = text
            text.withUTF8 { encoder.put($0) }
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

        /// Text of any length; plain characters, which nearly all are, go over a line at a time.
        mutating func put(_ text: UnsafeBufferPointer<UInt8>) {
            var at = 0
            while at < text.count {
                let byte = text[at]
                if Encoder.isPlain(byte) {
                    if width == 75 { breakSoftly() }
                    let end = min(text.count, at + 75 - width)
                    let start = at
                    repeat {
                        out[count] = text[at]
                        count += 1
                        at += 1
                    } while at < end && Encoder.isPlain(text[at])
                    width += at - start
                    continue
                }
                switch byte {
                case 0x0D: endLine()
                case 0x0A: if at == 0 || text[at - 1] != 0x0D { endLine() }
                default: escape(byte)
                }
                at += 1
            }
        }

        @inline(__always)
        private static func isPlain(_ byte: UInt8) -> Bool {
            byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "=") || byte == 0x09
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
            if width + 3 > 75 { breakSoftly() }
            width += 3
            write(UInt8(ascii: "="))
            write(Encoder.digit(byte >> 4))
            write(Encoder.digit(byte & 15))
        }

        /// Goes on in a new line where the text has none: what comes and the sign for it do not fit in 76.
        private mutating func breakSoftly() {
            write(UInt8(ascii: "="))
            write(0x0D)
            write(0x0A)
            width = 0
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
