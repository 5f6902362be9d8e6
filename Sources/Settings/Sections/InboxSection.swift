import Dunning
import TOML

/// The keys of `[inbox.NAME]`.
struct InboxSection: SettingsSection {
    static let header = "[inbox.NAME]"
    static let about = """
        A mailbox in which mails that come back lie: bounces, complaints, opt-outs, answers. `dunlin run` looks into it, \
        and `dunlin receive --poll`. It should hold nothing else, and nobody else should read it.
        """

    let url = ProviderKeys.url(
        ["imaps", "imap+starttls", "imap", "pop3s", "pop3+starttls", "pop3"],
        "The mail server; the path is the IMAP folder, `INBOX` where there is none. Ports 993, 143, 143, 995, 110 and 110 where none is named.",
        mayHavePath: true
    ).required
    let username = ProviderKeys.username.required
    let password = ProviderKeys.password.required
    let every = SettingsKey<Duration>.duration(
        "every",
        .seconds(5) ... .seconds(86_400),
        "How often it is looked into."
    ).otherwise(.seconds(60), "1m")
    let afterwards = SettingsKey<InboxAfterwards>.choice(
        "afterwards",
        "What becomes of a mail once it is on record: it stays, marked as seen; it is deleted; or it goes to another folder. POP3 can only delete."
    ).otherwise(.keep, "keep")
    let moveTo = SettingsKey<String>.checked(
        "move_to",
        "the name of a folder in ASCII, as the server writes it",
        "The folder to which mails are moved; it is created where it is missing.",
        { name in
            let isName = (1...255).contains(name.utf8.count) && name.utf8.allSatisfy { (0x20...0x7E).contains($0) }
            return isName ? nil : "no folder's name"
        }
    ).otherwise("Dunlin", "Dunlin")
    let caFile = ProviderKeys.caFile
    let allowsPlainText = ProviderKeys.allowsPlainText

    func read(_ name: String, _ reader: TOMLReader, _ context: SettingsContext) -> InboxSettings? {
        let url = url.value(in: reader, context)
        let username = username.value(in: reader, context)
        let password = password.value(in: reader, context)
        let every = every.value(in: reader, context)
        let afterwards = afterwards.value(in: reader, context)
        let moveTo = moveTo.value(in: reader, context)
        let caFile = caFile.value(in: reader, context)
        let isAllowed = allowsPlainText.value(in: reader, context) ?? false
        if let url { check(url, afterwards, isAllowed, reader) }
        guard let url, let username, let password, let every, let afterwards, let moveTo else { return nil }
        return InboxSettings(
            name: "inbox.\(name)",
            url: url,
            username: username,
            password: password,
            every: every,
            afterwards: afterwards,
            moveTo: moveTo,
            caFile: caFile,
            allowsPlainText: isAllowed
        )
    }

    private func check(_ url: String, _ afterwards: InboxAfterwards?, _ isAllowed: Bool, _ reader: TOMLReader) {
        if ServiceURL.isPlain(url), !ServiceURL.isLoopback(url), !isAllowed {
            reader.complain(
                "secrets would go to another machine in the clear",
                mend: "use `imaps://` or `pop3s://`, or set `allow_plain_text`",
                at: "url"
            )
        }
        if url.lowercased().hasPrefix("pop3"), let afterwards, afterwards != .delete {
            reader.complain(
                "POP3 cannot tell mails that are on record from new ones",
                mend: "set `afterwards = \"delete\"`, or use IMAP",
                at: reader.contains("afterwards") ? "afterwards" : "url"
            )
        }
    }
}
