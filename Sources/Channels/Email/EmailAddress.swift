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
    public var domain: String { address.split(separator: "@").last.map(String.init) ?? "localhost" }

    /// The mailbox as a header says it.
    var header: String {
        let phrase = HeaderText.phrase(name)
        return phrase.isEmpty ? "<\(address)>" : "\(phrase)\r\n <\(address)>"
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
