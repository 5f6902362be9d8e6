/// Reads `multipart/form-data` (RFC 7578).
enum MultipartReader {
    /// Names with their bytes, in order.
    struct Fields {
        fileprivate(set) var parts: [(name: String, value: [UInt8])] = []

        var names: [String] { parts.map(\.name) }

        func bytes(_ name: String) -> [UInt8]? { parts.first { $0.name == name }?.value }

        subscript(_ name: String) -> String? { bytes(name).map { String(decoding: $0, as: UTF8.self) } }
    }

    /// The fields of a request; nil where its body is no such form.
    static func fields(_ ask: Ask) -> Fields? {
        guard let type = ask.headers["content-type"], type.lowercased().hasPrefix("multipart/form-data"),
            let start = type.firstRange(of: "boundary=")?.upperBound
        else { return nil }
        let boundary = Array("--\(type[start...].prefix { $0 != ";" })".utf8)
        guard ask.body.starts(with: boundary) else { return nil }
        var fields = Fields()
        var rest = ask.body.dropFirst(boundary.count)
        while rest.starts(with: [13, 10]) {
            rest = rest.dropFirst(2)
            guard let headEnd = rest.firstRange(of: Array("\r\n\r\n".utf8)),
                let end = rest[headEnd.upperBound...].firstRange(of: [13, 10] + boundary),
                let name = name(in: String(decoding: rest[..<headEnd.lowerBound], as: UTF8.self))
            else { return nil }
            fields.parts.append((name, Array(rest[headEnd.upperBound..<end.lowerBound])))
            rest = rest[end.upperBound...]
        }
        return rest.starts(with: Array("--".utf8)) ? fields : nil
    }

    private static func name(in head: String) -> String? {
        guard let start = head.firstRange(of: "name=\"")?.upperBound else { return nil }
        return String(head[start...].prefix { $0 != "\"" })
    }
}
