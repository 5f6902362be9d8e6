/// What stands at the edges of pages: running heads, page numbers, the legal notice.
struct Furniture {
    private let letter: LetterDocument
    private let setter: Typesetter
    private let column: Column
    private let pageHeight: Double
    private let notice: [TextBlock]

    /// Of the page number, from the lower edge.
    private static let numberRise = Points.from(13)
    private static let noticeRise = Points.from(19)
    private static let bodyRise = Points.from(24)
    private static let headTop = Points.from(13)
    private static let nextTop = Points.from(25)
    /// What stands at the foot of a page goes up by that much over a QR-bill, to 3 mm from its edge.
    private static let billRise = Points.from(BillSections.slip.height - 6)

    init(_ letter: LetterDocument, _ setter: Typesetter, in column: Column) throws(LetterError) {
        self.letter = letter
        self.setter = setter
        self.column = column
        pageHeight = Points.from(letter.paper.height)
        guard letter.pageLabel.contains("{page}"), letter.pageLabel.contains("{pages}") else { throw .pageLabel }
        notice = try PlainText.lines(letter.letterhead.legalNotice).map { line throws(LetterError) in
            try setter.plain(line, .legal.aligned(.start), width: column.width)
        }
        let excess = noticeHeight - Points.from(30)
        guard excess <= 0 else { throw .letterheadTooBig(by: Millimetres(points: excess)) }
    }

    private var noticeHeight: Double { notice.reduce(0) { $0 + $1.height } }

    func firstFrame(from top: Double) -> Paginator.Frame {
        let noticeRoom = notice.isEmpty ? 0 : noticeHeight + 2
        return Paginator.Frame(top: top, bottom: pageHeight - Self.bodyRise - noticeRoom)
    }

    var nextFrame: Paginator.Frame { Paginator.Frame(top: Self.nextTop, bottom: pageHeight - Self.bodyRise) }

    /// How far down the text may go on a page with a QR-bill.
    func bottomOverBill(onFirst isFirst: Bool) -> Double {
        (isFirst ? firstFrame(from: 0) : nextFrame).bottom - Self.billRise
    }

    func marks(page: Int, of pages: Int, overBill: Bool) throws(LetterError) -> [Mark] {
        let rise = overBill ? Self.billRise : 0
        let foot = try number(page, of: pages) + (page == 1 ? legalNotice() : [])
        return foot.map { $0.moved(by: -rise) } + (page == 1 ? [] : try runningHead())
    }

    private func number(_ page: Int, of pages: Int) throws(LetterError) -> [Mark] {
        let words = letter.pageLabel.replacing("{pages}", with: String(pages)).replacing("{page}", with: String(page))
        let text = try setter.plain(words, .furniture.aligned(.end))
        return text.marks(in: column, top: pageHeight - Self.numberRise)
    }

    private func legalNotice() -> [Mark] {
        guard !notice.isEmpty else { return [] }
        var y = pageHeight - Self.noticeRise - noticeHeight
        var marks = [Mark.fill(x: column.left, y: y - 5, width: column.width, height: 0.4, grey: 0.75)]
        for line in notice {
            marks += line.marks(in: column, top: y)
            y += line.height
        }
        return marks
    }

    private func runningHead() throws(LetterError) -> [Mark] {
        let name = try setter.plain(PlainText.trimmed(letter.letterhead.name), .furniture)
        let date = try setter.plain(letter.date, .furniture.aligned(.end))
        let rule = Self.headTop + Style.furniture.lead + 3
        return name.marks(in: column, top: Self.headTop) + date.marks(in: column, top: Self.headTop)
            + [.fill(x: column.left, y: rule, width: column.width, height: 0.4, grey: 0.75)]
    }
}
