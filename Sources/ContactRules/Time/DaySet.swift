import Dunning

/// A set of days of the years 2000 to 2100, one bit each.
struct DaySet: Hashable, Sendable {
    /// The years that are covered; days outside are in no set.
    static let years = 2000...2100
    private static let first = CivilDate.first(of: 1, in: years.lowerBound)
    private static let count = CivilDate.first(of: 1, in: years.upperBound + 1) - first

    private var words = [UInt64](repeating: 0, count: (DaySet.count + 63) / 64)

    func contains(_ day: Int) -> Bool {
        let place = day - Self.first
        guard place >= 0, place < Self.count else { return false }
        return words[place / 64] & (1 << UInt64(place % 64)) != 0
    }

    mutating func insert(_ day: Int) {
        let place = day - Self.first
        guard place >= 0, place < Self.count else { return }
        words[place / 64] |= 1 << UInt64(place % 64)
    }

    mutating func formUnion(_ other: DaySet) {
        for place in words.indices { words[place] |= other.words[place] }
    }
}
