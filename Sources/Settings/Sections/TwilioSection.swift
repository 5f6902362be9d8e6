import Dunning
import TOML

/// The keys of `[sms.NAME]` or `[voice.NAME]` with `provider = "twilio"`.
struct TwilioSection: SettingsSection {
    static let header = #"[sms.NAME] or [voice.NAME] with provider = "twilio""#
    static let about = "Twilio, or what speaks like it. Reports need `[server]` with `public_url`."

    let provider = ProviderKeys.provider
    let url = ProviderKeys.url(["https", "http"], "The API without `/2010-04-01`.", mayHavePath: false)
        .otherwise("https://api.twilio.com", "https://api.twilio.com")
    let account = SettingsKey<String>.checked("account", "`AC` and 32 hexadecimal digits", "The account's SID.") {
        TwilioSection.isSID($0, "AC") ? nil : "no account SID"
    }.required
    let token = SettingsKey<Secret>.secret("token", "The auth token.").required
    let from = SettingsKey<String>.checked(
        "from",
        "a number in E.164; for texts also a messaging service `MG…`, or up to 11 letters and digits",
        "The sender or caller.",
        TwilioSection.senderMistake
    ).required
    let senders = ProviderKeys.senders("Creditors that write or call under an own number.")
    let detectsMachines = SettingsKey<Bool>.boolean("detect_machines", "Voice: whether people are told from machines.")
        .otherwise(true, "true")
    let access = HTTPAccessKeys()

    func read(_ reading: ProviderReading) -> (kind: ProviderSettings.Kind, isLocal: Bool)? {
        let access = access.read(url, reading)
        let account = reading.get(account)
        let token = reading.get(token)
        let isVoice = reading.channel == .voice
        let senders = reading.senders(from, senders, isVoice ? SenderSyntax.callerMistake : Self.senderMistake)
        if isVoice, let from = senders?.common, let reason = SenderSyntax.callerMistake(in: from) {
            reading.reader.complain(reason, mend: "calls need a number such as `+493012345678`", at: "from")
        }
        let detectsMachines = reading.get(detectsMachines)
        if !isVoice, reading.reader.contains("detect_machines") {
            reading.reader.complain("texts are not answered", mend: "remove it", at: "detect_machines")
        }
        guard let access, let account, let token, let senders, let detectsMachines else { return nil }
        let settings = TwilioSettings(
            access: access.asBase,
            account: account,
            token: token,
            from: senders,
            detectsMachines: detectsMachines
        )
        return (.twilio(settings), access.isLocal)
    }

    private static func senderMistake(in text: String) -> String? {
        isSID(text, "MG") ? nil : SenderSyntax.mistake(in: text)
    }

    private static func isSID(_ text: String, _ prefix: String) -> Bool {
        text.hasPrefix(prefix) && text.utf8.count == 34
            && text.dropFirst(2).utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
