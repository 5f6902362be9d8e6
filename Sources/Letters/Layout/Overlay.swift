/// What an author wants to see on a first page and nobody else: the window, what may show through it, folds, margins.
struct Overlay {
    private let letter: LetterDocument
    private let setter: Typesetter

    init(_ letter: LetterDocument, _ setter: Typesetter) {
        self.letter = letter
        self.setter = setter
    }

    func marks(bodyTop: Double, bodyBottom: Double) throws(LetterError) -> [Mark] {
        let envelope = letter.envelope
        var marks = try area(envelope.reach, "may show when the letter slips: keep free", isFilled: false)
        marks += try area(envelope.window, "address window, \(envelope.rawValue)", isFilled: true)
        if let zone = envelope.returnZone { marks += try area(zone, "return address", isFilled: false) }
        marks += try area(envelope.addressZone, "address", isFilled: false, labelsBelow: true)
        marks += try area(envelope.referenceZone, "date and references", isFilled: false)
        for fold in envelope.folds { marks += try level(Points.from(fold), "fold") }
        return try marks + margins(bodyTop: bodyTop, bodyBottom: bodyBottom)
    }

    /// The label stands over the upper edge on the right, or under the lower one where something else is above.
    private func area(
        _ area: Area,
        _ label: String,
        isFilled: Bool,
        labelsBelow: Bool = false
    ) throws(LetterError) -> [Mark] {
        let (x, y) = (Points.from(area.left), Points.from(area.top))
        let (width, height) = (Points.from(area.width), Points.from(area.height))
        let words = try setter.plain(label, .guide)
        let top = labelsBelow ? y + height - words.height : isFilled ? y : y - words.height
        return [.guide(x: x, y: y, width: width, height: height, isFilled: isFilled)]
            + line(words, x: x + width - words.width - 2, top: top)
    }

    private func level(_ y: Double, _ label: String) throws(LetterError) -> [Mark] {
        let words = try setter.plain(label, .guide)
        let width = Points.from(letter.paper.width)
        return [.guide(x: 0, y: y, width: width, height: 0, isFilled: false)]
            + line(words, x: width - words.width - 6, top: y - words.height)
    }

    private func margins(bodyTop: Double, bodyBottom: Double) throws(LetterError) -> [Mark] {
        let left = Points.from(letter.envelope.leftMargin)
        let right = Points.from(letter.paper.width - letter.envelope.rightMargin)
        let words = try setter.plain("text", .guide)
        return [
            .guide(x: left, y: bodyTop, width: right - left, height: bodyBottom - bodyTop, isFilled: false)
        ] + line(words, x: right - words.width - 2, top: bodyBottom - words.height)
    }

    private func line(_ words: TextBlock, x: Double, top: Double) -> [Mark] {
        words.marks(in: Column(left: x, width: words.width, isRightToLeft: false), top: top)
    }
}
