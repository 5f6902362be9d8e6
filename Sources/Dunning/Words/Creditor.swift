/// Who sends; decides which law binds the sender.
public enum Role: String, CaseIterable, Hashable, Sendable {
    /// Collects its own debts in its own name.
    case creditor
    /// A third party, or a buyer of overdue debts.
    case collector
    case bank
    /// A licensed money lender.
    case lender
}

/// What a creditor asks of businesses that pay late.
public enum LatePayment: String, CaseIterable, Hashable, Sendable {
    /// Nothing but what the engine sends.
    case none
    /// Interest and the fixed compensation that the law gives between businesses in the European Union.
    case statutory
}

/// In whose name Dunlin writes.
public struct Creditor: Hashable, Sendable {
    /// Its name in the configuration and in actions.
    public var id: CreditorID
    /// The name that debtors know.
    public var name: String
    /// Which law binds it.
    public var role: Role
    /// Street and city lines of its letterhead, without the name.
    public var address: [String]
    /// ISO 3166-1 alpha-2.
    public var country: String
    /// BCP 47; the last resort of the locale chain.
    public var locale: String
    /// E.164.
    public var phone: String?
    /// Where debtors write to.
    public var email: String?
    /// ISO 13616, without spaces.
    public var iban: String?
    /// The account for payments with a QR reference in Switzerland and Liechtenstein; ISO 13616, without spaces.
    public var qrIBAN: String?
    /// The address on Swiss QR-bills; nil where there are none.
    public var billAddress: TownAddress?
    /// ISO 9362.
    public var bic: String?
    /// The page on which debtors opt out; https.
    public var optOutPage: String?
    /// For whom a collector collects; nil where it writes in its own matter.
    public var originalCreditor: String?
    /// What it asks of businesses that pay late.
    public var latePayment: LatePayment

    /// A creditor.
    public init(
        id: CreditorID,
        name: String,
        role: Role,
        address: [String] = [],
        country: String,
        locale: String,
        phone: String? = nil,
        email: String? = nil,
        iban: String? = nil,
        qrIBAN: String? = nil,
        billAddress: TownAddress? = nil,
        bic: String? = nil,
        optOutPage: String? = nil,
        originalCreditor: String? = nil,
        latePayment: LatePayment = .none
    ) {
        self.id = id
        self.name = name
        self.role = role
        self.address = address
        self.country = country
        self.locale = locale
        self.phone = phone
        self.email = email
        self.iban = iban
        self.qrIBAN = qrIBAN
        self.billAddress = billAddress
        self.bic = bic
        self.optOutPage = optOutPage
        self.originalCreditor = originalCreditor
        self.latePayment = latePayment
    }
}
