import Dunning

/// Addresses of services, and which of them are on this machine.
enum ServiceURL {
    /// What is wrong with a URL of one of some schemes with host and port; nil where it is right.
    static func mistake(in text: String, schemes: [String], mayHavePath: Bool) -> String? {
        guard let parts = Parts(text), schemes.contains(parts.scheme) else {
            return "the URL has no scheme that is known here"
        }
        let form = (parts.scheme == "https" ? "https" : "http") + "://" + parts.rest
        guard !parts.authority.contains("@") else {
            return "a user stands in the URL; give `username` and `password`"
        }
        let asLink = form.replacing("http://", with: "https://", maxReplacements: 1)
        guard LinkSyntax.mistake(in: asLink) == nil else { return "the URL is misspelt" }
        if !mayHavePath, !parts.path.isEmpty, parts.path != "/" { return "the URL has a path" }
        return parts.path.contains("#") || parts.path.contains("?") ? "the URL has a query" : nil
    }

    /// Whether the host is this machine by its very name.
    static func isLoopback(_ text: String) -> Bool {
        guard let authority = Parts(text)?.authority else { return false }
        let host = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        return LinkSyntax.isLoopback(host.lowercased())
    }

    /// Whether what goes there can be read on the way.
    static func isPlain(_ text: String) -> Bool {
        let scheme = Parts(text)?.scheme
        return ["http", "smtp", "imap", "pop3"].contains(scheme)
    }

    private struct Parts {
        let scheme: String
        let rest: Substring
        var authority: Substring { rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" } }
        var path: Substring { rest.dropFirst(authority.count) }

        init?(_ text: String) {
            let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[1].isEmpty else { return nil }
            scheme = parts[0].lowercased()
            rest = parts[1]
        }
    }
}

/// `Name <address>` or a bare address.
enum MailboxSyntax {
    static func mistake(in text: String) -> String? {
        guard let open = text.firstIndex(of: "<") else { return EmailSyntax.mistake(in: text).map(told) }
        guard text.hasSuffix(">") else { return "the `<` is not closed" }
        let name = text[..<open]
        guard !name.contains(where: { $0 == ">" || $0 == "@" }) else { return "the name holds `>` or `@`" }
        return EmailSyntax.mistake(in: String(text[text.index(after: open)...].dropLast())).map(told)
    }

    private static func told(_ reason: String) -> String { "no email address: \(reason)" }
}

/// Bank accounts.
enum IBANSyntax {
    private static let lengths: [String: Int] = [
        "AD": 24, "AE": 23, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20,
        "ES": 24,
        "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21,
        "LT": 20,
        "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19,
        "SK": 24,
        "SM": 27, "TR": 26, "VA": 22,
    ]

    /// What is wrong with an IBAN (ISO 13616); nil where form, length and check digits are right.
    static func mistake(in text: String) -> String? {
        let isSpelt =
            (15...34).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
        guard isSpelt else { return "no IBAN: capital letters and digits without spaces, 15 to 34 of them" }
        let country = String(text.prefix(2))
        guard Countries.contains(country) || country == "XK" else { return "no IBAN: it begins with no country" }
        if let length = lengths[country], text.utf8.count != length {
            return "an IBAN of `\(country)` has \(length) characters, this one \(text.utf8.count)"
        }
        return CheckDigits.areRight(text) ? nil : "the check digits of the IBAN are wrong"
    }

    /// Whether the institution of a Swiss account is one of those kept for QR references.
    static func isForQRReferences(_ iban: String) -> Bool {
        guard iban.hasPrefix("CH") || iban.hasPrefix("LI"), let institution = Int(iban.dropFirst(4).prefix(5)) else {
            return false
        }
        return (30_000...31_999).contains(institution)
    }
}
