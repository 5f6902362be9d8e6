/// Why a letter cannot be printed, one case for each thing that a caller can mend.
public enum LetterError: Error, Hashable, Sendable {
    /// The address has no line: block the letter, mend the debtor's address.
    case noAddress
    /// More address lines than the window shows.
    case addressTooTall(lines: Int, limit: Int)
    /// A line of the address is wider than the window even in the smallest type.
    case addressTooWide(line: Int, by: Millimetres)
    /// The letterhead or its return line or legal notice is bigger than its place.
    case letterheadTooBig(by: Millimetres)
    /// The references run into the body.
    case referenceTooTall(by: Millimetres)
    /// The markup of the body is wrong.
    case markup(line: Int, MarkupFault)
    /// A table's narrowest form is wider than the page.
    case tableTooWide(line: Int, by: Millimetres)
    /// A row or the payment box is taller than a page.
    case blockTooTall(by: Millimetres)
    /// More pages than allowed.
    case tooLong(pages: Int, limit: Int)
    /// The page label lacks one of its two places.
    case pageLabel
    /// No installed font has this character.
    case noGlyph(codePoint: UInt32)
    /// The payment details cannot be right.
    case payment(PaymentFault)
    /// The QR-bill cannot be right; all that is wrong with it.
    case bill([QRBillFault])
    /// The drawing library refused, with its own words.
    case drawing(String)
}

/// A length in millimetres, rounded up to a tenth for people.
public struct Millimetres: Sendable, Hashable, CustomStringConvertible {
    /// The length in tenths of a millimetre.
    public let tenths: Int

    init(points: Double) { tenths = Int((points / Points.perMillimetre * 10).rounded(.up)) }

    /// The length with its unit.
    public var description: String { "\(tenths / 10).\(tenths % 10) mm" }
}

/// What is wrong with the markup of a body.
public enum MarkupFault: Hashable, Sendable {
    /// The element is not one of ours, or stands where it may not.
    case element(String, inside: String)
    /// The attribute is not allowed on this element, or its value is not.
    case attribute(String, on: String)
    /// Text stands where only elements may.
    case text(inside: String)
    /// A link with a scheme that is not `https`, `http`, `mailto` or `tel`, or with characters that no link has.
    case link
    /// The rows of a table differ in their number of columns.
    case columns(found: Int, expected: Int)
    /// The parser's own complaint: a tag that is not closed, a bare `&`.
    case syntax(String)
    /// More bytes or a deeper nesting than any letter has.
    case size
}

/// What is wrong with payment details.
public enum PaymentFault: Error, Hashable, Sendable {
    /// The checksum, the length or a character of the IBAN.
    case iban
    /// The form of the BIC.
    case bic
    /// The amount is outside 0.01 to 999,999,999.99 euro.
    case amount
    /// The account holder has no character or more than 70.
    case accountHolder
    /// The reference has more than 140 characters.
    case reference
    /// All together are more than the 331 bytes that the code holds.
    case payload(bytes: Int)
}

extension LetterError: CustomStringConvertible {
    /// What happened and what mends it, without personal data.
    public var description: String {
        switch self {
        case .noAddress: "letter has no address; give the recipient's lines"
        case .addressTooTall(let lines, let limit):
            "address has \(lines) lines, the envelope's window shows \(limit); shorten the address"
        case .addressTooWide(let line, let by):
            "address line \(line) is \(by) wider than the envelope's window; shorten or split the line"
        case .letterheadTooBig(let by): "letterhead is \(by) too big; shorten the creditor's lines"
        case .referenceTooTall(let by): "reference block is \(by) too tall; give fewer references"
        case .markup(let line, let fault): "line \(line): \(fault)"
        case .tableTooWide(let line, let by): "line \(line): table is \(by) wider than the page; drop a column"
        case .blockTooTall(let by): "a table row or box is \(by) taller than a page; split it"
        case .tooLong(let pages, let limit): "letter has \(pages) pages, \(limit) are allowed; shorten it"
        case .pageLabel: "page label lacks `{page}` or `{pages}`"
        case .noGlyph(let point):
            "no font has the character U+\(hexadecimal(point)); install a font for it or change the text"
        case .payment(let fault): "payment: \(fault)"
        case .bill(let faults): "QR-bill: " + faults.map(\.description).joined(separator: "; ")
        case .drawing(let words): "drawing failed: \(words)"
        }
    }
}

extension MarkupFault: CustomStringConvertible {
    /// What is wrong and what would be right.
    public var description: String {
        switch self {
        case .element(let name, let parent): "`<\(name)>` may not stand inside `<\(parent)>`"
        case .attribute(let name, let element): "attribute `\(name)` of `<\(element)>` is unknown or has a wrong value"
        case .text(let parent): "text may not stand directly inside `<\(parent)>`; put it into a `<p>` or a cell"
        case .link: "link is not a plain `https`, `http`, `mailto` or `tel` address"
        case .columns(let found, let expected): "table row has \(found) columns, the first row has \(expected)"
        case .syntax(let words): words
        case .size: "markup is bigger or deeper than a letter can be"
        }
    }
}

extension PaymentFault: CustomStringConvertible {
    /// What is wrong and what would be right.
    public var description: String {
        switch self {
        case .iban: "IBAN has a wrong checksum, length or character"
        case .bic: "BIC is not 8 or 11 letters and digits in the form of ISO 9362"
        case .amount: "amount is not from 0.01 to 999999999.99 euro"
        case .accountHolder: "account holder has no character or more than 70"
        case .reference: "reference has more than 140 characters"
        case .payload(let bytes): "payment code needs \(bytes) bytes, 331 are allowed; shorten holder or reference"
        }
    }
}

func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}
