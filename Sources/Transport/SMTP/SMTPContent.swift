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
        hasEightBit = scan.seen >= 0x80
        hasEightBitHeader = scan.seenInHeader >= 0x80
    }
}

/// One pass over a message, line by line.
private struct Scan {
    var wire: [UInt8] = []
    var stuffed = 0
    var seen: UInt8 = 0
    var seenInHeader: UInt8 = 0
    var fault: SMTPMail.Fault?
    private var inHeader = true

    init(capacity: Int) {
        wire.reserveCapacity(capacity)
    }

    /// Looks for line ends as the C library does, many bytes at once.
    mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) {
        if Scan.place(of: 0, in: bytes, 0..<bytes.count) != nil { fault = .nulByte }
        var start = 0
        while start < bytes.count, fault == nil {
            let end = Scan.place(of: 0x0A, in: bytes, start..<bytes.count) ?? bytes.count
            while let bare = Scan.place(of: 0x0D, in: bytes, start..<end), bare < end - 1 {
                addLine(UnsafeBufferPointer(rebasing: bytes[start..<bare]))
                start = bare + 1
            }
            let isPair = end > start && bytes[end - 1] == 0x0D
            addLine(UnsafeBufferPointer(rebasing: bytes[start..<(isPair ? end - 1 : end)]))
            start = end + 1
        }
    }

    /// The final dot.
    mutating func end() { wire.append(contentsOf: [0x2E, 0x0D, 0x0A]) }

    private static func place(of byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
        guard let base = bytes.baseAddress, let found = memchr(base + range.lowerBound, Int32(byte), range.count) else {
            return nil
        }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    private mutating func addLine(_ line: UnsafeBufferPointer<UInt8>) {
        if line.count > SMTPContent.lineLimit { fault = .lineTooLong }
        var union: UInt8 = 0
        for byte in line { union |= byte }
        seen |= union
        if line.isEmpty { inHeader = false }
        if inHeader { seenInHeader = seen }
        if line.first == 0x2E {
            wire.append(0x2E)
            stuffed += 1
        }
        wire.append(contentsOf: line)
        wire.append(0x0D)
        wire.append(0x0A)
    }
}
