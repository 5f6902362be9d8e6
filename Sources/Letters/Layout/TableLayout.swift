/// A table with its columns measured and its rows set.
struct TableLayout {
    /// A row's marks from its own upper edge, and its height.
    struct Row {
        var marks: [Mark] = []
        var height = 0.0
    }

    private(set) var head = Row()
    private(set) var rows: [Row] = []
    private(set) var foot: [Row] = []

    private let column: Column
    private let widths: [Double]

    /// Beside and above the text of a cell.
    private static let padding = 5.0
    private static let rise = 2.6

    init(_ table: Table, in column: Column, _ setter: Typesetter) throws(LetterError) {
        self.column = column
        let alignments = (0..<table.columns).map(table.alignment(ofColumn:))
        let set = CellSetter(setter: setter, alignments: alignments)
        let head = try table.head.map { row throws(LetterError) in try set.cells(row, .cellHead) }
        let rows = try table.rows.map { row throws(LetterError) in try set.cells(row, .cell) }
        let foot = try table.foot.map { row throws(LetterError) in try set.cells(row, .cellTotal) }
        let measured = ColumnWidths(alignments, of: head + rows + foot, gutter: Self.padding * 2)
        widths = try measured.fitted(into: column.width, line: table.line)
        for cells in head {
            let row = place(cells, tag: "TH")
            self.head.marks += row.marks.map { $0.moved(by: self.head.height) }
            self.head.height += row.height
        }
        if !head.isEmpty { self.head.marks.append(rule(at: self.head.height, thickness: 0.8, grey: 0.25)) }
        self.rows = rows.enumerated().map { index, cells in
            let isLast = index == rows.count - 1 && !foot.isEmpty
            var row = place(cells, tag: "TD")
            row.marks.append(
                rule(at: row.height, thickness: isLast ? 0.8 : 0.4, grey: isLast ? 0.25 : 0.8)
            )
            return row
        }
        self.foot = foot.map { place($0, tag: "TD") }
    }

    private func place(_ cells: [SetCell], tag: String) -> Row {
        var row = Row(marks: [.open("TR")])
        var offset = 0.0
        for cell in cells {
            let width = widths[cell.columns].reduce(0, +)
            let room = width - Self.padding * 2
            // A hair of tolerance: the widths of columns are sums of shares.
            if cell.text.width > room + 0.01 { cell.text.setWidth(room) }
            let isFirst = cell.columns.lowerBound == 0
            let isLast = cell.columns.upperBound == widths.count
            // The outer edges of the table are flush with the text around it.
            let start = isFirst ? 0 : Self.padding
            let end = isLast ? 0 : Self.padding
            let place = column.part(at: offset + start, width: width - start - end)
            row.marks += [.open(tag)] + cell.text.marks(in: place, top: Self.rise) + [.close(tag)]
            row.height = max(row.height, cell.text.height + Self.rise * 2)
            offset += width
        }
        row.marks.append(.close("TR"))
        return row
    }

    private func rule(at height: Double, thickness: Double, grey: Double) -> Mark {
        .fill(x: column.left, y: height - thickness / 2, width: column.width, height: thickness, grey: grey)
    }
}

/// A cell's text with the columns that it covers.
struct SetCell {
    let text: TextBlock
    let columns: Range<Int>
}

/// Shapes the cells of a row.
private struct CellSetter {
    let setter: Typesetter
    let alignments: [Table.Alignment]

    func cells(_ row: [Table.Cell], _ style: Style) throws(LetterError) -> [SetCell] {
        var position = 0
        return try row.map { cell throws(LetterError) in
            let columns = position..<position + cell.span
            position = columns.upperBound
            let alignment = cell.alignment ?? (cell.span == 1 ? alignments[columns.lowerBound] : .start)
            var cellStyle = style.aligned(alignment)
            cellStyle.bold = style.bold || cell.isHeader
            return SetCell(text: try setter.cell(cell.runs, cellStyle), columns: columns)
        }
    }
}

/// How wide the columns want to be, and how narrow they can be.
private struct ColumnWidths {
    private var natural: [Double]
    private let alignments: [Table.Alignment]
    private let cells: [SetCell]
    private let gutter: Double

    init(_ alignments: [Table.Alignment], of rows: [[SetCell]], gutter: Double) {
        self.alignments = alignments
        self.gutter = gutter
        cells = rows.joined().filter { $0.columns.count == 1 }
        natural = alignments.map { _ in gutter }
        for cell in cells {
            let column = cell.columns.lowerBound
            natural[column] = max(natural[column], cell.text.width + gutter)
        }
    }

    /// Breaks every cell anew, so it is asked only of a table that is too wide.
    private func narrowest() -> [Double] {
        cells.reduce(into: alignments.map { _ in gutter }) { widths, cell in
            let column = cell.columns.lowerBound
            guard cell.text.width + gutter > widths[column] else { return }
            let width = alignments[column] == .end ? cell.text.width : cell.text.narrowestWidth
            cell.text.setWidth(nil)
            widths[column] = max(widths[column], width + gutter)
        }
    }

    /// Room that is left goes to the columns of words; what is lacking is taken where lines can be broken.
    func fitted(into width: Double, line: Int) throws(LetterError) -> [Double] {
        let wanted = natural.reduce(0, +)
        guard wanted > width else {
            let words = alignments.indices.filter { alignments[$0] != .end }
            let takers = words.isEmpty ? [0] : words
            return natural.indices.map {
                natural[$0] + (takers.contains($0) ? (width - wanted) / Double(takers.count) : 0)
            }
        }
        let narrowest = narrowest()
        let needed = narrowest.reduce(0, +)
        guard needed <= width else { throw .tableTooWide(line: line, by: Millimetres(points: needed - width)) }
        let share = (width - needed) / (wanted - needed)
        return natural.indices.map { narrowest[$0] + (natural[$0] - narrowest[$0]) * share }
    }
}
