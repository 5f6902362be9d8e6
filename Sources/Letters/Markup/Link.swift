/// Addresses that a letter may link to.
enum Link {
    private static let schemes = ["https:", "http:", "mailto:", "tel:"]

    /// The `href`, percent-encoded where it is not ASCII.
    ///
    /// Quotes and backslashes would end the string in the drawing library's tag; no valid address holds them raw.
    static func address(of node: MarkupNode) throws(LetterError) -> String {
        guard node.attributes.count == 1, let (name, value) = node.attributes.first, name == "href" else {
            let other = node.attributes.first { $0.name != "href" }?.name ?? "href"
            throw .markup(line: node.line, .attribute(other, on: "a"))
        }
        let lowercased = value.lowercased()
        guard schemes.contains(where: { lowercased.hasPrefix($0) && value.utf8.count > $0.utf8.count }),
            value.utf8.count <= 2_000, value.utf8.allSatisfy(isPlain)
        else { throw .markup(line: node.line, .link) }
        return value.utf8.reduce(into: "") { address, byte in
            if byte < 0x80 {
                address.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                address += "%" + String(byte, radix: 16, uppercase: true)
            }
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x00...0x20, 0x22, 0x27, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B...0x7D, 0x7F: false
        default: true
        }
    }
}
