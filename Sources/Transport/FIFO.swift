/// First in, first out, each step in constant time on average.
struct FIFO<Element> {
    private var items: [Element?] = []
    private var head = 0

    var count: Int { items.count - head }

    mutating func append(_ item: Element) {
        items.append(item)
    }

    mutating func popFirst() -> Element? {
        guard head < items.count else { return nil }
        defer {
            items[head] = nil
            head += 1
            if head > 64, head * 2 > items.count {
                items.removeFirst(head)
                head = 0
            }
        }
        return items[head]
    }
}

extension FIFO: Sendable where Element: Sendable {}

extension FIFO: Sequence {
    func makeIterator() -> some IteratorProtocol<Element> {
        items[head...].lazy.compactMap(\.self).makeIterator()
    }
}
