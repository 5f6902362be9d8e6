import Dunning
import TOML

/// The keys of `[sms.NAME]` with `provider = "kannel"`.
struct KannelSection: SettingsSection {
    static let header = #"[sms.NAME] with provider = "kannel""#
    static let about = "A Kannel gateway. Reports need `[server]` with `public_url`."

    let provider = ProviderKeys.provider
    let url = ProviderKeys.url(["https", "http"], "The address of `sendsms`.", mayHavePath: true).required
    let username = ProviderKeys.username.required
    let password = ProviderKeys.password.required
    let from = SettingsKey<String>.checked(
        "from",
        "a number or up to 11 letters and digits",
        "The sender.",
        SenderSyntax.mistake
    ).required
    let senders = ProviderKeys.senders("Creditors that write under an own sender.")
    let smsc = SettingsKey<String>.string("smsc", "The centre to send through; Kannel chooses where it is left out.")
    let reports = SettingsKey<Bool>.boolean("reports", "Whether delivery reports are asked for.").otherwise(
        true,
        "true"
    )
    let access = HTTPAccessKeys()

    func read(_ reading: ProviderReading) -> (kind: ProviderSettings.Kind, isLocal: Bool)? {
        let access = access.read(url, reading)
        let username = reading.get(username)
        let password = reading.get(password)
        let senders = reading.senders(from, senders, SenderSyntax.mistake)
        let smsc = reading.get(smsc)
        let reports = reading.get(reports)
        guard let access, let username, let password, let senders, let reports else { return nil }
        let settings = KannelSettings(
            access: access.asBase,
            username: username,
            password: password,
            from: senders,
            smsc: smsc,
            reports: reports
        )
        return (.kannel(settings), access.isLocal)
    }
}

/// Senders of texts and calls.
enum SenderSyntax {
    /// A number in E.164, a short code, or up to 11 letters, digits, spaces and hyphens with a letter among them.
    static func mistake(in text: String) -> String? {
        if text.isFormOfE164 { return nil }
        let isCode = (3...8).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        let isName =
            (1...11).contains(text.utf8.count) && text.contains(where: \.isLetter)
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == " " || $0 == "-") }
        return isCode || isName ? nil : "no sender that networks take"
    }

    /// The number of a caller.
    static func callerMistake(in text: String) -> String? { text.isFormOfE164 ? nil : "no number in E.164" }
}
