import Dunning
import TOML

/// The keys of `[letter.NAME]` with `provider = "spool"`.
struct SpoolSection: SettingsSection {
    static let header = #"[letter.NAME] with provider = "spool""#
    static let about = "Letters as PDF files in a folder that somebody prints from, with a manifest."

    let provider = ProviderKeys.provider
    let directory = SettingsKey<String>.path("directory", "The hot folder; it is made where it is missing.").required
    let envelope = SettingsKey<EnvelopeSettings>.choice(
        "envelope",
        "The envelope, which decides paper and address field."
    )
    .otherwise(.din5008B, "din5008-b")
    let envelopes = SettingsKey<[String: EnvelopeSettings]>(
        "envelopes",
        "a table of countries",
        "Envelopes of countries that have an own one: `{ US = \"us-10\" }`."
    ) { node, _ throws(TOMLMistake) in
        var envelopes: [String: EnvelopeSettings] = [:]
        for entry in try node.table().entries {
            guard Countries.contains(entry.key) else {
                throw TOMLMistake(
                    "country \(quoted(entry.key)) is not known",
                    mend: "write an ISO 3166-1 code such as `US`"
                )
            }
            envelopes[entry.key] = try entry.node.enumeration(as: EnvelopeSettings.self)
        }
        return envelopes
    }
    let rate = ProviderKeys.rate
    let weight = ProviderKeys.weight
    let price = ProviderKeys.price

    func read(_ reading: ProviderReading) -> (kind: ProviderSettings.Kind, isLocal: Bool)? {
        let directory = reading.get(directory)
        let envelope = reading.get(envelope)
        let envelopes = reading.get(envelopes) ?? [:]
        guard let directory, let envelope else { return nil }
        return (.spool(SpoolSettings(directory: directory, envelope: envelope, envelopes: envelopes)), true)
    }
}
