/// What stands on the first page at fixed places: letterhead, address, date, references, marks.
struct FirstPage {
    private let letter: LetterDocument
    private let setter: Typesetter
    private let envelope: Envelope

    init(_ letter: LetterDocument, _ setter: Typesetter) {
        self.letter = letter
        self.setter = setter
        envelope = letter.envelope
    }

    func marks() throws(LetterError) -> (marks: [Mark], bodyTop: Double) {
        var marks = try letterhead()
        marks += try returnLine()
        marks += try AddressField(envelope, setter).marks(letter.recipient)
        let (references, bottom) = try references()
        marks += references
        return (marks, max(Points.from(envelope.bodyTop), bottom + 14))
    }

    /// None stands on a QR-bill, in which nothing else may be.
    func foldMarks(overBill: Bool) -> [Mark] {
        let end = overBill ? letter.paper.height - BillSections.slip.height : letter.paper.height
        return envelope.marks.filter { $0.top < end }.map {
            .fill(
                x: Points.from(4),
                y: Points.from($0.top),
                width: Points.from($0.length),
                height: 0.4,
                grey: 0.55
            )
        }
    }

    /// The name on the left, how to reach it on the right, in line with the references below.
    private func letterhead() throws(LetterError) -> [Mark] {
        let top = Points.from(16)
        let head = letter.letterhead
        let (nameColumn, contactColumn) = letterheadColumns()
        let name = try setter.plain(PlainText.trimmed(head.name), .name, width: nameColumn.width)
        var marks = [Mark.open("P")] + name.marks(in: nameColumn, top: top - 2) + [.close("P")]
        var y = top
        for line in PlainText.lines(head.address + [head.phone ?? "", head.email ?? ""]) {
            let style = Style.contact.aligned(setter.isRightToLeft ? .end : .start)
            let text = try setter.fitted(line, style, width: contactColumn.width)
            marks += [.open("P")] + text.marks(in: contactColumn, top: y) + [.close("P")]
            y += text.height
        }
        let excess = max(y, top + name.height) - Points.from(envelope.letterheadBottom)
        guard excess <= 0 else { throw .letterheadTooBig(by: Millimetres(points: excess)) }
        return marks
    }

    /// The contact stands over the references; on a page from right to left the two change sides.
    private func letterheadColumns() -> (name: Column, contact: Column) {
        let left = Points.from(envelope.leftMargin)
        let right = Points.from(letter.paper.width - envelope.rightMargin)
        let references = column(envelope.referenceZone)
        let contactWidth = right - references.left
        let page = Column(left: left, width: right - left, isRightToLeft: setter.isRightToLeft)
        let nameWidth = page.width - contactWidth - 14
        return (page.part(at: 0, width: nameWidth), page.part(at: nameWidth + 14, width: contactWidth))
    }

    /// One line, or two smaller ones, of which the upper goes into the zone for remarks.
    private func returnLine() throws(LetterError) -> [Mark] {
        guard let zone = envelope.returnZone else { return [] }
        let head = letter.letterhead
        let told = PlainText.trimmed(PlainText.line(head.returnAddress ?? ""))
        let words = told.isEmpty ? PlainText.lines([head.name] + head.address).joined(separator: " · ") : told
        let place = column(zone)
        var text = try setter.plain(words, .returnLine)
        if text.width > place.width {
            text = try setter.plain(words, .returnLineSmaller)
            let excess = text.width - place.width
            text.setWidth(place.width)
            guard text.lines.count <= 2 else { throw .letterheadTooBig(by: Millimetres(points: excess)) }
        }
        let bottom = Points.from(zone.bottom)
        let rule = Mark.fill(x: place.left, y: bottom - 0.6, width: place.width, height: 0.4, grey: 0.6)
        return [.open("P")] + text.marks(in: place, top: bottom - text.height - 1) + [.close("P"), rule]
    }

