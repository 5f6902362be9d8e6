/// A part of the body that is never split over pages.
struct Chunk {
    /// A tag of the logical structure that goes over several chunks, and opens anew on each page.
    struct Group: Hashable {
        let id: Int
        let tag: String
    }

    /// Its marks, with heights from its own upper edge.
    var marks: [Mark]
    var height: Double
    /// Above it, unless it begins a page.
    var space = 0.0
    /// Whether a page may not end after it.
    var staysWithNext = false
    /// From the outermost to the innermost.
    var groups: [Group] = []
    /// What is set again above it where it begins a page: a table's head.
    var repeats: Repeat?

    /// A table's head as it comes again on the next page; untagged, since a reader has heard it.
    struct Repeat {
        let marks: [Mark]
        let height: Double
    }
}

/// The column of text on a page, in points.
struct Column {
    var left: Double
    var width: Double
    let isRightToLeft: Bool

    var right: Double { left + width }

    /// The column less a strip at the side where lines begin.
    func indented(by distance: Double) -> Column {
        var inner = self
        inner.width -= distance
        if !isRightToLeft { inner.left += distance }
        return inner
    }

    /// Where a line of a width begins, by its style and direction.
    func origin(of width: Double, _ alignment: Table.Alignment, rightToLeft: Bool) -> Double {
        switch (alignment, rightToLeft) {
        case (.start, false), (.end, true): left
        case (.start, true), (.end, false): right - width
        case (.centre, _): left + (self.width - width) / 2
        }
    }

    /// A part of the column counted from the side where lines begin.
    func part(at offset: Double, width partWidth: Double) -> Column {
        Column(
            left: isRightToLeft ? right - offset - partWidth : left + offset,
            width: partWidth,
            isRightToLeft: isRightToLeft
        )
    }
}

extension TextBlock {
    /// The marks of some of its lines in a column, from a height on.
    func marks(lines range: Range<Int>, in column: Column, top: Double = 0) -> [Mark] {
        var marks: [Mark] = []
        var y = top
        for index in range {
            let line = lines[index]
            let x = column.origin(of: line.width, style.alignment, rightToLeft: style.standsRight)
            marks.append(.line(self, index: index, x: x, baseline: y + line.baseline))
            for link in links(onLine: index) {
                let left = min(link.from, link.to)
                marks.append(
                    .link(link.address, x: x + left, y: y, width: abs(link.to - link.from), height: line.height)
                )
            }
            y += line.height
        }
        return marks
    }

    func marks(in column: Column, top: Double = 0) -> [Mark] { marks(lines: lines.indices, in: column, top: top) }
}
