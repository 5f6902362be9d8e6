/// Spreads chunks over pages.
struct Paginator {
    /// Where text may stand on a page, in points.
    struct Frame {
        let top: Double
        let bottom: Double
    }

    private let first: Frame
    private let next: Frame
    private var pages: [[Mark]] = [[]]
    private var y: Double
    private var isFresh = true
    private var open: [Chunk.Group] = []

    init(first: Frame, next: Frame) {
        self.first = first
        self.next = next
        y = first.top
    }

    /// The marks of each page, and how far down the last one goes; what must stay together is moved to the next page as a
    /// whole.
    static func pages(
        of chunks: [Chunk],
        first: Frame,
        next: Frame
    ) throws(LetterError) -> (pages: [[Mark]], bottom: Double) {
        var paginator = Paginator(first: first, next: next)
        var index = 0
        while index < chunks.count {
            let end = (chunks[index...].firstIndex { !$0.staysWithNext } ?? chunks.count - 1) + 1
            try paginator.place(chunks[index..<end])
            index = end
        }
        paginator.enter([])
        return (paginator.pages, paginator.y)
    }

    private var frame: Frame { pages.count == 1 ? first : next }

    /// A bound run that is taller than a page is broken after all, each chunk of it is not.
    private mutating func place(_ run: ArraySlice<Chunk>) throws(LetterError) {
        guard let head = run.first else { return }
        let height = run.reduce(-head.space) { $0 + $1.space + $1.height }
        let room = next.bottom - next.top - (head.repeats?.height ?? 0)
        guard height > room, run.count > 1 else {
            return try place(run, height: height, room: room)
        }
        for chunk in run { try place([chunk], height: chunk.height, room: room) }
    }

    private mutating func place(_ run: ArraySlice<Chunk>, height: Double, room: Double) throws(LetterError) {
        guard height <= room else { throw .blockTooTall(by: Millimetres(points: height - room)) }
        let space = isFresh ? 0 : run.first?.space ?? 0
        // A hair of tolerance: sums of many line heights are not exact.
        if y + space + height > frame.bottom + 0.01 { turnPage(for: run.first) }
        for chunk in run { set(chunk) }
    }

    private mutating func turnPage(for chunk: Chunk?) {
        enter([])
        pages.append([])
        y = next.top
        isFresh = true
        guard let again = chunk?.repeats else { return }
        pages[pages.count - 1] += again.marks.map { $0.moved(by: y) }
        y += again.height
    }

    private mutating func set(_ chunk: Chunk) {
        if !isFresh { y += chunk.space }
        enter(chunk.groups)
        pages[pages.count - 1] += chunk.marks.map { $0.moved(by: y) }
        y += chunk.height
        isFresh = false
    }

    /// Closes and opens tags until the open ones are those asked for.
    private mutating func enter(_ groups: [Chunk.Group]) {
        let shared = zip(open, groups).prefix { $0 == $1 }.count
        var marks = open[shared...].reversed().map { Mark.close($0.tag) }
        marks += groups[shared...].map { Mark.open($0.tag) }
        pages[pages.count - 1] += marks
        open = groups
    }
}
