/// Sets words and marks as plain text: lines of at most 74 columns, lists, tables, links with their addresses.
///
/// White space between words collapses as in HTML; no-break spaces stay. One pass over the bytes, so that it can be done
/// for each message.
struct PlainTextSetter {
    /// Mail programs show 78, and quoting takes some.
    static let columns = 74

    private struct List {
        let isOrdered: Bool
        var count = 0
        /// Where its items begin.
        var indent: Int
    }

    private let colon: PlainTextColon
    private(set) var output: [UInt8] = []
    /// The line at hand: words with single blanks.
    private var current: [UInt8] = []
    /// Line ends that are to come before it.
    private var owed = 0
    private var space = Space.none
    private var isAttached = false
    private var lists: [List] = []
    /// What stands in front of the first line of an item.
    private var bullet: [UInt8] = []
    private var link: Link?
    /// An address that waits for what comes behind its link.
    private var address: [UInt8] = []
    private var table = PlainTextTable()

    /// How many ranges without places to break a line at are open.
    private var unbroken = 0

    private enum Space { case none, blank, glue, lineBreak }

    private struct Link {
        /// Where its text begins in the line at hand.
        var start: Int
        var address: [UInt8]?
        var isBelow = false
        /// The white space that stood behind its text.
        var space = Space.none
    }

    /// Sets a marked text.
    ///
    /// - Parameters:
    ///   - marked: Words and marks in UTF-8.
    ///   - language: The language of the text, which decides how a colon is written.
    /// - Returns: Lines without blanks at their ends, and a line end behind the last.
    static func set(_ marked: [UInt8], language: String) -> String {
        String(checkedBefore: bytes(marked, language: language))
    }

    private static func bytes(_ marked: [UInt8], language: String) -> [UInt8] {
        var setter = PlainTextSetter(language)
        setter.output.reserveCapacity(marked.count + marked.count / 8)
        marked.withUnsafeBufferPointer { setter.take($0) }
        setter.end(owing: 0)
        setter.output.append(0x0A)
        return setter.output
    }

    private init(_ language: String) { colon = PlainTextColon(language) }

    private mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte > 0x20 {
                let start = index
                index = wordsEnd(bytes, from: index)
                add(UnsafeBufferPointer(rebasing: bytes[start..<index]))
                continue
            }
            index += 1
            if let mark = TextMark(rawValue: byte) {
                take(mark)
            } else if space == .none || (space == .blank && byte == 0x0A) {
                space = byte == 0x0A ? .lineBreak : unbroken > 0 ? .glue : .blank
            }
        }
    }

    /// Words with single blanks between them go together, unless their blanks are something special.
    private func wordsEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let takesBlanks = unbroken == 0 && link?.address == nil
        var index = start
        while index < bytes.count {
            if bytes[index] > 0x20 {
                index += 1
            } else if takesBlanks, bytes[index] == 0x20, index + 1 < bytes.count, bytes[index + 1] > 0x20 {
                index += 2
            } else {
                break
            }
        }
        return index
    }

    private mutating func add(_ word: UnsafeBufferPointer<UInt8>) {
        if link?.address != nil {
            link?.address?.append(contentsOf: word)
            return
        }
        if !address.isEmpty {
            current.append(0x20)
            current.append(UInt8(ascii: "("))
            current += address
            current.append(UInt8(ascii: ")"))
            address.removeAll(keepingCapacity: true)
        }
        if space != .none, !current.isEmpty, !isFalse(before: word) {
            current.append(space == .glue ? PlainTextLine.glue : 0x20)
        }
        space = .none
        current.append(contentsOf: word)
    }

    /// A line end of the source between two characters of a script without blanks is none.
    private func isFalse(before word: UnsafeBufferPointer<UInt8>) -> Bool {
        guard space == .lineBreak, let last = current.last, last >= 0x80, word[0] >= 0x80 else { return false }
        return PlainTextLine.isEastAsian(endOf: current[...]) && PlainTextLine.isEastAsian(startOf: word)
    }

    private mutating func take(_ mark: TextMark) {
        switch mark {
        case .line: end(owing: 1)
        case .paragraph: end(owing: 2)
        case .lineEnd: endLine()
        case .attached:
            end(owing: 1)
            isAttached = true
        case .rule: rule()
        case .list, .orderedList: begin(isOrdered: mark == .orderedList)
        case .item: beginItem()
        case .listEnd: endList()
        case .link: link = Link(start: current.count)
        case .address, .addressBelow: beginAddress(isBelow: mark == .addressBelow)
        case .linkEnd: endLink()
        case .table, .row, .cell, .label, .amount, .tableEnd: takeTable(mark)
        case .unbroken: unbroken += 1
        case .unbrokenEnd: unbroken = max(0, unbroken - 1)
        }
    }
}

