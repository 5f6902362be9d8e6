/// What the beginnings of a country's postal codes say.
struct PostalTable {
    private(set) var entries: [String: [String]] = [:]
    /// Everything that some beginning says.
    private(set) var names: Set<String> = []
    private var longest = 0

    /// Adds what a beginning says to what it said before.
    mutating func add(_ values: [String], to beginning: String) {
        entries[beginning, default: []] += values
        names.formUnion(values)
        longest = max(longest, beginning.utf8.count)
    }

    /// What the longest known beginning of a code says.
    func longest(_ code: String) -> [String]? { values(code).first { _ in true } }

    /// What all known beginnings of a code say, the longest first.
    ///
    /// Codes on a border belong to either side: what a longer beginning says takes nothing from what a shorter one says.
    func all(_ code: String) -> [String]? {
        var found: [String] = []
        for values in values(code) {
            for value in values where !found.contains(value) { found.append(value) }
        }
        return found.isEmpty ? nil : found
    }

    private func values(_ code: String) -> some Swift.Sequence<[String]> {
        let letters = longest == 0 ? "" : code.uppercased().filter { $0 != " " && $0 != "-" }.prefix(longest + 1)
        return (0..<min(longest, letters.count)).lazy.compactMap { back -> [String]? in
            let beginning = letters.prefix(min(longest, letters.count) - back)
            // The area `E` is not the beginning of the area `EH`.
            if let last = beginning.last, last.isLetter, letters.dropFirst(beginning.count).first?.isLetter == true {
                return nil
            }
            return entries[String(beginning)]
        }
    }
}
