public import Dunning

/// A composed message with all that the journal wants to know of how it came to be.
public struct Composition: Hashable, Sendable {
    /// The message itself, for its channel.
    public var content: ComposedContent
    /// Which template it was made from.
    public var template: TemplateID
    /// SHA-256 over all files that the template is made of, in hexadecimal.
    public var revision: String
    /// Why such a message goes out.
    public var purpose: Purpose
    /// The locale of the text, as its folder is called.
    public var locale: String
    /// The locale in which money and dates are written.
    public var formatLocale: String
    /// The locales that were tried before and had no text, then the one that was used.
    public var localesTried: [String]
    /// The disclosures that were proved present in every part that the debtor reads or hears.
    public var disclosures: [DisclosureID]
    /// Which of the template's texts were used, and why; nil where it has no variants.
    public var variant: VariantChoice?
    /// The amount that the message asks for, the same in text, payment box, code and link.
    public var asked: Money
    /// The documents that go along; empty but for emails.
    public var documents: [DocumentName]
}

/// The pieces of a message that the channels know how to send.
public enum ComposedContent: Hashable, Sendable {
    case email(ComposedEmail)
    case sms(ComposedSMS)
    case voice(ComposedCall)
    case letter(ComposedLetter)
}

/// An email without its addresses.
public struct ComposedEmail: Hashable, Sendable {
    /// One line.
    public var subject: String
    /// The plain-text part.
    public var text: String
    /// The HTML part; nil where the template has none.
    public var html: String?
    /// The page on which the debtor opts out, as the text names it; nil where there is none.
    public var optOutLink: String?
}

/// A text message without its number.
public struct ComposedSMS: Hashable, Sendable {
    /// The text.
    public var text: String
    /// What it costs to send: encoding, segments, the character that forces UCS-2.
    public var measure: SMSText
}

/// A call without its number.
public struct ComposedCall: Hashable, Sendable {
    /// A well-formed `<speak>` document of SSML 1.1.
    public var script: String
    /// The key that opts out; nil where the call does not tell of it.
    public var optOutKey: Character?
    /// What is said after that key; plain text.
    public var optOutConfirmation: String?
}

/// A letter before it is printed; everything is localised.
public struct ComposedLetter: Hashable, Sendable {
    /// The words of the payment box.
    public struct PaymentLabels: Hashable, Sendable {
        /// Its heading.
        public var heading: String
        /// In front of the account holder.
        public var accountHolder: String
        /// In front of the IBAN.
        public var iban: String
        /// In front of the BIC.
        public var bic: String
        /// In front of the amount.
        public var amount: String
        /// In front of the reference.
        public var reference: String
        /// Under the code.
        public var scan: String
    }

    /// How to pay by transfer.
    public struct Transfer: Hashable, Sendable {
        /// Who is paid.
        public var accountHolder: String
        /// Without spaces; nil where there is a QR-IBAN alone.
        public var iban: String?
        /// The bank, where it is known.
        public var bic: String?
        /// As people read it.
        public var amount: String
        /// In numbers.
        public var total: Money
        /// What to write on the transfer.
        public var reference: String
        /// The words of the box.
        public var labels: PaymentLabels
    }

    /// A value with the word that explains it.
    public struct Reference: Hashable, Sendable {
        /// What it is.
        public var label: String
        /// The value.
        public var value: String
    }

    /// The address, line by line, in the order of the country that it goes to; empty where there is no address.
    public var recipient: [String]
    /// The date in words.
    public var date: String
    /// Rows beside the address.
    public var references: [Reference]
    /// One line.
    public var subject: String
    /// An HTML fragment in the small language of `Letters`.
    public var body: String
    /// The page number with the places `{page}` and `{pages}`.
    public var pageLabel: String
    /// How to pay by transfer; nil where the creditor has no account.
    public var transfer: Transfer?
}
