/// Headings with their values under each other, an empty line between them as far as there is room.
struct BillBlocks {
    private struct Entry {
        let heading: TextBlock
        var values: [TextBlock] = []
        /// The field to be filled in by hand, in points.
        var blank: (width: Double, height: Double)?

        var height: Double {
            heading.height + values.reduce(0) { $0 + $1.height } + (blank.map { $0.height + BillBlocks.blankGap } ?? 0)
        }
    }

    private static let blankGap = 2.0
    private static let cornerLength = Points.from(3)
    private static let cornerThickness = 0.75

    private let type: BillType
    private let place: Area
    private let setter: Typesetter
    private var entries: [Entry] = []

    init(_ type: BillType, _ place: Area, _ setter: Typesetter) {
        self.type = type
        self.place = place
        self.setter = setter
    }

    mutating func add(_ heading: String, _ values: [String]) throws(LetterError) {
        var entry = Entry(heading: try setter.plain(heading, type.heading))
        for value in values {
            entry.values.append(try setter.plain(value, type.value, width: Points.from(place.width)))
        }
        entries.append(entry)
    }

    mutating func addBlank(_ heading: String, width: Double, height: Double) throws(LetterError) {
        let blank = (width: Points.from(width), height: Points.from(height))
        entries.append(Entry(heading: try setter.plain(heading, type.heading), blank: blank))
    }

    private var height: Double { entries.reduce(0) { $0 + $1.height } }

    /// Whether less than half a line would be between the blocks.
    var isTooTall: Bool { gap < type.value.lead / 2 }

    private var gap: Double {
        let room = Points.from(place.height) - height
        return max(0, min(type.value.lead, room / Double(max(1, entries.count - 1))))
    }

    func marks() -> [Mark] {
        var marks: [Mark] = []
        var y = Points.from(place.top)
        let column = Column(left: Points.from(place.left), width: Points.from(place.width), isRightToLeft: false)
        for entry in entries {
            marks += [.open("P")] + entry.heading.marks(in: column, top: y)
            y += entry.heading.height
            for value in entry.values {
                marks += value.marks(in: column, top: y)
                y += value.height
            }
            marks.append(.close("P"))
            if let blank = entry.blank {
                marks += Self.corners(x: column.left, y: y + Self.blankGap, blank.width, blank.height)
                y += blank.height + Self.blankGap
            }
            y += gap
        }
        return marks
    }

    /// Two strokes in each corner.
    private static func corners(x: Double, y: Double, _ width: Double, _ height: Double) -> [Mark] {
        let (long, thin) = (cornerLength, cornerThickness)
        var marks: [Mark] = []
        for top in [y, y + height - thin] {
            for left in [x, x + width - long] {
                marks.append(.fill(x: left, y: top, width: long, height: thin, grey: 0))
            }
        }
        for top in [y, y + height - long] {
            for left in [x, x + width - thin] {
                marks.append(.fill(x: left, y: top, width: thin, height: long, grey: 0))
            }
        }
        return marks
    }
}
