/// A mailbox: a display name and an address (RFC 5322 3.4).
public struct EmailAddress: Hashable, Sendable {
    /// The display name; empty = none.
    public var name: String
    /// `local@domain`.
    public var address: String

    /// A mailbox whose address was checked before.
    init(name: String, address: String) {
        self.name = name
        self.address = address
    }

    /// Reads `Acme Billing <billing@acme.example>` or a bare address; nil where it is neither.
    public init?(_ text: String) {
        let line = HeaderText.oneLine(text)
        var name = ""
        var address = line
        if line.hasSuffix(">"), let start = line.lastIndex(of: "<") {
            name = HeaderText.oneLine(String(line[..<start])).unquoted
            address = String(line[line.index(after: start)...].dropLast())
        }
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, line == text,
            address.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"<>,;:\\\"()[]".utf8.contains($0) })
        else { return nil }
        self.init(name: name, address: address)
    }

    /// What stands behind the `@`.
    public var domain: String {
        guard let at = address.utf8.lastIndex(of: UInt8(ascii: "@")) else { return "localhost" }
        return String(address[address.utf8.index(after: at)...])
    }

    /// Adds the mailbox as a header says it.
    func addHeader(to mail: inout [UInt8]) {
        let isNamed = HeaderText.append(phrase: name, to: &mail)
        mail.add(isNamed ? "\r\n <" : "<")
        mail += address.utf8
        mail.add(">")
    }
}

extension String {
    fileprivate var unquoted: String {
        guard hasPrefix("\""), hasSuffix("\""), count >= 2 else { return self }
        var text = ""
        var isEscaped = false
        for character in dropFirst().dropLast() {
            if character == "\\", !isEscaped {
                isEscaped = true
            } else {
                text.append(character)
                isEscaped = false
            }
        }
        return text
    }
}

extension [UInt8] {
    /// Adds words of our own to a header.
    mutating func add(_ words: StaticString) {
        words.withUTF8Buffer { append(contentsOf: $0) }
    }
}
