/// Brings all parts of a letter on its pages.
struct LetterLayout {
    private let letter: LetterDocument
    private let setter: Typesetter
    private let pageLimit: Int
    private let column: Column
    private let furniture: Furniture

    init(_ letter: LetterDocument, _ setter: Typesetter, pageLimit: Int) throws(LetterError) {
        self.letter = letter
        self.setter = setter
        self.pageLimit = pageLimit
        let left = Points.from(letter.envelope.leftMargin)
        let right = Points.from(letter.paper.width - letter.envelope.rightMargin)
        column = Column(left: left, width: right - left, isRightToLeft: setter.isRightToLeft)
        furniture = try Furniture(letter, setter, in: column)
    }

    /// The marks of each page; those beyond the limit lack what stands at their edges.
    func pages(
        _ blocks: [Block],
        _ payment: CheckedPayment?,
        withOverlay: Bool
    ) throws(LetterError) -> [[Mark]] {
        let firstPage = FirstPage(letter, setter)
        let (fixed, bodyTop) = try firstPage.marks()
        let first = furniture.firstFrame(from: bodyTop)
        let body = try body(blocks, payment)
        let set = try Paginator.pages(of: body.chunks, first: first, next: furniture.nextFrame)
        var pages = set.pages
        let billPage = try add(payment, to: &pages, under: set.bottom)
        pages[0] = firstPage.foldMarks(overBill: billPage == 1) + fixed + pages[0]
        guard pages.count <= pageLimit else { return pages }
        for page in 1...pages.count {
            pages[page - 1] += try furniture.marks(page: page, of: pages.count, overBill: page == billPage)
        }
        if withOverlay { pages[0] += try Overlay(letter, setter).marks(bodyTop: first.top, bodyBottom: first.bottom) }
        return pages
    }

    private func body(_ blocks: [Block], _ payment: CheckedPayment?) throws(LetterError) -> BodyLayout {
        var body = BodyLayout(setter)
        try body.addSubject(letter.subject, in: column)
        try body.add(blocks, in: column)
        if case .box(let block, let iban, _, let symbol) = payment {
            body.add(try PaymentLayout(setter, in: column).chunk(block, iban: iban, symbol: symbol))
        }
        return body
    }

    /// Puts a QR-bill at the foot of the last page, or of one of its own; the number of its page.
    private func add(
        _ payment: CheckedPayment?,
        to pages: inout [[Mark]],
        under bottom: Double
    ) throws(LetterError) -> Int? {
        guard case .bill(let data, let symbol) = payment else { return nil }
        if bottom > furniture.bottomOverBill(onFirst: pages.count == 1) { pages.append([]) }
        let top = Points.from(letter.paper.height - BillSections.slip.height)
        let marks = try BillLayout(data, symbol, language: letter.locale, setter).marks()
        pages[pages.count - 1] += marks.map { $0.moved(by: top) }
        return pages.count
    }
}
