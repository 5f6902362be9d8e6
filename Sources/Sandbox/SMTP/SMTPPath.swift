/// The address and the parameters of a MAIL or RCPT command (RFC 5321, section 4.1.1.2 and 4.1.1.3).
struct SMTPPath: Equatable {
    /// Without its angle brackets; empty for the null reverse path.
    let address: String
    /// Keyword in capitals and value, in the order given.
    let parameters: [Parameter]

    struct Parameter: Equatable {
        let keyword: String
        let value: String?
    }

    /// Reads what follows `MAIL FROM:` or `RCPT TO:`; nil where it is no path.
    init?(_ text: Substring) {
        let text = text.drop { $0 == " " }
        guard text.first == "<", let end = SMTPPath.closing(text) else { return nil }
        let address = text[text.index(after: text.startIndex)..<end]
        guard !address.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else { return nil }
        guard address.utf8.count <= 320 else { return nil }
        let rest = text[text.index(after: end)...]
        guard rest.isEmpty || rest.first == " " else { return nil }
        self.address = String(address)
        parameters = rest.split(separator: " ").map { word in
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return Parameter(keyword: parts[0].uppercased(), value: parts.count == 2 ? String(parts[1]) : nil)
        }
    }

    /// Whether the address needs SMTPUTF8 (RFC 6531).
    var isInternational: Bool { address.utf8.contains { $0 > 127 } }

    /// Whether somebody could be meant: a mailbox with a domain, or the one name that needs none.
    var isMailbox: Bool {
        guard let at = address.lastIndex(of: "@") else { return address.lowercased() == "postmaster" }
        return at != address.startIndex && address.index(after: at) != address.endIndex
    }

    func value(_ keyword: String) -> String? {
        parameters.first { $0.keyword == keyword }?.value
    }

    /// The bracket that ends the path; one inside a quoted local part does not.
    private static func closing(_ text: Substring) -> String.Index? {
        var quoted = false
        var escaped = false
        for index in text.indices.dropFirst() {
            let character = text[index]
            if escaped {
                escaped = false
            } else if quoted, character == "\\" {
                escaped = true
            } else if character == "\"" {
                quoted.toggle()
            } else if character == ">", !quoted {
                return index
            }
        }
        return nil
    }
}
