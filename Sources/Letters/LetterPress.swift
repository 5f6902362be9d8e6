/// Prints letters; any number of tasks may ask at once, and letters are set one after the other.
///
/// The same letter gives the same bytes on one installation of fonts and libraries: nothing is read but the letter.
public struct LetterPress: Sendable {
    private let pageLimit: Int

    /// A press for letters of up to a number of pages.
    public init(pageLimit: Int = 5) { self.pageLimit = max(1, pageLimit) }

    /// Sets the letter and gives its PDF, or says what does not fit and by how much.
    ///
    /// Runs on the caller's thread and does not suspend; a few milliseconds a page, and the wait for letters before it.
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
        let payment = try letter.payment.map { payment throws(LetterError) in
            try CheckedPayment(payment, on: letter.paper)
        }
        return try TypeCases.with { typeCase throws(LetterError) in
            typeCase.take(language)
            let setter = Typesetter(typeCase: typeCase, isRightToLeft: language.isRightToLeft)
            let layout = try LetterLayout(letter, setter, pageLimit: pageLimit)
            let pages = try layout.pages(blocks, payment, withOverlay: withOverlay)
            guard pages.count <= pageLimit else { throw .tooLong(pages: pages.count, limit: pageLimit) }
            let paper = letter.paper
            let sheet = PDFSheet(width: Points.from(paper.width), height: Points.from(paper.height))
            let bytes = try sheet.bytes(of: pages, metadata(of: letter))
            return LetterPDF(
                bytes: bytes,
                pages: pages.count,
                envelope: letter.envelope,
                paymentCode: payment?.text
            )
        }
    }

    /// The fonts that letters are set in and that are not installed; print falls back to others without them.
    public func missingFonts() throws(LetterError) -> [String] {
        try TypeCases.with { typeCase throws(LetterError) in
            (LetterLanguage("en").families + [LetterLanguage.bill]).filter { !typeCase.has(family: $0) }
        }
    }

    private func metadata(of letter: LetterDocument) -> PDFSheet.Metadata {
        PDFSheet.Metadata(
            title: PlainText.line(letter.title),
            author: PlainText.line(letter.author),
            subject: PlainText.line(letter.subject),
            created: letter.created,
            language: LetterLanguage(letter.locale).tag
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
