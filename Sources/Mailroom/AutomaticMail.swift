/// Tells mails that no person wrote from those that somebody did.
enum AutomaticMail {
    /// The sign by which a mail is known to be a machine's, in words for the record; nil where a person may have written it.
    ///
    /// Sources: RFC 3834 (`Auto-Submitted`), RFC 2919 (`List-Id`), and what servers without it write.
    static func sign(_ mail: MailPart) -> String? {
        if let value = mail.field("auto-submitted"), !value.lowercased().hasPrefix("no") {
            return "Auto-Submitted: \(value.prefix(40))"
        }
        if let value = mail.field("precedence")?.lowercased(), ["auto_reply", "junk", "bulk", "list"].contains(value) {
            return "Precedence: \(value)"
        }
        for name in ["x-autoreply", "x-autorespond", "x-auto-response", "list-id"] where mail.field(name) != nil {
            return name
        }
        let suppress = mail.field("x-auto-response-suppress")?.lowercased()
        if suppress == "all" || suppress?.contains("oof") == true { return "X-Auto-Response-Suppress" }
        return isFromNobody(mail) ? "sent by a mail server" : nil
    }

    /// Whether a mail comes from a mail server and not from a mailbox (RFC 5321 4.5.5).
    static func isFromNobody(_ mail: MailPart) -> Bool {
        if let path = mail.field("return-path"), path.filter({ !$0.isWhitespace }) == "<>" { return true }
        let sender = mail.field("from").flatMap(MailAddress.first(in:))?.lowercased() ?? ""
        return ["mailer-daemon@", "postmaster@"].contains { sender.hasPrefix($0) }
    }
}

/// Addresses in header fields.
enum MailAddress {
    /// The first address in a field such as `From`, without names and comments; the domain in lower case.
    static func first(in field: String) -> String? {
        let bracketed = field.lastIndex(of: "<").map { field[field.index(after: $0)...].prefix { $0 != ">" } }
        let word = bracketed ?? field.split { $0.isWhitespace || $0 == "," || $0 == ";" }.first { $0.contains("@") }
        guard let address = word?.filter({ !$0.isWhitespace }), let at = address.lastIndex(of: "@"),
            at != address.startIndex, address.index(after: at) != address.endIndex
        else { return nil }
        return address[..<at] + address[at...].lowercased()
    }
}
