/// One header field (RFC 9110 section 5); nothing in it can end a line or begin another field.
public struct HTTPHeader: Hashable, Sendable {
    /// The name as given; compared without regard to case.
    public let name: String

    /// The value, without spaces at its ends.
    public let value: String

    /// Checks and keeps a field; throws ``HTTPRequest/Fault``.
    ///
    /// Fields that frame the message or steer the connection are the client's own and are refused here.
    public init(_ name: String, _ value: String) throws(HTTPRequest.Fault) {
        guard !name.isEmpty, name.utf8.allSatisfy(Self.isTokenByte) else { throw .badHeaderName }
        guard !Self.reserved.contains(name.lowercased()) else { throw .reservedHeader(name.lowercased()) }
        guard value.utf8.allSatisfy({ ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }) else { throw .badHeaderValue }
        self.init(received: name, value)
    }

    init(received name: String, _ value: String) {
        self.name = name
        self.value = Self.trimmed(value)
    }

    /// The form that libcurl takes: a lone `Name:` would remove the field, `Name;` sends it empty.
    var line: String { value.isEmpty ? name + ";" : name + ": " + value }

    private static let reserved: Set<String> = [
        "connection", "content-length", "expect", "host", "keep-alive", "proxy-authorization", "proxy-connection",
        "te", "trailer", "transfer-encoding", "upgrade",
    ]

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x5A).contains(byte & 0xDF) || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }

    private static func trimmed(_ text: String) -> String {
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        let bytes = text.utf8.drop(while: isBlank)
        guard let last = bytes.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(decoding: bytes[...last], as: UTF8.self)
    }
}
