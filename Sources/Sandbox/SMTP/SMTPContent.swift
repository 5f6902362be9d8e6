import Foundation
import NIOCore

/// Collects what follows DATA up to the final dot and takes the stuffed dots out (RFC 5321, section 4.5.2).
///
/// Only CR LF ends a line: a bare line feed spoils the mail, so that no sender gets used to smuggling one in.
struct SMTPContent {
    enum Result: Equatable {
        case bytes([UInt8])
        case tooBig
        case bareLineFeed
    }

    enum Progress: Equatable {
        case more
        case whole(Result)
    }

    let limit: Int
    private var bytes: [UInt8] = []
    private var isTooBig = false
    private var hasBareLineFeed = false
    private var isLineStart = true
    private var scanned = 0

    init(limit: Int) {
        self.limit = limit
    }

    /// Consumes all whole lines of the input, the final dot included.
    mutating func take(_ input: inout ByteBuffer) -> Progress {
        let (consumed, isWhole) = input.withUnsafeReadableBytes { scan($0) }
        input.moveReaderIndex(forwardBy: consumed)
        if isWhole {
            scanned = 0
            return .whole(result)
        }
        scanned = input.readableBytes
        // A line without an end in sight is no reason to hold unbounded input.
        if input.readableBytes > limit { isTooBig = true }
        if isTooBig, input.readableBytes > 65_536 { swallow(&input) }
        return .more
    }

    /// Goes through whole lines; lines that stay as they are go into the mail in one piece.
    private mutating func scan(_ input: UnsafeRawBufferPointer) -> (consumed: Int, isWhole: Bool) {
        var start = 0
        var kept = 0
        while let end = lineEnd(input, after: max(start, scanned)) {
            let endsProperly = end - start >= 2 && input[end - 2] == UInt8(ascii: "\r")
            let isDot = isLineStart && input[start] == UInt8(ascii: ".")
            if isDot {
                append(UnsafeRawBufferPointer(rebasing: input[kept..<start]))
                if endsProperly, end - start == 3 { return (end, true) }
                kept = start + 1
            }
            hasBareLineFeed = hasBareLineFeed || !endsProperly
            isLineStart = endsProperly
            start = end
        }
        append(UnsafeRawBufferPointer(rebasing: input[kept..<start]))
        return (start, false)
    }

    private func lineEnd(_ input: UnsafeRawBufferPointer, after start: Int) -> Int? {
        guard start < input.count, let base = input.baseAddress else { return nil }
        return memchr(base + start, 10, input.count - start).map { UnsafeRawPointer($0) - base + 1 }
    }

    private var result: Result {
        if isTooBig { return .tooBig }
        return hasBareLineFeed ? .bareLineFeed : .bytes(bytes)
    }

    private mutating func append(_ lines: UnsafeRawBufferPointer) {
        guard bytes.count + lines.count <= limit else {
            isTooBig = true
            bytes = []
            return
        }
        if !isTooBig { bytes.append(contentsOf: lines) }
    }

    /// Throws an endless line away but for its last bytes, which may be half of its end.
    private mutating func swallow(_ input: inout ByteBuffer) {
        input.moveReaderIndex(forwardBy: input.readableBytes - 2)
        isLineStart = false
        scanned = 2
    }
}
