/// The box that tells how to pay: words at the beginning of the line, the code at its end.
struct PaymentLayout {
    private let setter: Typesetter
    private let column: Column

    private static let padding = 10.0
    /// Room for the symbol with its quiet zone: 30 mm, so that a square of version 13 is still 0.4 mm.
    private static let codeSize = Points.from(30)
    private static let labelGap = 12.0

    init(_ setter: Typesetter, in column: Column) {
        self.setter = setter
        self.column = column
    }

    func chunk(_ payment: PaymentBlock, iban: IBAN, symbol: Symbol?) throws(LetterError) -> Chunk {
        let inner = column.part(at: Self.padding, width: column.width - 2 * Self.padding)
        let wordsWidth = inner.width - (symbol == nil ? 0 : Self.codeSize + Self.padding)
        var content: [Mark] = []
        var height = Self.padding
        let heading = try setter.plain(payment.labels.heading, .heading, width: wordsWidth)
        content += [.open("H2")] + heading.marks(in: inner.part(at: 0, width: wordsWidth), top: height) + [.close("H2")]
        height += heading.height + 4
        let rows = rows(of: payment, iban)
        let grid = try LabelGrid(rows, in: inner.part(at: 0, width: wordsWidth), gap: Self.labelGap, setter)
        content += grid.marks(top: height)
        height += grid.height + Self.padding
        if let symbol {
            let code = inner.part(at: inner.width - Self.codeSize, width: Self.codeSize)
            let (marks, bottom) = try self.code(symbol, payment.labels.scan, in: code)
            content += marks
            height = max(height, bottom + Self.padding * 0.7)
        }
        return Chunk(marks: frame(height: height) + content, height: height + 4, space: 16)
    }

    private func rows(of payment: PaymentBlock, _ iban: IBAN) -> [LabelGrid.Row] {
        let labels = payment.labels
        var rows = [LabelGrid.Row(labels.accountHolder, payment.accountHolder)]
        rows.append(LabelGrid.Row(labels.iban, iban.grouped.replacing(" ", with: "\u{A0}")))
        if let bic = payment.bic.flatMap(BIC.init) { rows.append(LabelGrid.Row(labels.bic, bic.compact)) }
        rows.append(LabelGrid.Row(labels.amount, payment.amount, isStrong: true))
        if !PlainText.trimmed(payment.reference).isEmpty {
            rows.append(LabelGrid.Row(labels.reference, payment.reference, isStrong: true))
        }
        return rows
    }

    /// The symbol on plain paper, its quiet zone inside the given size, and the words under it.
    private func code(
        _ symbol: Symbol,
        _ words: String,
        in place: Column
    ) throws(LetterError) -> (marks: [Mark], bottom: Double) {
        let top = Self.padding * 0.7
        let square = Self.codeSize / Double(symbol.side + 2 * Symbol.quietZone)
        let quiet = square * Double(Symbol.quietZone)
        let caption = try setter.plain(words, .returnLine.aligned(.centre), width: place.width)
        let marks: [Mark] =
            [
                .open("Figure"),
                .fill(x: place.left, y: top, width: Self.codeSize, height: Self.codeSize, grey: 1),
                .symbol(symbol, x: place.left + quiet, y: top + quiet, size: square * Double(symbol.side)),
                .close("Figure"), .open("P"),
            ] + caption.marks(in: place, top: top + Self.codeSize + 1) + [.close("P")]
        return (marks, top + Self.codeSize + 1 + caption.height)
    }

    private func frame(height: Double) -> [Mark] {
        [.fill(x: column.left, y: 0, width: column.width, height: height, grey: 0.955)]
    }
}