/// Lines and lists.
extension PlainTextSetter {
    /// Sets the line at hand, and owes line ends to what follows.
    private mutating func end(owing lines: Int) {
        space = table.isActive ? .blank : .none
        guard !table.isActive else { return }
        joinAddress()
        if !current.isEmpty { write(current) }
        current.removeAll(keepingCapacity: true)
        link?.start = 0
        // The first block of an item stands beside its bullet.
        let isFirst = !bullet.isEmpty
        owed = max(owed, isFirst || isAttached ? min(lines, 1) : lines)
    }

    private mutating func write(_ line: [UInt8]) {
        let indent = lists.last?.indent ?? 0
        breakLine()
        let hanging = indent + bullet.count
        for _ in 0..<indent { output.append(0x20) }
        output += bullet
        PlainTextLine.append(line, to: &output, indent: hanging, columns: Self.columns)
        isAttached = false
        guard !bullet.isEmpty else { return }
        bullet = []
        // What goes on in the item stands under its first line.
        if !lists.isEmpty { lists[lists.count - 1].indent = hanging }
    }

    private mutating func breakLine() {
        if !output.isEmpty {
            output.append(0x0A)
            if owed > 1 { output.append(0x0A) }
        }
        owed = 0
    }

    private mutating func endLine() {
        if current.isEmpty, !table.isActive {
            owed = min(2, owed + 1)
        } else {
            end(owing: 1)
        }
    }

    private mutating func rule() {
        end(owing: 2)
        guard !table.isActive else { return }
        write(Array(repeating: UInt8(ascii: "-"), count: 24))
        owed = 2
    }

    private mutating func begin(isOrdered: Bool) {
        end(owing: lists.isEmpty ? 2 : 1)
        lists.append(List(isOrdered: isOrdered, indent: lists.last?.indent ?? 0))
    }

    private mutating func beginItem() {
        end(owing: 1)
        guard !table.isActive, !lists.isEmpty else { return }
        let last = lists.count - 1
        lists[last].count += 1
        lists[last].indent = last > 0 ? lists[last - 1].indent : 0
        bullet = Array((lists[last].isOrdered ? "\(lists[last].count). " : "- ").utf8)
    }

    private mutating func endList() {
        end(owing: 1)
        _ = lists.popLast()
        bullet = []
        end(owing: lists.isEmpty ? 2 : 1)
    }
}

/// Links and tables.
extension PlainTextSetter {
    private mutating func beginAddress(isBelow: Bool) {
        link?.address = []
        link?.isBelow = isBelow
        link?.space = space
    }

    private mutating func endLink() {
        guard let link, var target = link.address else { return }
        self.link = nil
        space = link.space
        // A number to call is of no use beside its own text.
        if target.starts(with: "tel:".utf8) { target = [] }
        if target.starts(with: "mailto:".utf8) { target.removeFirst(7) }
        PlainTextLine.dropIsolates(&target)
        let label = current[min(link.start, current.count)...].drop { $0 == 0x20 }
        guard !target.isEmpty, !PlainTextLine.isIn(label, target) else { return }
        guard !label.isEmpty else { return target.withUnsafeBufferPointer { add($0) } }
        guard link.isBelow, !table.isActive else {
            address = target
            return
        }
        colon.end(&current)
        end(owing: 1)
        current = target
    }

    /// An address behind which nothing came.
    private mutating func joinAddress() {
        guard !address.isEmpty else { return }
        colon.join(address, to: &current)
        address = []
    }

    private mutating func takeTable(_ mark: TextMark) {
        guard mark != .table else {
            guard !table.isActive else { return }
            end(owing: 2)
            return table.begin()
        }
        guard table.isActive else { return end(owing: 1) }
        joinAddress()
        table.finishCell(current)
        current.removeAll(keepingCapacity: true)
        space = .none
        guard mark == .tableEnd else { return table.begin(mark) }
        var ended = table
        // The buffers go back when the lines are written.
        table = PlainTextTable()
        ended.end(columns: Self.columns, colon: colon) { line in
            write(line)
            owed = 1
        }
        table = ended
        owed = 2
    }
}
