/// A form with files as `multipart/form-data` (RFC 7578).
struct MultipartForm {
    private let boundary: String
    private var parts: [UInt8] = []

    /// The boundary must not occur in any value; a digest of the file does not.
    init(boundary: String) { self.boundary = boundary }

    var mediaType: String { "multipart/form-data; boundary=\(boundary)" }

    var bytes: [UInt8] { parts + Array("--\(boundary)--\r\n".utf8) }

    /// Adds a text.
    mutating func add(_ name: String, _ value: String) {
        begin("name=\"\(name)\"")
        parts += Array("\r\n\(value)\r\n".utf8)
    }

    /// Adds a file.
    mutating func add(_ name: String, file: String, _ mediaType: String, _ bytes: [UInt8]) {
        begin("name=\"\(name)\"; filename=\"\(file)\"")
        parts += Array("Content-Type: \(mediaType)\r\n\r\n".utf8)
        parts += bytes
        parts += Array("\r\n".utf8)
    }

    /// Names are ours: letters, digits, `_` and brackets.
    private mutating func begin(_ disposition: String) {
        parts += Array("--\(boundary)\r\nContent-Disposition: form-data; \(disposition)\r\n".utf8)
    }
}
