/// A stretch of text in one style.
struct Run: Sendable, Hashable {
    /// A forced line break inside a paragraph.
    static let lineBreak: Character = "\u{2028}"

    var text: String
    var bold = false
    var italic = false
    /// A checked, percent-encoded address.
    var link: String?
}

/// One block of a letter's body.
enum Block: Sendable, Hashable {
    case paragraph([Run])
    case heading([Run])
    case list(ordered: Bool, items: [[Block]])
    case table(Table)
}

/// A table with rows of one width.
struct Table: Sendable, Hashable {
    enum Alignment: Sendable, Hashable {
        case start
        case centre
        case end
    }

    struct Cell: Sendable, Hashable {
        var runs: [Run]
        var isHeader = false
        var alignment: Alignment?
        var span = 1

        var text: String { runs.map(\.text).joined() }
    }

    /// Where it begins in the markup, for errors.
    let line: Int
    var columns = 0
    /// Repeated on each page.
    var head: [[Cell]] = []
    var rows: [[Cell]] = []
    /// Totals, never alone on a page.
    var foot: [[Cell]] = []

    init(line: Int) { self.line = line }

    /// How a column stands: as its heads say, else at the end where all its cells are amounts.
    func alignment(ofColumn column: Int) -> Alignment {
        let heads = head.compactMap { cell(at: column, of: $0) }
        if let told = heads.lazy.compactMap(\.alignment).first { return told }
        let cells = (rows + foot).compactMap { cell(at: column, of: $0) }.map(\.text).filter { !$0.isEmpty }
        return !cells.isEmpty && cells.allSatisfy(Amount.isOne) ? .end : .start
    }

    /// The cell that begins at a column and covers it alone.
    private func cell(at column: Int, of row: [Cell]) -> Cell? {
        var position = 0
        for cell in row {
            if position == column { return cell.span == 1 ? cell : nil }
            position += cell.span
        }
        return nil
    }
}
