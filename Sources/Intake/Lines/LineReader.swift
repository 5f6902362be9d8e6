/// Cuts a stream of bytes into lines without ever holding more than one line and one chunk.
///
/// Lines end with LF or CRLF; the last one may have no end. A byte order mark at the start is passed over. A line above
/// the limit is held only in its first bytes, however long it goes on.
public struct LineReader<Failure: Error> {
    private let limits: LineLimits
    private let nextChunk: () throws(Failure) -> [UInt8]
    private var chunk: ArraySlice<UInt8> = []
    private var isAtEnd = false
    private var number = 0

    /// A reader over whatever `nextChunk` gives; an empty chunk is the end.
    public init(limits: LineLimits = LineLimits(), nextChunk: @escaping () throws(Failure) -> [UInt8]) {
        self.limits = limits
        self.nextChunk = nextChunk
    }

    /// The next line; nil at the end.
    /// - Throws: what reading a chunk throws.
    public mutating func next() throws(Failure) -> RawLine? {
        var bytes: [UInt8] = []
        var length = 0
        var last: UInt8?
        while true {
            if chunk.isEmpty { try refill() }
            if chunk.isEmpty { break }
            let end = chunk.firstIndex(of: UInt8(ascii: "\n"))
            let part = chunk[..<(end ?? chunk.endIndex)]
            bytes += part.prefix(max(0, limits.line - bytes.count))
            length += part.count
            last = part.last ?? last
            guard let end else {
                chunk = []
                continue
            }
            chunk = chunk[(end + 1)...]
            if last == UInt8(ascii: "\r") { length -= 1 }
            return line(bytes, length: length)
        }
        return length > 0 ? line(bytes, length: length) : nil
    }

    private mutating func line(_ bytes: [UInt8], length: Int) -> RawLine {
        number += 1
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let start = number == 1 && bytes.starts(with: mark) ? mark.count : 0
        let room = length > limits.line ? min(limits.kept, limits.line) : length
        return RawLine(number: number, bytes: Array(bytes[start..<max(start, room)]), length: length - start)
    }

    private mutating func refill() throws(Failure) {
        guard !isAtEnd else { return }
        chunk = try nextChunk()[...]
        isAtEnd = chunk.isEmpty
    }
}

extension LineReader where Failure == Never {
    /// A reader over bytes that are already in memory, such as the body of a request.
    public init(bytes: [UInt8], limits: LineLimits = LineLimits()) {
        var rest = bytes
        self.init(limits: limits) {
            defer { rest = [] }
            return rest
        }
    }
}
