/// A reply before anybody wanted to read its text.
struct RawReply: Hashable, Sendable {
    let code: Int
    /// The text of each line, each followed by LF.
    let text: [UInt8]

    /// The lines as text; bytes that are no UTF-8 are replaced, control characters become spaces.
    var lines: [String] {
        let lines = text.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
        return lines.map { line in
            String(decoding: line.map { Self.isControl($0) ? 0x20 : $0 }, as: UTF8.self)
        }
    }

    static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F }
}

/// Bytes in, whole replies out (RFC 5321 4.2.1); strict, since a reply misread is a message whose fate is misread.
struct SMTPReplyParser: Sendable {
    /// What a server may not do.
    enum Fault: Error, Hashable {
        case malformed
        case tooLong
    }

    /// Octets in one line: four times what RFC 5321 4.5.3.1.5 grants.
    static let lineLimit = 2_048
    /// Octets in one reply of many lines.
    static let replyLimit = 65_536

    private var buffer: [UInt8] = []
    private var start = 0
    private var code: Int?
    private var text: [UInt8] = []

    /// Whether nothing is left over: no byte that no command of ours asked for.
    var isEmpty: Bool { start == buffer.count && code == nil }

    mutating func append(_ bytes: some Collection<UInt8>) {
        if start == buffer.count {
            buffer.removeAll(keepingCapacity: true)
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// The next whole reply, or `nil` where more bytes are needed.
    mutating func next() throws(Fault) -> RawReply? {
        while let end = buffer[start...].firstIndex(of: 0x0A) {
            guard end - start < Self.lineLimit else { throw .tooLong }
            let line = buffer[start..<end]
            start = end + 1
            if let reply = try take(line.last == 0x0D ? line.dropLast() : line) { return reply }
        }
        guard buffer.count - start < Self.lineLimit else { throw .tooLong }
        return nil
    }

    private mutating func take(_ line: ArraySlice<UInt8>) throws(Fault) -> RawReply? {
        let digits = line.prefix(3)
        guard digits.count == 3, digits.allSatisfy(isDigit) else { throw .malformed }
        let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        guard (200..<600).contains(value), code == nil || code == value else { throw .malformed }
        let mark = line.dropFirst(3).first
        guard mark == nil || mark == 0x20 || mark == 0x2D else { throw .malformed }
        text.append(contentsOf: line.dropFirst(4))
        text.append(0x0A)
        guard text.count <= Self.replyLimit else { throw .tooLong }
        guard mark != 0x2D else {
            code = value
            return nil
        }
        defer {
            code = nil
            text.removeAll(keepingCapacity: true)
        }
        return RawReply(code: value, text: text)
    }
}
