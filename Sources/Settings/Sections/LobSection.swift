import Dunning
import TOML

/// The keys of `[letter.NAME]` with `provider = "lob"`.
struct LobSection: SettingsSection {
    static let header = #"[letter.NAME] with provider = "lob""#
    static let about = """
        Letters that Lob prints and posts. One account serves one database only. Reports need `[server]` with \
        `public_url`, and a webhook at Lob for `<public_url>/callbacks/letter.NAME/status`.
        """

    let provider = ProviderKeys.provider
    let url = ProviderKeys.url(["https", "http"], "The API without `/v1`.", mayHavePath: false)
        .otherwise("https://api.lob.com", "https://api.lob.com")
    let key = SettingsKey<Secret>.secret("key", "The secret API key.").required
    let from = SettingsKey<String>.checked(
        "from",
        "the id of an address, `adr_…`",
        "Who letters come from: an address that the account knows.",
        LobSection.addressMistake
    ).required
    let senders = ProviderKeys.senders("Creditors whose letters come from an own address.")
    let webhookSecret = SettingsKey<Secret>.secret("webhook_secret", "The secret of the webhook, which proves reports.")
    let color = SettingsKey<Bool>.boolean("color", "Whether letters are printed in colour.").otherwise(false, "false")
    let doubleSided = SettingsKey<Bool>.boolean("double_sided", "Whether both sides are printed.")
        .otherwise(true, "true")
    let addressPlacement = SettingsKey<LobSettings.AddressPlacement>.choice(
        "address_placement",
        "Where Lob prints the address: on a page of its own in front, or over the top of the first page."
    ).otherwise(.insertBlankPage, "insert_blank_page")
    let mailType = SettingsKey<LobSettings.MailType>.choice("mail_type", "The postage.")
        .otherwise(.firstClass, "usps_first_class")
    let useType = SettingsKey<LobSettings.UseType>.choice("use_type", "What letters are for.")
        .otherwise(.operational, "operational")
    let access = HTTPAccessKeys()

    func read(_ reading: ProviderReading) -> (kind: ProviderSettings.Kind, isLocal: Bool)? {
        let access = access.read(url, reading)
        let key = reading.get(key)
        let senders = reading.senders(from, senders, Self.addressMistake)
        let webhookSecret = reading.get(webhookSecret)
        let color = reading.get(color)
        let doubleSided = reading.get(doubleSided)
        let placement = reading.get(addressPlacement)
        let mailType = reading.get(mailType)
        let useType = reading.get(useType)
        guard let access, let key, let senders, let color, let doubleSided, let placement, let mailType, let useType
        else { return nil }
        let settings = LobSettings(
            access: access.asBase,
            key: key,
            webhookSecret: webhookSecret,
            from: senders,
            isColor: color,
            isDoubleSided: doubleSided,
            addressPlacement: placement,
            mailType: mailType,
            useType: useType
        )
        return (.lob(settings), access.isLocal)
    }

    private static func addressMistake(in text: String) -> String? {
        let isID =
            text.hasPrefix("adr_") && (5...64).contains(text.utf8.count)
            && text.dropFirst(4).utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
        return isID ? nil : "no id of an address"
    }
}
