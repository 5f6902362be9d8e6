/// A table of data on its way to lines; all cells share one buffer.
struct PlainTextTable {
    private struct Cell {
        let kind: TextMark
        var text: Range<Int>
        /// In columns, once it is measured.
        var width = 0
    }

    private var bytes: [UInt8] = []
    private var cells: [Cell] = []
    /// Where each row begins among the cells.
    private var rows: [Int] = []
    private var isOpen = false

    /// Whether a table was begun and not ended.
    private(set) var isActive = false

    /// Begins a table; what it held before is gone.
    mutating func begin() {
        bytes.removeAll(keepingCapacity: true)
        cells.removeAll(keepingCapacity: true)
        rows.removeAll(keepingCapacity: true)
        isOpen = false
        isActive = true
    }

    /// Ends the cell at hand with its text.
    mutating func finishCell(_ text: [UInt8]) {
        guard isOpen, !cells.isEmpty else { return }
        let start = bytes.count
        bytes += text
        cells[cells.count - 1].text = start..<bytes.count
        isOpen = false
    }

    /// Begins a row or a cell.
    mutating func begin(_ mark: TextMark) {
        if mark == .row || rows.isEmpty { rows.append(cells.count) }
        guard mark != .row else { return }
        cells.append(Cell(kind: mark, text: 0..<0))
        isOpen = true
    }

    /// Ends the table and tells its lines: labels with their values, columns where they fit, bars where they do not.
    mutating func end(columns: Int, colon: PlainTextColon, _ line: ([UInt8]) -> Void) {
        isActive = false
        let rows = filledRows
        var text: [UInt8] = []
        guard !rows.allSatisfy({ $0.count == 2 && cells[$0.lowerBound].kind == .label }) else {
            for row in rows {
                text.removeAll(keepingCapacity: true)
                text += bytes[cells[row.lowerBound].text]
                colon.join(bytes[cells[row.upperBound - 1].text], to: &text)
                line(text)
            }
            return
        }
        let widths = measure(rows)
        let fits = widths.reduce(2 * (widths.count - 1), +) <= columns
        for row in rows {
            text.removeAll(keepingCapacity: true)
            for index in row {
                if index > row.lowerBound { text += fits ? "  ".utf8 : " | ".utf8 }
                append(cells[index], in: fits ? widths[index - row.lowerBound] : 0, to: &text)
            }
            while text.last == 0x20 { text.removeLast() }
            line(text)
        }
    }

    /// The cells of each row that holds something.
    private var filledRows: [Range<Int>] {
        var filled: [Range<Int>] = []
        filled.reserveCapacity(rows.count)
        for place in rows.indices {
            let row = rows[place]..<(place + 1 < rows.count ? rows[place + 1] : cells.count)
            if row.contains(where: { !cells[$0].text.isEmpty }) { filled.append(row) }
        }
        return filled
    }

    /// Measures each cell, and tells how wide each column is.
    private mutating func measure(_ rows: [Range<Int>]) -> [Int] {
        var widths: [Int] = []
        for row in rows {
            for index in row {
                let column = index - row.lowerBound
                if column == widths.count { widths.append(0) }
                cells[index].width = TextWidth.of(bytes[cells[index].text])
                widths[column] = max(widths[column], cells[index].width)
            }
        }
        return widths
    }

    private func append(_ cell: Cell, in width: Int, to text: inout [UInt8]) {
        let room = max(0, width - cell.width)
        if cell.kind == .amount { for _ in 0..<room { text.append(0x20) } }
        text += bytes[cell.text]
        if cell.kind != .amount { for _ in 0..<room { text.append(0x20) } }
    }
}
