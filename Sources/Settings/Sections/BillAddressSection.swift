import Dunning
import TOML

/// The keys of `[creditor.NAME.bill_address]`.
struct BillAddressSection: SettingsSection {
    static let header = "[creditor.NAME.bill_address]"
    static let about =
        "The creditor's address in parts, for Swiss QR-bills: letters on A4 to debtors in Switzerland and Liechtenstein, "
        + "and all that ask for Swiss francs, then bear payment part and receipt, if the account is Swiss or of Liechtenstein. "
        + "Have them printed on perforated paper."

    let street = SettingsKey<String>.string("street", "The street or post box.").otherwise("", "none")
    let house = SettingsKey<String>.string("house", "The house number.").otherwise("", "none")
    let postalCode = SettingsKey<String>.string("postal_code", "The postal code, without a country in front.").required
    let town = SettingsKey<String>.string("town", "The town.").required

    func read(_ reader: TOMLReader, _ context: SettingsContext) -> TownAddress? {
        let street = street.value(in: reader, context)
        let house = house.value(in: reader, context)
        let postalCode = postalCode.value(in: reader, context)
        let town = town.value(in: reader, context)
        guard let postalCode, let town else { return nil }
        return TownAddress(street: street ?? "", house: house ?? "", postalCode: postalCode, town: town)
    }
}
