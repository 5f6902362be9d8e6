import Dunning
import TOML

/// The keys of `[creditor.NAME]`.
struct CreditorSection: SettingsSection {
    static let header = "[creditor.NAME]"
    static let about =
        "In whose name Dunlin writes; `NAME` is what actions call it by. The role decides which law binds it."

    let name = SettingsKey<String>.string("name", "The name that debtors know.").required
    let role = SettingsKey<Role>.choice("role", "Who it is before the law.").required
    let address = SettingsKey<[String]>.strings("address", "Street and city lines of the letterhead, without the name.")
        .otherwise([], "none")
    let country = SettingsKey<String>.checked("country", "an ISO 3166-1 code such as `DE`", "Where it sits.") {
        Countries.contains($0) ? nil : "country \(quoted($0)) is not known"
    }.required
    let locale = SettingsKey<String>.checked(
        "locale",
        "a BCP 47 tag such as `de-DE`",
        "The last resort of the language chain."
    ) {
        LocaleTag.isKnown($0) ? nil : "locale \(quoted($0)) is not known"
    }.required
    let phone = SettingsKey<String>.checked("phone", "a number in E.164 such as `+493012345678`", "Where debtors call.")
    {
        $0.isFormOfE164 ? nil : "no number in E.164"
    }
    let email = SettingsKey<String>.checked("email", "an email address", "Where debtors write to.") {
        EmailSyntax.mistake(in: $0).map { "no email address: \($0)" }
    }
    let iban = SettingsKey<String>.checked(
        "iban",
        "an IBAN without spaces",
        "The account to pay to; letters then bear a payment code.",
        IBANSyntax.mistake
    )
    let qrIBAN = SettingsKey<String>.checked(
        "qr_iban",
        "a QR-IBAN without spaces",
        "The account of Swiss QR-bills with a QR reference; needs `bill_address`."
    ) {
        IBANSyntax.mistake(in: $0)
            ?? (IBANSyntax.isForQRReferences($0)
                ? nil : "an IBAN, but no QR-IBAN: its institution is not 30000 to 31999")
    }
    let bic = SettingsKey<String>.checked("bic", "a BIC of 8 or 11 characters", "The bank of the account.") { text in
        let isSpelt = text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
        return isSpelt && [8, 11].contains(text.utf8.count) ? nil : "no BIC"
    }
    let optOutPage = SettingsKey<String>.checked(
        "opt_out_page",
        "a link over https",
        "The page on which debtors opt out."
    ) {
        LinkSyntax.mistake(in: $0).map { "no link that may go out: \($0)" }
    }
    let originalCreditor = SettingsKey<String>.string("original_creditor", "For whom a collector collects.")
    let latePayment = SettingsKey<LatePayment>.choice(
        "late_payment",
        "What businesses in the EU that pay late are asked for: nothing, or the interest and costs that the law gives."
    ).otherwise(.none, "none")

    func read(_ id: CreditorID, _ reader: TOMLReader, _ context: SettingsContext) -> Creditor? {
        let name = name.value(in: reader, context)
        let role = role.value(in: reader, context)
        let country = country.value(in: reader, context)
        let locale = locale.value(in: reader, context)
        let creditor = Creditor(
            id: id,
            name: name ?? "",
            role: role ?? .creditor,
            address: address.value(in: reader, context) ?? [],
            country: country ?? "",
            locale: locale ?? "",
            phone: phone.value(in: reader, context),
            email: email.value(in: reader, context),
            iban: iban.value(in: reader, context),
            qrIBAN: qrIBAN.value(in: reader, context),
            billAddress: billAddress(reader, context),
            bic: bic.value(in: reader, context),
            optOutPage: optOutPage.value(in: reader, context),
            originalCreditor: originalCreditor.value(in: reader, context),
            latePayment: latePayment.value(in: reader, context) ?? .none
        )
        return name == nil || role == nil || country == nil || locale == nil ? nil : creditor
    }

    private func billAddress(_ reader: TOMLReader, _ context: SettingsContext) -> TownAddress? {
        if let table = reader.optionalTable("bill_address") { return BillAddressSection().read(table, context) }
        if reader.contains(qrIBAN.name), !reader.contains("bill_address") {
            reader.complain(
                "`qr_iban` is of no use without an address",
                mend: "add `[creditor.NAME.bill_address]`",
                at: qrIBAN.name
            )
        }
        return nil
    }
}
