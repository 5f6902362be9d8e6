/// A table of data on its way to lines.
struct PlainTextTable {
    private struct Cell {
        let kind: TextMark
        var text: [UInt8] = []
    }

    private var rows: [[Cell]] = []
    private var isOpen = false

    /// Ends the cell at hand with its text.
    mutating func finishCell(_ text: [UInt8]) {
        guard isOpen, !rows.isEmpty, !rows[rows.count - 1].isEmpty else { return }
        rows[rows.count - 1][rows[rows.count - 1].count - 1].text = text
        isOpen = false
    }

    /// Begins a row or a cell.
    mutating func begin(_ mark: TextMark) {
        if mark == .row || rows.isEmpty { rows.append([]) }
        guard mark != .row else { return }
        rows[rows.count - 1].append(Cell(kind: mark))
        isOpen = true
    }

    /// Labels with their values, columns where they fit, bars where they do not.
    func lines(columns: Int, colon: PlainTextColon) -> [[UInt8]] {
        let rows = rows.filter { row in row.contains { !$0.text.isEmpty } }
        guard !rows.allSatisfy({ $0.count == 2 && $0[0].kind == .label }) else {
            return rows.map { colon.joined($0[0].text, $0[1].text) }
        }
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            rows.map { column < $0.count ? TextWidth.of($0[column].text) : 0 }.max() ?? 0
        }
        guard widths.reduce(2 * (count - 1), +) <= columns else {
            return rows.map { row in Array(row.map(\.text).joined(separator: Array(" | ".utf8))) }
        }
        return rows.map { aligned($0, widths) }
    }

    private func aligned(_ row: [Cell], _ widths: [Int]) -> [UInt8] {
        var line: [UInt8] = []
        for (cell, width) in zip(row, widths) {
            if !line.isEmpty { line += [0x20, 0x20] }
            let room = Array(repeating: UInt8(0x20), count: width - TextWidth.of(cell.text))
            line += cell.kind == .amount ? room + cell.text : cell.text + room
        }
        while line.last == 0x20 { line.removeLast() }
        return line
    }
}
