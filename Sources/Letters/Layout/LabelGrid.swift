/// Labels in one column, values beside them.
struct LabelGrid {
    struct Row {
        let label: String
        let value: String
        let isStrong: Bool

        init(_ label: String, _ value: String, isStrong: Bool = false) {
            self.label = label
            self.value = value
            self.isStrong = isStrong
        }
    }

    private let rows: [(label: TextBlock, value: TextBlock)]
    private let column: Column
    private let valueOffset: Double

    /// Labels take at most half of the column; what is longer is broken into lines.
    init(_ rows: [Row], in column: Column, gap: Double, _ setter: Typesetter) throws(LetterError) {
        let limit = column.width / 2
        let labels = try rows.map { row throws(LetterError) in
            let label = try setter.plain(row.label, .label)
            if label.width > limit { label.setWidth(limit) }
            return label
        }
        let offset = (labels.map(\.width).max() ?? 0) + gap
        var set: [(label: TextBlock, value: TextBlock)] = []
        for (row, label) in zip(rows, labels) {
            var style = Style.value
            style.bold = row.isStrong
            set.append((label, try setter.fitted(row.value, style, width: column.width - offset)))
        }
        self.rows = set
        self.column = column
        valueOffset = offset
    }

    var height: Double { rows.reduce(0) { $0 + Self.height($1) } }

    func marks(top: Double) -> [Mark] {
        var marks: [Mark] = []
        var y = top
        let values = column.part(at: valueOffset, width: column.width - valueOffset)
        for row in rows {
            // One baseline for the small label and the bigger value.
            let drop = (row.value.lines.first?.baseline ?? 0) - (row.label.lines.first?.baseline ?? 0)
            marks += [.open("P")] + row.label.marks(in: column, top: y + drop)
            marks += row.value.marks(in: values, top: y) + [.close("P")]
            y += Self.height(row)
        }
        return marks
    }

    private static func height(_ row: (label: TextBlock, value: TextBlock)) -> Double {
        max(row.label.height, row.value.height)
    }
}
