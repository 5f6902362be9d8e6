import Dunning

/// Links that a debtor cannot follow, or should not be asked to.
struct LinkCheck: FileCheck {
    static let scheme = LintRule(
        "link.scheme",
        title: "A link is not https.",
        why: """
            Mail clients and phones warn of it or drop it, and what the debtor types on the page can be read on the way. \
            Scripts never run in mails.
            """,
        source: "RFC 9110, section 4.2.2; OWASP Transport Layer Security Cheat Sheet",
        bad: "<a href=\"http://acme.example/pay\">Pay</a>",
        good: "<a href=\"https://acme.example/pay\">Pay</a>"
    )

    static let malformed = LintRule(
        "link.malformed",
        title: "A link leads nowhere.",
        why: "A message has no address of its own: a link needs a scheme and a host, and no blanks.",
        source: "RFC 3986, section 3",
        bad: "<a href=\"/pay\">Pay</a>",
        good: "<a href=\"https://acme.example/pay\">Pay</a>"
    )

    static let local = LintRule(
        "link.local",
        title: "A link leads to a machine that no debtor can reach.",
        why: "It was right on the author's machine, or is an example.",
        source: "RFC 6761; RFC 1918",
        bad: "<a href=\"https://localhost/pay\">Pay</a>",
        good: "<a href=\"{{payment.link}}\">Pay</a>"
    )

    let rules = [scheme, malformed, local]

    func findings(in file: LintedFile) -> [LintFinding] {
        let addresses = file.pieces.flatMap { piece in
            guard case .open(let element) = piece else { return [[PlainSource.Letter]]() }
            return ["href", "src", "background"].compactMap { name in
                // Name spaces and style sheets are nothing that a reader follows.
                element.name == "link" || element.name == "html" ? nil : element[name]?.value
            }
        }
        return addresses.compactMap { problem(with: $0, in: file) } + bareAddresses(in: file)
    }

    private func problem(with value: [PlainSource.Letter], in file: LintedFile) -> LintFinding? {
        let text = value.text.trimmed
        let place = file.place(of: value.first?.offset ?? 0)
        guard let first = value.first else { return nil }
        // A link that is a value as a whole was checked when the value was made.
        guard !first.isValue else { return nil }
        guard let colon = text.firstIndex(of: ":"), !text[..<colon].contains("/") else {
            return Self.malformed.finding(at: place, "\(quoted(text)) has no scheme", mend: "begin it with `https://`")
        }
        switch text[..<colon].lowercased() {
        case "mailto", "tel", "sms", "cid": return nil
        case "https": return problem(withWeb: text, at: place)
        case let scheme:
            return Self.scheme.finding(at: place, "a link with `\(scheme):`", mend: "use `https://`")
        }
    }

    private func problem(withWeb text: String, at place: Place) -> LintFinding? {
        let host = text.dropFirst(8).prefix { !"/?#".contains($0) }.lowercased()
        guard text.lowercased().hasPrefix("https://"), !host.isEmpty, !text.contains(where: \.isWhitespace) else {
            let mend = "write `https://`, a host, and no blanks"
            return Self.malformed.finding(at: place, "\(quoted(text)) is no address", mend: mend)
        }
        guard isLocal(host.split(separator: ":").first.map(String.init) ?? host) else { return nil }
        return Self.local.finding(at: place, "nobody outside can reach `\(host)`", mend: "use the public address")
    }

    private func isLocal(_ host: String) -> Bool {
        let names = ["localhost", "example.com", "example.org", "example.net"]
        let endings = [".localhost", ".local", ".internal", ".test", ".invalid", ".example", ".example.com"]
        let networks = ["127.", "10.", "192.168.", "0.0.0.0", "["]
        return names.contains(host) || endings.contains { host.hasSuffix($0) }
            || networks.contains { host.hasPrefix($0) }
    }

    /// Addresses that stand in the text.
    private func bareAddresses(in file: LintedFile) -> [LintFinding] {
        file.visible.split { $0.isSpace || "<>\"'()".unicodeScalars.contains($0.scalar) }.compactMap { word in
            let text = word.text.lowercased()
            guard text.hasPrefix("http://") || text.hasPrefix("https://") else { return nil }
            return problem(with: Array(word), in: file)
        }
    }
}

extension String {
    /// Without white space at its ends.
    fileprivate var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
