/// A mailbox as it stands in MAIL and RCPT (RFC 5321 4.1.2, RFC 6531 for letters beyond ASCII).
///
/// What could end or lengthen a command cannot be in one: no control character, no space, no angle bracket.
/// Stricter than the RFC: quoted local parts with spaces, and source routes, are refused.
public struct SMTPAddress: Hashable, Sendable {
    /// What is wrong with a text that is no address.
    public enum Fault: Error, Hashable, Sendable {
        /// Not `local@domain`, or one of the two is empty.
        case malformed
        /// A control character, a space or an angle bracket.
        case forbiddenCharacter
        /// Over 64 octets before the `@`, 255 after it or 254 in all (RFC 5321 4.5.3.1).
        case tooLong
    }

    /// The address as given, without angle brackets.
    public let text: String

    /// Checks and keeps an address such as `jana@example.com`; throws ``Fault``.
    public init(_ text: String) throws(Fault) {
        let bytes = text.utf8
        guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { throw .malformed }
        let local = bytes.distance(from: bytes.startIndex, to: at)
        guard local > 0, bytes.index(after: at) < bytes.endIndex else { throw .malformed }
        guard local <= 64, bytes.count <= 254 else { throw .tooLong }
        // Nearly all addresses are ASCII, and need no look into tables.
        guard bytes.allSatisfy(Self.isPlainASCII) || text.unicodeScalars.allSatisfy(Self.isPlain) else {
            throw .forbiddenCharacter
        }
        self.text = text
    }

    /// Whether the server must offer SMTPUTF8 (RFC 6531).
    public var needsSMTPUTF8: Bool { text.utf8.contains { $0 >= 0x80 } }

    private static func isPlainASCII(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .spaceSeparator, .lineSeparator, .paragraphSeparator, .format: false
        default: scalar != "<" && scalar != ">"
        }
    }
}

extension SMTPAddress.Fault: CustomStringConvertible {
    /// What is wrong, without the address itself.
    public var description: String {
        switch self {
        case .malformed: "address is not of the form `local@domain`"
        case .forbiddenCharacter: "address holds a control character, a space or an angle bracket"
        case .tooLong: "address is too long"
        }
    }
}
