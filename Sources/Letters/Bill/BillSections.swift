/// Places of a QR-bill in millimetres from its own upper left corner, as the style guide gives them.
enum BillSections {
    /// The whole slip, at the lower edge of A4.
    static let slip = Area(left: 0, top: 0, width: 210, height: 105)
    /// Between receipt and payment part.
    static let partition = 62.0

    static let receiptTitle = Area(left: 5, top: 5, width: 52, height: 7)
    static let receiptInformation = Area(left: 5, top: 12, width: 52, height: 56)
    static let receiptAmount = Area(left: 5, top: 68, width: 52, height: 14)
    static let acceptancePoint = Area(left: 5, top: 82, width: 52, height: 18)

    static let paymentTitle = Area(left: 67, top: 5, width: 51, height: 7)
    /// The symbol with 5 mm of plain paper above and below it.
    static let code = Area(left: 67, top: 17, width: 46, height: 46)
    static let paymentAmount = Area(left: 67, top: 68, width: 51, height: 22)
    static let paymentInformation = Area(left: 118, top: 5, width: 87, height: 85)

    /// The Swiss cross in the middle of the symbol, with its white edge.
    static let cross = 7.0
    /// From the beginning of the currency to that of the amount.
    static let receiptAmountOffset = 12.0
    static let paymentAmountOffset = 15.0
    /// The fields for a debtor who is to write name and address.
    static let receiptBlank = (width: 52.0, height: 20.0)
    static let paymentBlank = (width: 65.0, height: 25.0)
}
