import Dunning
import TOML

/// The keys of `[payment_link]`.
struct PaymentLinkSection: SettingsSection {
    static let header = "[payment_link]"
    static let about = """
        Payment links bear a signed token that names action, debt and amount and expires; without this table they are \
        what the engine sends. docs/payment-links.md says how the other side verifies them.
        """

    let key = SettingsKey<Secret>.secret("key", "The key that links are signed with; at least 32 characters.").required
    let previousKey = SettingsKey<Secret>.secret(
        "previous_key",
        "The key before it, with which links are still verified but no longer signed."
    )
    let valid = SettingsKey<Duration>.duration(
        "valid",
        .seconds(86_400) ... .seconds(365 * 86_400),
        "How long a link works after the decision to send it, in whole days."
    ).otherwise(.seconds(30 * 86_400), "30d")
    let url = SettingsKey<String>.checked(
        "url",
        "a link over https with `{token}`",
        "The page on which debtors pay; without it the token is put behind the link of the action."
    ) { text in
        guard text.components(parted: "{token}") == 2 else { return "the place `{token}` must be there once" }
        return LinkSyntax.mistake(in: text.replacing("{token}", with: "v1.a.b")).map {
            "no link that may go out: \($0)"
        }
    }
    let parameter = SettingsKey<String>.checked(
        "parameter",
        "a name of letters, digits and `_`",
        "The query parameter that bears the token behind the link of the action."
    ) { text in
        let isName = text.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x5F
        }
        return isName && (1...32).contains(text.utf8.count) ? nil : "no name for a parameter"
    }.otherwise("t", "t")

    func read(_ reader: TOMLReader, _ context: SettingsContext) -> PaymentLinkSettings? {
        let key = checked(key, reader, context)
        let previous = checked(previousKey, reader, context)
        let valid = valid.value(in: reader, context)
        let url = url.value(in: reader, context)
        let parameter = parameter.value(in: reader, context)
        guard let key, let valid, let parameter else { return nil }
        return PaymentLinkSettings(
            key: key,
            previousKey: previous,
            days: Int(valid.components.seconds / 86_400),
            url: url,
            parameter: parameter
        )
    }

    /// A short key could be guessed from any link that went out.
    private func checked(_ key: SettingsKey<Secret>, _ reader: TOMLReader, _ context: SettingsContext) -> Secret? {
        guard let secret = key.value(in: reader, context) else { return nil }
        guard secret.revealed().utf8.count >= 32 else {
            reader.complain(
                "the key is shorter than 32 characters",
                mend: "make one: openssl rand -hex 32",
                at: key.name
            )
            return nil
        }
        return secret
    }
}

extension String {
    /// The number of pieces that a text is parted into.
    fileprivate func components(parted separator: String) -> Int {
        split(separator: separator, omittingEmptySubsequences: false).count
    }
}
