/// How to pay, in a box of its own that is never split over pages.
public struct PaymentBlock: Sendable, Hashable {
    /// The words of the box, in the letter's language.
    public struct Labels: Sendable, Hashable {
        /// The heading, such as `How to pay`.
        public var heading: String
        /// In front of the account holder.
        public var accountHolder: String
        /// In front of the IBAN.
        public var iban: String
        /// In front of the BIC.
        public var bic: String
        /// In front of the amount.
        public var amount: String
        /// In front of the payment reference.
        public var reference: String
        /// Under the code, such as `Scan with your banking app`.
        public var scan: String

        /// All words of the box.
        public init(
            heading: String,
            accountHolder: String,
            iban: String = "IBAN",
            bic: String = "BIC",
            amount: String,
            reference: String,
            scan: String
        ) {
            self.heading = heading
            self.accountHolder = accountHolder
            self.iban = iban
            self.bic = bic
            self.amount = amount
            self.reference = reference
            self.scan = scan
        }
    }

    /// Who is paid.
    public var accountHolder: String
    /// The account, with or without spaces; its checksum is verified.
    public var iban: String
    /// The bank, where it is known; needed for the code outside the European Economic Area.
    public var bic: String?
    /// The amount as people read it.
    public var amount: String
    /// The amount in euro cents; nil where the debt is not in euro, and then there is no code.
    public var euroCents: Int64?
    /// What the debtor writes on the transfer; an ISO 11649 reference (`RF…`) is recognised.
    public var reference: String
    /// The words of the box.
    public var labels: Labels

    /// A payment with all its parts.
    public init(
        accountHolder: String,
        iban: String,
        bic: String? = nil,
        amount: String,
        euroCents: Int64? = nil,
        reference: String,
        labels: Labels
    ) {
        self.accountHolder = accountHolder
        self.iban = iban
        self.bic = bic
        self.amount = amount
        self.euroCents = euroCents
        self.reference = reference
        self.labels = labels
    }
}
