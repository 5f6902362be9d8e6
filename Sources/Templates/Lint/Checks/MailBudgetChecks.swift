import Dunning

/// A subject is short enough to be read in a list of mails.
struct SubjectLengthCheck: MessageCheck {
    static let rule = LintRule(
        "subject.length",
        .warning,
        title: "The subject is longer than its budget.",
        why: """
            Lists of mails show 40 to 78 characters of a subject, phones the fewest. What matters stands at the front, \
            and a header line should not be longer than 78. The budget is `subject_length` in `[budget]`.
            """,
        source: "RFC 5322, section 2.1.1",
        bad:
            "This is to remind you that your payment to {{creditor.name}} for invoice {{transferReference}} has not arrived",
        good: "Your payment to {{creditor.name}}"
    )

    let rules = [rule]

    func findings(in message: LintedMessage) -> [LintFinding] {
        guard case .email(let email) = message.composition.content else { return [] }
        let (count, limit) = (email.subject.count, message.template.manifest.budget.subjectLength)
        guard count > limit else { return [] }
        return [
            Self.rule.finding(
                at: message.place(of: .emailSubject),
                "\(count) characters \(message.with), \(limit) at most",
                mend: "say less, the most important first",
                weight: count
            )
        ]
    }
}

/// Mail programs do not cut the message off.
struct MailSizeCheck: MessageCheck {
    static let rule = LintRule(
        "mail.size",
        title: "The HTML of the mail is bigger than 100 kB.",
        why: "Gmail cuts a message off at about 102 kB; what stands at the end, the way to opt out, is then gone.",
        source: "practice of mail clients",
        bad: "a mail with 500 invoices in a table",
        good: "the total, and the invoices as an attachment"
    )

    private static let limit = 100_000

    let rules = [rule]

    func findings(in message: LintedMessage) -> [LintFinding] {
        guard case .email(let email) = message.composition.content, let size = email.html?.utf8.count,
            size > Self.limit
        else { return [] }
        return [
            Self.rule.finding(
                at: message.place(of: .emailHTML),
                "\(size / 1_000) kB \(message.with), 100 kB at most",
                mend: "leave out what belongs in an attachment",
                weight: size
            )
        ]
    }
}

/// A mail says in which language it is.
struct MailLanguageCheck: MessageCheck {
    static let rule = LintRule(
        "mail.lang",
        title: "The mail does not say in which language it is.",
        why: "Screen readers read it with the wrong voice, and mail clients offer to translate it.",
        source: "WCAG 2.2, success criterion 3.1.1",
        bad: "<html>",
        good: "<html lang=\"{{language}}\" dir=\"{{direction}}\">"
    )

    let rules = [rule]

    func findings(in message: LintedMessage) -> [LintFinding] {
        guard case .email(let email) = message.composition.content, let html = email.html else { return [] }
        // The tag stands at the beginning; nobody reads a whole page for it.
        let pieces = MarkupScan.pieces(of: PlainSource(Array(html.utf8.prefix(2_000))).letters)
        let hasLanguage = pieces.contains { piece in
            guard case .open(let element) = piece, element.name == "html" else { return false }
            return element["lang"]?.value.isEmpty == false
        }
        guard !hasLanguage else { return [] }
        return [
            Self.rule.finding(
                at: message.place(of: .emailHTML),
                "<html> has no `lang`",
                mend: "build it on {{<mail/layout}}, or write `lang=\"{{language}}\"`"
            )
        ]
    }
}

/// A plain-text part can be made of the HTML.
struct TextPartCheck: MessageCheck {
    static let rule = LintRule(
        "mail.text",
        title: "The mail has no text part that says something.",
        why: """
            Without `email.txt` the text is made of the HTML; where that shows pictures only, or next to nothing, those who \
            read plain text get an empty mail, and filters take it for spam.
            """,
        source: "RFC 2046, section 5.1.4",
        bad: "<body><img src=\"https://acme.example/reminder.png\" alt=\"\"></body>",
        good: "<body><p>Your payment of {{amountDue}} …</p></body>"
    )

    /// Fewer words are no message.
    private static let words = 5

    let rules = [rule]

    func findings(in message: LintedMessage) -> [LintFinding] {
        guard case .email(let email) = message.composition.content else { return [] }
        // Scripts without spaces have few words and many letters.
        let count = email.text.split(whereSeparator: \.isWhitespace).count
        guard count < Self.words, email.text.count < 40 else { return [] }
        let part: TemplatePart =
            message.template.texts(message.request.variant)[message.composition.locale]?[.emailText] == nil
            ? .emailHTML : .emailText
        return [
            Self.rule.finding(
                at: message.place(of: part),
                "the text part has \(count) words \(message.with)",
                mend: "say it in words, or write email.txt\(TemplatePart.fileExtension)"
            )
        ]
    }
}
