/// A Swiss QR-bill: payment part and receipt, at the foot of a page of A4, never split over pages.
///
/// Source: SIX, "Swiss Payment Standards, Implementation Guidelines QR-bill", version 2.3, with its style guide;
/// structured addresses only. On paper the slip is to be perforated, which is the print house's to do.
public struct QRBill: Sendable, Hashable {
    /// A name with its address, in the parts that the standard wants.
    public struct Party: Sendable, Hashable {
        /// A person or a company, 1 to 70 characters.
        public var name: String
        /// The street or post box, up to 70 characters; may be empty.
        public var street: String
        /// The house number, up to 16 characters; may be empty, also where the street holds it.
        public var house: String
        /// The postal code without a country in front, 1 to 16 characters.
        public var postalCode: String
        /// The town, 1 to 35 characters.
        public var town: String
        /// ISO 3166-1 alpha-2.
        public var country: String

        /// A name with its address.
        public init(
            name: String,
            street: String = "",
            house: String = "",
            postalCode: String,
            town: String,
            country: String
        ) {
            self.name = name
            self.street = street
            self.house = house
            self.postalCode = postalCode
            self.town = town
            self.country = country
        }
    }

    /// What a QR-bill can ask for.
    public enum Currency: String, Sendable, Hashable, CaseIterable {
        /// Swiss francs.
        case chf = "CHF"
        /// Euro.
        case eur = "EUR"
    }

    /// An IBAN or QR-IBAN of Switzerland or Liechtenstein, with or without spaces.
    public var account: String
    /// Who is paid.
    public var creditor: Party
    /// In hundredths of the currency.
    public var amount: Int64
    /// In which the amount is.
    public var currency: Currency
    /// Who pays; nil leaves a field to be filled in by hand.
    public var debtor: Party?
    /// A QR reference of 27 digits, which a QR-IBAN demands and no other account takes; an ISO 11649 reference; or any
    /// other text, which goes in front of the message.
    public var reference: String
    /// What the creditor is told besides.
    public var message: String

    /// A bill with all its parts.
    public init(
        account: String,
        creditor: Party,
        amount: Int64,
        currency: Currency,
        debtor: Party?,
        reference: String,
        message: String = ""
    ) {
        self.account = account
        self.creditor = creditor
        self.amount = amount
        self.currency = currency
        self.debtor = debtor
        self.reference = reference
        self.message = message
    }

    /// All that is wrong with it; a bill without faults can be printed on A4.
    public var faults: [QRBillFault] {
        do throws(QRBillFaults) {
            _ = try BillData(self)
            return []
        } catch {
            return error.faults
        }
    }

    /// The same bill without its debtor where the standard cannot take the debtor's name or address (a name of more than
    /// 70 characters, in other letters than Latin ones): who pays is then written in by hand.
    public func leavingUnfitDebtorOpen() -> QRBill {
        var open = self
        open.debtor = nil
        return debtor != nil && faults.count > open.faults.count ? open : self
    }

    /// Whether an account is a QR-IBAN, whose institution (IID) is one of 30000 to 31999.
    public static func isQRIBAN(_ account: String) -> Bool { IBAN(account)?.isQRIBAN ?? false }

    /// Whether a text is a QR reference: 27 digits, the last of them the check digit.
    public static func isQRReference(_ text: String) -> Bool { QRReference(text) != nil }
}
