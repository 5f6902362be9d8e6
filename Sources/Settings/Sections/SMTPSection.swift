import Dunning
import TOML

/// The keys of `[email.NAME]` with `provider = "smtp"`.
struct SMTPSection: SettingsSection {
    static let header = #"[email.NAME] with provider = "smtp""#
    static let about = "A mail relay. Credentials go over TLS, or to this machine."

    let provider = ProviderKeys.provider
    let url = ProviderKeys.url(
        ["smtp", "smtp+starttls", "smtps"],
        "The relay; ports 25, 587 and 465 where none is named.",
        mayHavePath: false
    ).required
    let username = ProviderKeys.username
    let password = ProviderKeys.password
    let from = SettingsKey<String>.checked(
        "from",
        "`Name <address>`",
        "Who the mails are from.",
        MailboxSyntax.mistake
    ).required
    let senders = ProviderKeys.senders(
        "Creditors that write under an own address: `acme = \"Acme <billing@acme.example>\"`."
    )
    let replyTo = SettingsKey<String>.checked(
        "reply_to",
        "`Name <address>`",
        "Where answers go.",
        MailboxSyntax.mistake
    )
    let clientName = SettingsKey<String>.checked("client_name", "a host name", "What EHLO says.") { text in
        let isName = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") }
        return isName && text.utf8.count <= 255 ? nil : "no host name"
    }.otherwise("localhost", "localhost")
    let connections = ProviderKeys.connections(8)
    let rate = ProviderKeys.rate
    let weight = ProviderKeys.weight
    let price = ProviderKeys.price
    let connectTimeout = SettingsKey<Duration>.duration(
        "connect_timeout",
        .seconds(1) ... .seconds(300),
        "How long connecting, TLS and AUTH may take, each."
    ).otherwise(.seconds(30), "30s")
    let timeout = SettingsKey<Duration>.duration(
        "timeout",
        .seconds(1) ... .seconds(1800),
        "How long any reply may take; the one to the final dot twice as long."
    ).otherwise(.seconds(300), "5m")
    let caFile = ProviderKeys.caFile
    let allowsPlainText = ProviderKeys.allowsPlainText

    func read(_ reading: ProviderReading) -> (kind: ProviderSettings.Kind, isLocal: Bool)? {
        let url = reading.get(url)
        let username = reading.get(username)
        let password = reading.get(password)
        reading.checkPair(username, password)
        let isAllowed = reading.get(allowsPlainText) ?? false
        reading.checkPlainText(url, hasSecrets: reading.reader.contains("password"), isAllowed: isAllowed)
        let senders = reading.senders(from, senders, MailboxSyntax.mistake)
        let replyTo = reading.get(replyTo)
        let clientName = reading.get(clientName)
        let caFile = reading.get(caFile)
        let connectTimeout = reading.get(connectTimeout)
        let timeout = reading.get(timeout)
        guard let url, let senders, let clientName, let connectTimeout, let timeout else { return nil }
        let settings = SMTPSettings(
            url: url,
            username: username,
            password: password,
            from: senders,
            replyTo: replyTo,
            clientName: clientName,
            caFile: caFile,
            allowsPlainText: isAllowed,
            connectTimeout: connectTimeout,
            timeout: timeout
        )
        return (.smtp(settings), ServiceURL.isLoopback(url))
    }
}