    private func references() throws(LetterError) -> (marks: [Mark], bottom: Double) {
        let place = column(envelope.referenceZone)
        var y = Points.from(envelope.referenceZone.top)
        var style = Style.value
        style.bold = true
        let date = try setter.plain(letter.date, style, width: place.width)
        var marks = [Mark.open("P")] + date.marks(in: place, top: y) + [.close("P")]
        y += date.height + 5
        let rows = letter.reference.map { LabelGrid.Row($0.label, $0.value) }
        let grid = try LabelGrid(rows, in: place, gap: 9, setter)
        marks += grid.marks(top: y)
        y += grid.height
        let excess = y - Points.from(letter.paper.height / 2)
        guard excess <= 0 else { throw .referenceTooTall(by: Millimetres(points: excess)) }
        return (marks, y)
    }

    private func column(_ area: Area) -> Column {
        Column(left: Points.from(area.left), width: Points.from(area.width), isRightToLeft: setter.isRightToLeft)
    }
}

/// Sets the recipient's lines into the window.
struct AddressField {
    private let envelope: Envelope
    private let setter: Typesetter

    /// Tried from the biggest on; postal machines read no less than 8 pt.
    private static let sizes = [10.5, 9.5, 8.5]

    init(_ envelope: Envelope, _ setter: Typesetter) {
        self.envelope = envelope
        self.setter = setter
    }

    func marks(_ recipient: [String]) throws(LetterError) -> [Mark] {
        let lines = PlainText.lines(recipient)
        let zone = envelope.addressZone
        let limit = Int((zone.height / envelope.addressPitch).rounded())
        guard !lines.isEmpty else { throw .noAddress }
        guard lines.count <= limit else { throw .addressTooTall(lines: lines.count, limit: limit) }
        let isRightToLeft = Direction.most(of: lines) ?? false
        // From the right the text keeps the same distance to the window's edge as from the left.
        let inset = isRightToLeft ? zone.left - envelope.window.left : 0
        let width = Points.from(min(zone.width, envelope.window.right - inset - zone.left))
        let setter = Typesetter(typeCase: setter.typeCase, isRightToLeft: isRightToLeft)
        let texts = try fitted(lines, width: width, limit: limit, setter)
        let place = Column(left: Points.from(zone.left), width: width, isRightToLeft: isRightToLeft)
        let pitch = Points.from(envelope.addressPitch)
        let count = texts.reduce(0) { $0 + $1.lines.count }
        var y = Points.from(zone.top) + (envelope.addressStandsBelow ? pitch * Double(limit - count) : 0)
        var marks: [Mark] = [.open("P")]
        for text in texts {
            marks += text.marks(in: place, top: y)
            y += pitch * Double(text.lines.count)
        }
        return marks + [.close("P")]
    }

    /// All lines in the biggest size in which the longest fits; where it fits in none, long lines take two or more as far
    /// as the window has room.
    private func fitted(
        _ lines: [String],
        width: Double,
        limit: Int,
        _ setter: Typesetter
    ) throws(LetterError) -> [TextBlock] {
        for size in Self.sizes {
            let texts = try texts(lines, size, setter)
            if texts.allSatisfy({ $0.width <= width }) { return texts }
        }
        var excess = LetterError.noAddress
        for size in Self.sizes {
            let texts = try texts(lines, size, setter)
            // Of a word that is wider than the window no part goes to the next line.
            if let wide = texts.firstIndex(where: { $0.narrowestWidth > width }) {
                excess = .addressTooWide(line: wide + 1, by: Millimetres(points: texts[wide].narrowestWidth - width))
                continue
            }
            for text in texts { text.setWidth(width) }
            let count = texts.reduce(0) { $0 + $1.lines.count }
            if count <= limit { return texts }
            excess = .addressTooTall(lines: count, limit: limit)
        }
        throw excess
    }

    private func texts(_ lines: [String], _ size: Double, _ setter: Typesetter) throws(LetterError) -> [TextBlock] {
        let style = Style(size: size, lead: Points.from(envelope.addressPitch))
        return try lines.map { line throws(LetterError) in try setter.plain(line, style) }
    }
}
