extension DisclosureRule: Breakable {
    var readsTheClock: Bool { false }

    var variants: [Variant<DisclosureRule>] {
        var variants = Variants(self)
        variants.dropEach(\.accepts) { "accepts \($0)" }
        // Without a filter that says what an earlier message is, no message is a later one.
        for other in Position.allCases where other != position && (other == .every || !earlier.isEmpty) {
            variants.add("in \(other.rawValue) instead of \(position.rawValue)") { $0.position = other }
        }
        if position != .every {
            variants.dropEach(\.earlier, leaving: 1) { _ in "one of `earlier`" }
            variants.changeEach(\.earlier, { _ in "earlier" }, \.variants)
        }
        return variants.all
    }
}

extension ContentRule: Breakable {
    var readsTheClock: Bool { false }

    var variants: [Variant<ContentRule>] {
        guard !words.isEmpty else { return [] }
        var variants = Variants(self)
        for other in Part.allCases where other != part {
            variants.add("looks at the \(other.rawValue)") { $0.part = other }
        }
        // A long list of words is tried by a sample: its first, its last and those between at equal steps.
        let step = max(1, words.count / 4)
        for index in Set(stride(from: 0, to: words.count, by: step)).union([words.count - 1]).sorted()
        where words.count > 1 {
            variants.add("without the word `\(words[index])`") { $0.words.remove(at: index) }
        }
        return variants.all
    }
}
