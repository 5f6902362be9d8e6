/// Turns blocks into chunks that a page can take one after the other.
struct BodyLayout {
    private let setter: Typesetter
    private(set) var chunks: [Chunk] = []
    private var groupCount = 0

    /// Between paragraphs, and over headings and tables.
    private static let gap = 7.0
    private static let wideGap = 11.0
    private static let indent = 16.0

    init(_ setter: Typesetter) { self.setter = setter }

    mutating func addSubject(_ text: String, in column: Column) throws(LetterError) {
        let block = try setter.paragraph([Run(text: PlainText.line(text))], .subject, width: column.width)
        add(block, "H1", in: column, space: 0, staysWithNext: true)
        chunks[chunks.count - 1].height += Self.gap / 2
    }

    mutating func add(_ blocks: [Block], in column: Column) throws(LetterError) {
        for block in blocks {
            try add(block, in: column, under: [], gap: Self.gap)
        }
    }

    mutating func add(_ chunk: Chunk) { chunks.append(chunk) }

    private mutating func add(
        _ block: Block,
        in column: Column,
        under groups: [Chunk.Group],
        gap: Double
    ) throws(LetterError) {
        switch block {
        case .paragraph(let runs):
            let text = try setter.paragraph(runs, .body, width: column.width)
            add(text, "P", in: column, under: groups, space: gap)
        case .heading(let runs):
            let text = try setter.paragraph(runs, .heading, width: column.width)
            add(text, "H2", in: column, under: groups, space: Self.wideGap, staysWithNext: true)
        case .list(let ordered, let items): try add(items, ordered: ordered, in: column, under: groups)
        case .table(let table): try add(table, in: column, under: groups)
        }
    }

    /// Lines go in ones, but the first two stay together and so do the last two: no widows, no orphans.
    private mutating func add(
        _ text: TextBlock,
        _ tag: String,
        in column: Column,
        under groups: [Chunk.Group] = [],
        space: Double,
        staysWithNext: Bool = false
    ) {
        let count = text.lines.count
        let path = groups + [newGroup(tag)]
        for index in 0..<count {
            let isBound = index == 0 || index == count - 2
            chunks.append(
                Chunk(
                    marks: text.marks(lines: index..<index + 1, in: column),
                    height: text.lines[index].height,
                    space: index == 0 ? space : 0,
                    staysWithNext: index == count - 1 ? staysWithNext : isBound || staysWithNext,
                    groups: path
                )
            )
        }
    }

    private mutating func newGroup(_ tag: String) -> Chunk.Group {
        groupCount += 1
        return Chunk.Group(id: groupCount, tag: tag)
    }
}

// MARK: - Lists

extension BodyLayout {
    private mutating func add(
        _ items: [[Block]],
        ordered: Bool,
        in column: Column,
        under groups: [Chunk.Group]
    ) throws(LetterError) {
        let path = groups + [newGroup("L")]
        let inner = column.indented(by: Self.indent)
        for (number, item) in items.enumerated() where !item.isEmpty {
            let first = chunks.count
            let itemPath = path + [newGroup("LI")]
            for (index, block) in item.enumerated() {
                let gap = index > 0 ? Self.gap / 2 : number == 0 ? Self.gap * 0.7 : Self.gap * 0.45
                try add(block, in: inner, under: itemPath, gap: gap)
            }
            guard first < chunks.count else { continue }
            let sign = try setter.plain(ordered ? "\(number + 1)." : "•", .body)
            let place = column.part(at: 2, width: Self.indent)
            chunks[first].marks = sign.marks(in: place) + chunks[first].marks
        }
    }
}

// MARK: - Tables

extension BodyLayout {
    private mutating func add(
        _ table: Table,
        in column: Column,
        under groups: [Chunk.Group]
    ) throws(LetterError) {
        guard table.columns > 0 else { return }
        let layout = try TableLayout(table, in: column, setter)
        let path = groups + [newGroup("Table")]
        let head = layout.head
        let rows = layout.rows + layout.foot
        let lastBound = layout.foot.isEmpty ? rows.count - 1 : layout.rows.count - 1
        if !head.marks.isEmpty {
            chunks.append(
                Chunk(
                    marks: head.marks,
                    height: head.height,
                    space: Self.wideGap,
                    staysWithNext: !rows.isEmpty,
                    groups: path
                )
            )
        }
        let again = Chunk.Repeat(marks: head.marks.filter(\.isInk), height: head.height)
        for (index, row) in rows.enumerated() {
            chunks.append(
                Chunk(
                    marks: row.marks,
                    height: row.height,
                    space: index == 0 && head.marks.isEmpty ? Self.wideGap : 0,
                    staysWithNext: index < rows.count - 1 && index >= lastBound,
                    groups: path,
                    repeats: again
                )
            )
        }
        chunks[chunks.count - 1].height += Self.gap / 2
    }
}

extension Mark {
    fileprivate var isInk: Bool {
        switch self {
        case .open, .close: false
        default: true
        }
    }
}
