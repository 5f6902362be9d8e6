import Foundation

/// Draws a QR-bill with its upper left corner at the beginning of the page; it is moved to its place afterwards.
struct BillLayout {
    private let bill: BillData
    private let symbol: Symbol
    private let words: BillWords
    private let setter: Typesetter

    init(_ bill: BillData, _ symbol: Symbol, language: String, _ setter: Typesetter) {
        self.bill = bill
        self.symbol = symbol
        self.setter = Typesetter(typeCase: setter.typeCase, isRightToLeft: false)
        words = BillWords.of(Locale.Language(identifier: language).languageCode?.identifier ?? "")
    }

    func marks() throws(LetterError) -> [Mark] {
        try separation() + receipt() + paymentPart() + code()
    }

    // MARK: - Parts

    private func receipt() throws(LetterError) -> [Mark] {
        var marks = try title(words.receipt, in: BillSections.receiptTitle)
        marks += try receiptInformation()
        marks += try amount(in: BillSections.receiptAmount, offset: BillSections.receiptAmountOffset, .receipt)
        let place = BillSections.acceptancePoint
        let point = try line(words.acceptancePoint, BillType.receipt.heading)
        return marks + set(point, x: Points.from(place.right) - point.width, top: Points.from(place.top))
    }

    /// Streets are left out of the receipt where they find no room, as the standard allows.
    private func receiptInformation() throws(LetterError) -> [Mark] {
        let place = BillSections.receiptInformation
        let full = try blocks(hasStreets: true, hasMessage: false, .receipt, place, BillSections.receiptBlank)
        guard full.isTooTall else { return full.marks() }
        return try blocks(hasStreets: false, hasMessage: false, .receipt, place, BillSections.receiptBlank).marks()
    }

    private func paymentPart() throws(LetterError) -> [Mark] {
        try title(words.paymentPart, in: BillSections.paymentTitle) + paymentInformation()
            + amount(in: BillSections.paymentAmount, offset: BillSections.paymentAmountOffset, .payment)
    }

    /// In the biggest type that has room.
    private func paymentInformation() throws(LetterError) -> [Mark] {
        let place = BillSections.paymentInformation
        for type in [BillType.payment, .paymentSmaller] {
            let blocks = try blocks(hasStreets: true, hasMessage: true, type, place, BillSections.paymentBlank)
            if !blocks.isTooTall { return blocks.marks() }
        }
        let blank = BillSections.paymentBlank
        return try blocks(hasStreets: true, hasMessage: true, .paymentSmallest, place, blank).marks()
    }

    private func blocks(
        hasStreets: Bool,
        hasMessage: Bool,
        _ type: BillType,
        _ place: Area,
        _ blank: (width: Double, height: Double)
    ) throws(LetterError) -> BillBlocks {
        var blocks = BillBlocks(type, place, setter)
        try blocks.add(words.account, [bill.account.grouped] + lines(of: bill.creditor, hasStreets))
        if let reference = bill.reference.grouped { try blocks.add(words.reference, [reference]) }
        if hasMessage, !bill.message.isEmpty { try blocks.add(words.information, [bill.message]) }
        if let debtor = bill.debtor {
            try blocks.add(words.payableBy, lines(of: debtor, hasStreets))
        } else {
            try blocks.addBlank(words.payableByBlank, width: blank.width, height: blank.height)
        }
        return blocks
    }

    private func lines(of party: QRBill.Party, _ hasStreets: Bool) -> [String] {
        let street = [party.street, party.house].filter { !$0.isEmpty }.joined(separator: " ")
        let country = ["CH", "LI"].contains(party.country) ? "" : party.country + "-"
        let town = country + party.postalCode + " " + party.town
        return [party.name] + (hasStreets && !street.isEmpty ? [street] : []) + [town]
    }

    private func amount(in place: Area, offset: Double, _ type: BillType) throws(LetterError) -> [Mark] {
        var marks: [Mark] = []
        let columns = [(words.currency, bill.currency.rawValue, 0.0), (words.amount, bill.amount, offset)]
        for (heading, value, shift) in columns {
            let x = Points.from(place.left + shift)
            let head = try line(heading, type.heading)
            marks += set(head, x: x, top: Points.from(place.top))
            marks += set(try line(value, type.value), x: x, top: Points.from(place.top) + head.height + 2)
        }
        return marks
    }

    private func title(_ text: String, in place: Area) throws(LetterError) -> [Mark] {
        set(try line(text, BillType.title), x: Points.from(place.left), top: Points.from(place.top), tag: "H2")
    }

    private func line(_ text: String, _ style: Style) throws(LetterError) -> TextBlock {
        try setter.plain(text, style)
    }

    private func set(_ text: TextBlock, x: Double, top: Double, tag: String = "P") -> [Mark] {
        let place = Column(left: x, width: text.width, isRightToLeft: false)
        return [.open(tag)] + text.marks(in: place, top: top) + [.close(tag)]
    }

    // MARK: - Lines and symbol

    /// Lines with scissors, and over them the words, for paper that has no perforation.
    private func separation() throws(LetterError) -> [Mark] {
        let slip = BillSections.slip
        let thickness = 0.5
        let text = try line(words.separate, BillType.separate)
        return [
            .fill(x: 0, y: -thickness / 2, width: Points.from(slip.width), height: thickness, grey: 0),
            .fill(
                x: Points.from(BillSections.partition) - thickness / 2,
                y: 0,
                width: thickness,
                height: Points.from(slip.height),
                grey: 0
            ),
            .scissors(x: Points.from(5), y: 0, isUpright: false),
            .scissors(x: Points.from(BillSections.partition), y: Points.from(8), isUpright: true),
        ] + set(text, x: Points.from(12), top: -text.height - 1)
    }

    private func code() -> [Mark] {
        let place = BillSections.code
        let size = Points.from(place.width)
        return [
            .open("Figure"), .symbol(symbol, x: Points.from(place.left), y: Points.from(place.top), size: size),
        ] + cross(x: place.left + place.width / 2, y: place.top + place.height / 2) + [.close("Figure")]
    }

    /// A white edge of 0.5 mm around a black square with the arms of the cross, 11/33 of which is their breadth.
    private func cross(x: Double, y: Double) -> [Mark] {
        let arm = (length: 3.9, breadth: 1.17)
        let parts = [
            (BillSections.cross, BillSections.cross, 1.0), (BillSections.cross - 1, BillSections.cross - 1, 0),
            (arm.length, arm.breadth, 1), (arm.breadth, arm.length, 1),
        ]
        return parts.map { width, height, grey in
            .fill(
                x: Points.from(x - width / 2),
                y: Points.from(y - height / 2),
                width: Points.from(width),
                height: Points.from(height),
                grey: grey
            )
        }
    }
}

/// The sizes of type that the style guide asks for: headings two points smaller than values, all black.
struct BillType {
    let heading: Style
    let value: Style

    static let title = style(11, lead: 13, bold: true)
    static let separate = style(7, lead: 9)
    static let receipt = BillType(heading: style(6, lead: 9, bold: true), value: style(8, lead: 9))
    static let payment = BillType(heading: style(8, lead: 11, bold: true), value: style(10, lead: 11))
    static let paymentSmaller = BillType(heading: style(7, lead: 10, bold: true), value: style(9, lead: 10))
    static let paymentSmallest = BillType(heading: style(6, lead: 9, bold: true), value: style(8, lead: 9))

    private static func style(_ size: Double, lead: Double, bold: Bool = false) -> Style {
        Style(size: size, lead: lead, bold: bold, shade: .black, family: .bill)
    }
}
