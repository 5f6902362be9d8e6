/// Finds the longest known beginning of a number by walking its digits; says no more than which one it is.
struct PhoneTrie: Sendable {
    /// Ten children a node; 0 = none, for the root is nobody's child.
    private var children: [UInt32]
    /// Which beginning ends at a node, from 1; 0 = none.
    private var ends: [UInt32]

    /// A tree of beginnings, each given as `PlaceTable.phoneKey` spells it.
    init(_ keys: some Swift.Sequence<Int>) {
        children = [UInt32](repeating: 0, count: 10)
        ends = [0]
        for (index, key) in keys.sorted().enumerated() {
            var node = 0
            // The first digit of a key is the 1 that keeps the others' zeros.
            for digit in String(key).utf8.dropFirst() {
                let place = node * 10 + Int(digit - 0x30)
                if children[place] == 0 {
                    children[place] = UInt32(ends.count)
                    ends.append(0)
                    children += [UInt32](repeating: 0, count: 10)
                }
                node = Int(children[place])
            }
            ends[node] = UInt32(index + 1)
        }
    }

    /// Which beginning a number has; 0 = none that is known.
    func find(_ number: String) -> UInt32 {
        var digits = number.utf8.makeIterator()
        guard digits.next() == UInt8(ascii: "+") else { return 0 }
        var node = 0
        var found: UInt32 = 0
        while let digit = digits.next(), (0x30...0x39).contains(digit) {
            node = Int(children[node * 10 + Int(digit - 0x30)])
            if node == 0 { break }
            if ends[node] != 0 { found = ends[node] }
        }
        return found
    }
}
