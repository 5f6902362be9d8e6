import Dunning

/// Reads one time zone from a TZif file (RFC 9636), version 2 or later.
///
/// The footer's rule is written out into changes up to the year 2200, so that looking up never computes.
struct TZifReader {
    /// Why a file is no time zone.
    struct Mistake: Error, Hashable {
        let message: String
    }

    private static let lastYear = 2200
    /// About 30,000 years, in seconds.
    private static let farAway: Int64 = 1_000_000_000_000

    private let bytes: [UInt8]
    private var index = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads the bytes of a file.
    static func zone(_ name: String, _ bytes: [UInt8]) throws(Mistake) -> Zone {
        var reader = TZifReader(bytes)
        return try reader.zone(name)
    }

    private struct Counts {
        var utcIndicators = 0
        var standardIndicators = 0
        var leaps = 0
        var transitions = 0
        var types = 0
        var characters = 0

        /// The length of the data block with times of that many bytes.
        func length(timeSize: Int) -> Int {
            transitions * timeSize + transitions + types * 6 + characters + leaps * (timeSize + 4)
                + standardIndicators + utcIndicators
        }
    }

    private mutating func zone(_ name: String) throws(Mistake) -> Zone {
        let first = try header()
        try skip(first.length(timeSize: 4))
        let counts = try header()
        guard counts.types > 0 else { throw Mistake(message: "the file has no local time type") }
        // Some files begin with the big bang; no later arithmetic on it may overflow.
        let times = try (0..<counts.transitions).map { _ throws(Mistake) in
            min(max(try integer(8), -Self.farAway), Self.farAway)
        }
        let kinds = try (0..<counts.transitions).map { _ throws(Mistake) in Int(try byte()) }
        let offsets = try localTimeTypes(counts.types)
        try skip(counts.characters + counts.leaps * 12 + counts.standardIndicators + counts.utcIndicators)
        guard kinds.allSatisfy({ $0 < offsets.count }) else { throw Mistake(message: "a change names no type") }
        guard zip(times, times.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw Mistake(message: "the changes are not in rising order")
        }
        var changes = zip(times, kinds).map { (at: $0 * 1000, offset: offsets[$1]) }
        try extend(&changes, by: try footer())
        return Zone(name: name, initial: offsets[0], changes: changes)
    }

    private func extend(_ changes: inout [(at: Int64, offset: Int64)], by footer: String) throws(Mistake) {
        // A file without a rule says nothing of the time after its last change; what held then is the best guess.
        guard !footer.isEmpty else { return }
        guard let rule = POSIXZoneRule(footer) else { throw Mistake(message: "the rule `\(footer)` is not understood") }
        let last = changes.last?.at ?? .min
        let firstYear = last == .min ? 1970 : CivilDate(dayNumber: last.day).components.year
        var later = rule.changes(in: firstYear...Self.lastYear).filter { $0.at > last }
        if later.isEmpty, changes.last?.offset != rule.standardOffset, last == .min {
            later = [(at: 0, offset: rule.standardOffset)]
        }
        changes += later
    }

    private mutating func header() throws(Mistake) -> Counts {
        guard bytes.count >= index + 44, bytes[index..<index + 4].elementsEqual("TZif".utf8) else {
            throw Mistake(message: "the file does not begin like a TZif file")
        }
        guard bytes[index + 4] >= UInt8(ascii: "2") else {
            throw Mistake(message: "the file is of version 1, which ends in 2037")
        }
        index += 20
        var counts = Counts()
        counts.utcIndicators = Int(try integer(4))
        counts.standardIndicators = Int(try integer(4))
        counts.leaps = Int(try integer(4))
        counts.transitions = Int(try integer(4))
        counts.types = Int(try integer(4))
        counts.characters = Int(try integer(4))
        guard counts.length(timeSize: 8) <= bytes.count * 2 else { throw Mistake(message: "the file is cut short") }
        return counts
    }

    private mutating func localTimeTypes(_ count: Int) throws(Mistake) -> [Int64] {
        var offsets: [Int64] = []
        for _ in 0..<count {
            let offset = Int64(Int32(truncatingIfNeeded: try integer(4)))
            guard (-90_000...93_600).contains(offset) else { throw Mistake(message: "an offset is out of range") }
            offsets.append(offset * 1000)
            try skip(2)
        }
        return offsets
    }

    private mutating func footer() throws(Mistake) -> String {
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\n"),
            let end = bytes[(index + 1)...].firstIndex(of: UInt8(ascii: "\n"))
        else { throw Mistake(message: "the file has no footer") }
        return String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
    }

    private mutating func byte() throws(Mistake) -> UInt8 {
        guard index < bytes.count else { throw Mistake(message: "the file is cut short") }
        index += 1
        return bytes[index - 1]
    }

    private mutating func integer(_ size: Int) throws(Mistake) -> Int64 {
        guard index + size <= bytes.count else { throw Mistake(message: "the file is cut short") }
        var value: UInt64 = 0
        for byte in bytes[index..<index + size] { value = value << 8 | UInt64(byte) }
        index += size
        return Int64(truncatingIfNeeded: value)
    }

    private mutating func skip(_ count: Int) throws(Mistake) {
        guard count >= 0, index + count <= bytes.count else { throw Mistake(message: "the file is cut short") }
        index += count
    }
}
