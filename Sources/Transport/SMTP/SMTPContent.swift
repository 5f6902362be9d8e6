import Foundation

/// A message in the form in which it goes out after DATA (RFC 5321 4.5.2), final dot included.
///
/// Every line ends in CRLF, whatever the source had; a bare CR or LF never goes out, so no receiver can be made to
/// see an end of message where we saw none. Lines that begin with a dot get a second one.
struct SMTPContent: Hashable, Sendable {
    /// The longest line, without its CRLF (RFC 5321 4.5.3.1.6).
    static let lineLimit = 998

    /// Stuffed content, then `.` CRLF.
    let wire: [UInt8]
    /// Octets of the message as RFC 1870 counts them: with each CRLF, without stuffing and final dot.
    let size: Int
    /// Whether 8BITMIME is needed (RFC 6152).
    let hasEightBit: Bool
    /// Whether the header section holds octets beyond ASCII, which needs SMTPUTF8 (RFC 6531).
    let hasEightBitHeader: Bool

    /// Where in `wire` the closing CRLF `.` CRLF begins: past it, the receiver may hold the whole message.
    var terminatorStart: Int { wire.count - 5 }

    init(_ message: [UInt8]) throws(SMTPMail.Fault) {
        guard !message.isEmpty else { throw .empty }
        var scan = Scan(capacity: message.count + message.count / 16 + 64)
        message.withUnsafeBufferPointer { scan.take($0) }
        if let fault = scan.fault { throw fault }
        size = scan.wire.count - scan.stuffed
        scan.end()
        wire = scan.wire
        hasEightBit = scan.hasEightBit
        hasEightBitHeader = scan.hasEightBitHeader
    }
}

/// One pass over a message, line by line; what may go out as it is goes over in one piece.
private struct Scan {
    var wire: [UInt8] = []
    var stuffed = 0
    var hasEightBit = false
    var hasEightBitHeader = false
    var fault: SMTPMail.Fault?
    /// Where the first empty line is.
    private var headerEnd: Int?

    init(capacity: Int) {
        wire.reserveCapacity(capacity)
    }

    /// Looks for line ends as the C library does, many bytes at once.
    mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) {
        if Scan.place(of: 0, in: bytes, 0..<bytes.count) != nil { fault = .nulByte }
        // What is before it went over.
        var done = 0
        var start = 0
        while start < bytes.count, fault == nil {
            let end = Scan.place(of: 0x0A, in: bytes, start..<bytes.count)
            let mark = Scan.place(of: 0x0D, in: bytes, start..<(end ?? bytes.count))
            if let end, let mark, mark == end - 1 {
                look(at: start..<mark)
                if bytes[start] == 0x2E {
                    copy(bytes, done..<start)
                    done = start
                    stuff()
                }
                start = end + 1
            } else {
                // A line of which an end is missing: up to the CR, to the LF, or to the end of all.
                let last = mark ?? end ?? bytes.count
                look(at: start..<last)
                copy(bytes, done..<start)
                if last > start, bytes[start] == 0x2E { stuff() }
                copy(bytes, start..<last)
                wire.append(0x0D)
                wire.append(0x0A)
                start = last + 1
                done = start
            }
        }
        if done < bytes.count { copy(bytes, done..<bytes.count) }
        hasEightBit = Scan.hasEightBit(bytes[...])
        hasEightBitHeader = Scan.hasEightBit(bytes[..<(headerEnd ?? bytes.count)])
    }

    /// The final dot.
    mutating func end() { wire.append(contentsOf: [0x2E, 0x0D, 0x0A]) }

    private mutating func look(at line: Range<Int>) {
        if line.count > SMTPContent.lineLimit { fault = .lineTooLong }
        if line.isEmpty, headerEnd == nil { headerEnd = line.lowerBound }
    }

    private mutating func stuff() {
        wire.append(0x2E)
        stuffed += 1
    }

    private mutating func copy(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        wire.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[range]))
    }

    private static func place(of byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
        guard let base = bytes.baseAddress, let found = memchr(base + range.lowerBound, Int32(byte), range.count) else {
            return nil
        }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    private static func hasEightBit(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        var union: UInt8 = 0
        for byte in UnsafeBufferPointer(rebasing: bytes) { union |= byte }
        return union >= 0x80
    }
}
