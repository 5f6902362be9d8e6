import Channels

/// Mails by which people ask for no more mails.
enum OptOutMail {
    /// What people write into a subject or as their whole answer, beside the words that are known from text messages.
    private static let words: Set<String> = [
        "PLEASE UNSUBSCRIBE", "UNSUBSCRIBE ME", "PLEASE UNSUBSCRIBE ME", "REMOVE", "REMOVE ME", "OPT ME OUT",
        "ABMELDEN", "ABBESTELLEN", "BITTE ABMELDEN", "KEINE MAILS MEHR",
        "DÉSINSCRIPTION", "DESINSCRIPTION", "DÉSABONNEMENT", "SE DÉSABONNER", "ME DÉSINSCRIRE",
        "BAJA", "DAR DE BAJA", "CANCELAR SUSCRIPCIÓN", "DISISCRIVIMI", "CANCELLAMI", "ANNULLA ISCRIZIONE",
        "AFMELDEN", "UITSCHRIJVEN", "WYPISZ", "REZYGNUJĘ", "SAIR", "DESCADASTRAR", "CANCELAR INSCRIÇÃO", "配信停止",
    ]

    /// Whether a mail asks to opt out: by its subject, or by all that its author wrote above what is quoted.
    static func asks(subject: String?, text: String?) -> Bool {
        if let subject, isWord(subject) { return true }
        guard let text else { return false }
        return isWord(answer(in: text))
    }

    /// The author's own lines: before a quotation, a signature or the head of a forwarded mail.
    static func answer(in text: String) -> String {
        var lines: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix(">") || line == "-- " || line.hasPrefix("-----") || line.hasPrefix("____") { break }
            lines.append(line)
        }
        // The line that introduces a quotation ends in a colon and is the author's program's, not the author's.
        while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
        if lines.count > 1, lines.last?.hasSuffix(":") == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    private static func isWord(_ text: String) -> Bool {
        let words = text.uppercased().split { !$0.isLetter }.joined(separator: " ")
        return OptOutMail.words.contains(words) || ReplyWord(text) == .stop
    }
}
