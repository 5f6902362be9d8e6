/// Prints letters; one press serves any number of tasks at once.
///
/// The same letter gives the same bytes on one installation of fonts and libraries: nothing is read but the letter.
public struct LetterPress: Sendable {
    private let pageLimit: Int
    private let typeCases = TypeCases()

    /// A press for letters of up to a number of pages.
    public init(pageLimit: Int = 5) { self.pageLimit = max(1, pageLimit) }

    /// Sets the letter and gives its PDF, or says what does not fit and by how much.
    ///
    /// Runs on the caller's thread and does not suspend; a few milliseconds a page.
    public func print(_ letter: LetterDocument) throws(LetterError) -> LetterPDF {
        try print(letter, withOverlay: false)
    }

    /// The letter as ``print(_:)`` gives it, with the envelope's window, folds and margins drawn over the first page.
    ///
    /// For authors to look at, never to be sent.
    public func proof(_ letter: LetterDocument) throws(LetterError) -> LetterPDF {
        try print(letter, withOverlay: true)
    }

    private func print(_ letter: LetterDocument, withOverlay: Bool) throws(LetterError) -> LetterPDF {
        let language = LetterLanguage(letter.locale)
        let blocks = try MarkupReader.blocks(of: letter.body)
        let transfer = try PaymentCode(letter.payment)
        return try typeCases.with { typeCase throws(LetterError) in
            typeCase.take(language)
            let setter = Typesetter(typeCase: typeCase, isRightToLeft: language.isRightToLeft)
            let pages = try self.pages(of: letter, blocks, transfer, setter, withOverlay: withOverlay)
            guard pages.count <= pageLimit else { throw .tooLong(pages: pages.count, limit: pageLimit) }
            let paper = letter.paper
            let sheet = PDFSheet(width: Points.from(paper.width), height: Points.from(paper.height))
            let bytes = try sheet.bytes(of: pages, metadata(of: letter))
            return LetterPDF(
                bytes: bytes,
                pages: pages.count,
                envelope: letter.envelope,
                paymentCode: transfer?.text
            )
        }
    }

    /// The fonts that letters are set in and that are not installed; print falls back to others without them.
    public func missingFonts() throws(LetterError) -> [String] {
        try typeCases.with { typeCase throws(LetterError) in
            LetterLanguage("en").families.filter { !typeCase.has(family: $0) }
        }
    }

    private func pages(
        of letter: LetterDocument,
        _ blocks: [Block],
        _ transfer: PaymentCode?,
        _ setter: Typesetter,
        withOverlay: Bool
    ) throws(LetterError) -> [[Mark]] {
        let envelope = letter.envelope
        let left = Points.from(envelope.leftMargin)
        let right = Points.from(letter.paper.width - envelope.rightMargin)
        let column = Column(left: left, width: right - left, isRightToLeft: setter.isRightToLeft)
        let furniture = try Furniture(letter, setter, in: column)
        let (fixed, bodyTop) = try FirstPage(letter, setter).marks()
        var body = BodyLayout(setter)
        try body.addSubject(letter.subject, in: column)
        try body.add(blocks, in: column)
        if let payment = letter.payment, let transfer {
            let layout = PaymentLayout(setter, in: column)
            body.add(try layout.chunk(payment, iban: transfer.iban, symbol: transfer.symbol))
        }
        let first = furniture.firstFrame(from: bodyTop)
        var pages = try Paginator.pages(of: body.chunks, first: first, next: furniture.nextFrame)
        pages[0] = fixed + pages[0]
        guard pages.count <= pageLimit else { return pages }
        for index in pages.indices { pages[index] += try furniture.marks(page: index + 1, of: pages.count) }
        if withOverlay { pages[0] += try Overlay(letter, setter).marks(bodyTop: first.top, bodyBottom: first.bottom) }
        return pages
    }

    private func metadata(of letter: LetterDocument) -> PDFSheet.Metadata {
        PDFSheet.Metadata(
            title: PlainText.line(letter.title),
            author: PlainText.line(letter.author),
            subject: PlainText.line(letter.subject),
            created: letter.created
        )
    }
}

/// A printed letter.
public struct LetterPDF: Sendable, Hashable {
    /// The file.
    public let bytes: [UInt8]
    /// How many pages it has.
    public let pages: Int
    /// What it is folded into.
    public let envelope: Envelope
    /// What the payment code on it says, where there is one.
    public let paymentCode: String?

    /// Its sheets, weight and thickness in the envelope, printed on one side of a sheet or on both.
    public func mailPiece(_ sides: Sides) -> MailPiece { MailPiece(pages: pages, sides, in: envelope) }
}

extension LetterPDF: CustomStringConvertible {
    /// Its size, not its content.
    public var description: String { "PDF of \(pages) pages, \(bytes.count) bytes" }
}

/// The checked account of a payment, with the code where one is possible.
private struct PaymentCode {
    let iban: IBAN
    let text: String?
    let symbol: Symbol?

    init?(_ payment: PaymentBlock?) throws(LetterError) {
        guard let payment else { return nil }
        do throws(PaymentFault) {
            guard let iban = IBAN(payment.iban) else { throw .iban }
            self.iban = iban
            text = try TransferCode(payment)?.payload
        } catch {
            throw .payment(error)
        }
        symbol = text.flatMap(Symbol.init)
        if let text, symbol == nil { throw .payment(.payload(bytes: text.utf8.count)) }
    }
}
