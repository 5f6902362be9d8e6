import Dunning

/// The link leads to a page that a debtor may open without harm, and a creditor reference has the right check digits.
struct PaymentCheck: ActionCheck {
    func remarks(on action: Spot) -> [Remark] {
        let payment = action["payment"]
        return [payment?["link"].flatMap(link), payment?["reference"].flatMap(reference)].compactMap { $0 }
    }

    private func link(_ spot: Spot) -> Remark? {
        guard let text = spot.text, !text.isEmpty, let reason = LinkSyntax.mistake(in: text) else { return nil }
        return spot.error("no link that may go out: \(reason)", mend: "write it like `https://pay.example.com/D-1`")
    }

    /// ISO 11649: `RF`, two check digits, up to 21 letters and digits.
    private func reference(_ spot: Spot) -> Remark? {
        let text = (spot.text ?? "").filter { $0 != " " }
        guard text.hasPrefix("RF"), text.dropFirst(2).prefix(2).allSatisfy({ ("0"..."9").contains($0) }),
            (5...25).contains(text.utf8.count), !CheckDigits.areRight(text)
        else { return nil }
        return spot.warning("the check digits are not those of ISO 11649", mend: "check the reference")
    }
}

/// The links that may go out.
enum LinkSyntax {
    /// What is wrong; nil where the link may pass.
    ///
    /// No user, no white space, nothing beyond ASCII; https but on loopback.
    static func mistake(in text: String) -> String? {
        guard text.utf8.count <= 2000 else { return "it has more than 2000 bytes" }
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !Array("\"<>\\^`{|}".utf8).contains($0) }) else {
            return "it holds a character that must be written as `%…`"
        }
        let isSecure = text.lowercased().hasPrefix("https://")
        guard isSecure || text.lowercased().hasPrefix("http://") else { return "it does not begin with `https://`" }
        let authority = text.dropFirst(isSecure ? 8 : 7).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !authority.contains("@") else { return "a user name stands before the host" }
        guard let host = host(of: authority) else { return "the host is misspelt" }
        return isSecure || isLoopback(host) ? nil : "only a page on this machine may go without https"
    }

    /// The host without the port; nil where either is misspelt.
    private static func host(of authority: Substring) -> String? {
        var host = authority
        var port: Substring = ""
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[...end]
            port = authority[authority.index(after: end)...]
            guard port.isEmpty || port.hasPrefix(":") else { return nil }
            port = port.dropFirst()
        } else if let colon = authority.firstIndex(of: ":") {
            host = authority[..<colon]
            port = authority[authority.index(after: colon)...]
            guard !port.isEmpty else { return nil }
        }
        guard port.isEmpty || (UInt16(port) ?? 0) > 0 else { return nil }
        let isName = host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            !label.isEmpty && !label.hasPrefix("-") && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
        }
        let isAddress =
            host.hasPrefix("[") && host.dropFirst().dropLast().allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
        return (isName || isAddress) && host.utf8.count <= 253 ? host.lowercased() : nil
    }

    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}

/// Check digits modulo 97 (ISO 7064), as IBANs and creditor references have them.
enum CheckDigits {
    /// Whether the first four characters, put behind the rest and read as a number, leave 1.
    static func areRight(_ text: String) -> Bool {
        var rest = 0
        for character in text.dropFirst(4) + text.prefix(4) {
            guard character.isASCII,
                let value = character.isLetter ? Int(String(character), radix: 36) : character.wholeNumberValue
            else { return false }
            rest = (rest * (value > 9 ? 100 : 10) + value) % 97
        }
        return rest == 1
    }
}
