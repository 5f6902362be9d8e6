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
        while let end = lineEnd(input) {
            let view = input.readableBytesView[input.readerIndex..<end]
            let endsProperly = view.count >= 2 && view[end - 2] == UInt8(ascii: "\r")
            let isDot = view.first == UInt8(ascii: ".") && isLineStart
            if isDot, endsProperly, view.count == 3 {
                input.moveReaderIndex(to: end)
                scanned = 0
                return .whole(result)
            }
            append(isDot ? view.dropFirst() : view)
            hasBareLineFeed = hasBareLineFeed || !endsProperly
            isLineStart = endsProperly
            input.moveReaderIndex(to: end)
            scanned = 0
        }
        // A line without an end in sight is no reason to hold unbounded input.
        if input.readableBytes > limit { isTooBig = true }
        if isTooBig, input.readableBytes > 65_536 { swallow(&input) }
        return .more
    }

    private var result: Result {
        if isTooBig { return .tooBig }
        return hasBareLineFeed ? .bareLineFeed : .bytes(bytes)
    }

    private mutating func lineEnd(_ input: ByteBuffer) -> Int? {
        let view = input.readableBytesView.dropFirst(scanned)
        guard let feed = view.firstIndex(of: UInt8(ascii: "\n")) else {
            scanned = input.readableBytes
            return nil
        }
        return feed + 1
    }

    private mutating func append(_ line: ByteBufferView) {
        guard bytes.count + line.count <= limit else {
            isTooBig = true
            bytes = []
            return
        }
        if !isTooBig { bytes.append(contentsOf: line) }
    }

    /// Throws an endless line away but for its last bytes, which may be half of its end.
    private mutating func swallow(_ input: inout ByteBuffer) {
        input.moveReaderIndex(forwardBy: input.readableBytes - 2)
        isLineStart = false
        scanned = 2
    }
}
