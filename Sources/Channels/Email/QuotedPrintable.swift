/// Text as quoted-printable (RFC 2045 6.7): lines of at most 76 characters, all of them ASCII.
enum QuotedPrintable {
    /// Encodes a text whose line ends are CR, LF or CRLF; they come out as CRLF, and the text ends with one.
    static func encode(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        append(text, to: &bytes)
        return bytes
    }

    /// Adds an encoded text to a mail.
    static func append(_ text: String, to mail: inout [UInt8]) {
        var text = text
        text.withUTF8 { text in
            mail.append(addingCapacity: room(for: text)) { free in
                free.withUnsafeMutableBufferPointer { buffer, count in
                    var encoder = Encoder(out: buffer)
                    encoder.put(text)
                    if encoder.width > 0 { encoder.endLine() }
                    count = encoder.count
                }
            }
        }
    }

    /// How many bytes an encoded text takes at most.
    static func room(for text: String) -> Int {
        var text = text
        return text.withUTF8 { room(for: $0) }
    }

    /// Plain bytes stay one, any other takes eight at most.
    ///
    /// It becomes three, and a line end may cost an escaped blank and a soft break more. A soft break of three comes after
    /// 73 bytes or more, and words of eight bytes are written at once.
    private static func room(for text: UnsafeBufferPointer<UInt8>) -> Int {
        var others = 0
        for byte in text { others &+= Encoder.isPlain(byte) ? 0 : 1 }
        let written = text.count + 7 * others
        return written + written / 24 + 24
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
                if width == 75, Encoder.isPlain(text[at]) { breakSoftly() }
                let end = copyPlain(text, at..<min(text.count, at + 75 - width))
                guard end == at else {
                    at = end
                    continue
                }
                let byte = text[at]
                switch byte {
                case 0x0D: endLine()
                case 0x0A: if at == 0 || text[at - 1] != 0x0D { endLine() }
                case 0x09: write(plain: byte)
                default: escape(byte)
                }
                at += 1
            }
        }

        /// Copies up to the first character of a range that is not plain, eight at a time; tells where that is.
        private mutating func copyPlain(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
            guard let source = text.baseAddress, let target = out.baseAddress else { return range.lowerBound }
            var at = range.lowerBound
            let offset = count - at
            defer {
                count = at + offset
                width += at - range.lowerBound
            }
            while at + 8 <= range.upperBound {
                let word = UnsafeRawPointer(source + at).loadUnaligned(as: UInt64.self)
                UnsafeMutableRawPointer(target + at + offset).storeBytes(of: word, as: UInt64.self)
                let others = Encoder.others(in: UInt64(littleEndian: word))
                guard others == 0 else {
                    at += others.trailingZeroBitCount / 8
                    return at
                }
                at += 8
            }
            while at < range.upperBound, Encoder.isPlain(source[at]) {
                target[at + offset] = source[at]
                at += 1
            }
            return at
        }

        @inline(__always)
        static func isPlain(_ byte: UInt8) -> Bool {
            byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "=")
        }

        /// The high bit of each byte that is not plain; of the bytes behind the first such one it may tell wrongly.
        @inline(__always)
        private static func others(in word: UInt64) -> UInt64 {
            let ones: UInt64 = 0x0101_0101_0101_0101
            let equals = word ^ (ones &* UInt64(UInt8(ascii: "=")))
            let isEqual = (equals &- ones) & ~equals
            let isControl = (word &- (ones &* 0x20)) & ~word
            return (word | (word &+ ones) | isEqual | isControl) & (ones &* 0x80)
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

        /// A tab stays as it is.
        private mutating func write(plain byte: UInt8) {
            if width == 75 { breakSoftly() }
            width += 1
            write(byte)
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
