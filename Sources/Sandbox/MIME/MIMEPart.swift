/// A mail, or one part of it, read for show: whatever comes, something can be shown.
struct MIMEPart {
    let header: MIMEHeader
    /// `text/plain` where nothing else is said.
    let type: String
    let parameters: [String: String]
    /// The parts of a multipart, else empty.
    let parts: [MIMEPart]
    /// As it came, still in its transfer encoding.
    private let body: ArraySlice<UInt8>

    private static let deepest = 8
    private static let mostParts = 64

    init(_ raw: [UInt8]) {
        self.init(raw[...], depth: 0)
    }

    private init(_ bytes: ArraySlice<UInt8>, depth: Int) {
        let (head, body) = MIMEPart.halves(bytes)
        header = MIMEHeader(head)
        let content = header.parameters("content-type")
        type = content.value.isEmpty ? "text/plain" : content.value
        parameters = content.parameters
        self.body = body
        if type.hasPrefix("multipart/"), depth < MIMEPart.deepest, let boundary = parameters["boundary"] {
            parts = MIMEPart.split(body, at: boundary).map { MIMEPart($0, depth: depth + 1) }
        } else {
            parts = []
        }
    }

    /// The body out of its transfer encoding.
    var content: [UInt8] {
        switch header["content-transfer-encoding"]?[...].trimmed.lowercased() {
        case "base64": Base64.decodeBody(body)
        case "quoted-printable": QuotedPrintable.decode(body)
        default: Array(body)
        }
    }

    /// The body as text in its character set.
    var text: String { Charset.decode(content, as: parameters["charset"]) }

    /// The name under which an attachment wants to be kept.
    var fileName: String? {
        header.parameters("content-disposition").parameters["filename"] ?? parameters["name"]
    }

    /// Whether the part is meant to be kept, not read.
    var isAttachment: Bool {
        header.parameters("content-disposition").value == "attachment" || (parts.isEmpty && !type.hasPrefix("text/"))
    }

    /// The part itself and all that it holds, in order.
    var all: [MIMEPart] { [self] + parts.flatMap(\.all) }

    /// The first readable part of that type.
    func first(_ type: String) -> MIMEPart? {
        all.first { $0.type == type && $0.parts.isEmpty && !$0.isAttachment }
    }

    /// The parts meant to be kept.
    var attachments: [MIMEPart] { all.filter { $0.isAttachment } }

    /// The header of a raw mail as it stands.
    static func headerText(_ raw: [UInt8]) -> String {
        String(decoding: halves(raw[...]).head.prefix(MIMEHeader.limit), as: UTF8.self)
    }

    /// Header and body, parted by the first empty line.
    private static func halves(_ bytes: ArraySlice<UInt8>) -> (head: ArraySlice<UInt8>, body: ArraySlice<UInt8>) {
        var start = bytes.startIndex
        while let feed = bytes[start...].firstIndex(of: 10) {
            let line = bytes[start..<feed]
            if line.isEmpty || line.elementsEqual([13]) { return (bytes[..<start], bytes[(feed + 1)...]) }
            start = feed + 1
        }
        return (bytes, bytes[bytes.endIndex...])
    }

    /// The pieces between the boundary's lines; what stands before the first and after the last is for no reader.
    private static func split(_ body: ArraySlice<UInt8>, at boundary: String) -> [ArraySlice<UInt8>] {
        let mark = Array("--\(boundary)".utf8)
        var pieces: [ArraySlice<UInt8>] = []
        var pieceStart: Int?
        var start = body.startIndex
        while start < body.endIndex, pieces.count < mostParts {
            let next = body[start...].firstIndex(of: 10).map { $0 + 1 } ?? body.endIndex
            defer { start = next }
            guard body[start..<next].starts(with: mark) else { continue }
            let tail = body[(start + mark.count)..<next].filter { ![9, 10, 13, 32].contains($0) }
            guard tail.isEmpty || tail == [45, 45] else { continue }
            if let pieceStart { pieces.append(trimLineEnd(body[pieceStart..<max(pieceStart, start)])) }
            pieceStart = next
            if !tail.isEmpty { return pieces }
        }
        // A mail that ends without its last boundary still shows what there is.
        if let pieceStart, pieceStart < body.endIndex, pieces.count < mostParts { pieces.append(body[pieceStart...]) }
        return pieces
    }

    /// The line end before a boundary belongs to the boundary.
    private static func trimLineEnd(_ piece: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        if piece.suffix(2).elementsEqual([13, 10]) { return piece.dropLast(2) }
        return piece.last == 10 ? piece.dropLast() : piece
    }
}
