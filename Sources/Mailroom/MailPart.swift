/// A mail, or one part of it, as plain values: what is left once encodings and character sets are undone.
struct MailPart: Hashable, Sendable {
    /// What a part holds.
    enum Content: Hashable, Sendable {
        /// A body as text; line ends are `\n`.
        case text(String)
        /// A body that is no text; its bytes are of no use here.
        case other
        case parts([MailPart])
        /// A mail within the mail, such as the one that could not be delivered.
        case mail([MailPart])
    }

    /// `text/plain`, in lower case.
    let type: String
    /// Header fields with names in lower case, in their order.
    let fields: [Field]
    let content: Content

    /// One header field, unfolded and decoded.
    struct Field: Hashable, Sendable {
        let name: String
        let value: String
    }

    /// The first field of a name, which is given in lower case.
    func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    /// This part and all below it, those of enclosed mails too.
    var everything: [MailPart] {
        switch content {
        case .text, .other: [self]
        case .parts(let parts), .mail(let parts): [self] + parts.flatMap(\.everything)
        }
    }

    /// The parts that make up this very mail, without those of enclosed mails.
    var own: [MailPart] {
        switch content {
        case .text, .other, .mail: [self]
        case .parts(let parts): [self] + parts.flatMap(\.own)
        }
    }

    /// The text of a part that is one.
    var text: String? {
        if case .text(let text) = content { text } else { nil }
    }
}
