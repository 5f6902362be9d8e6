import Dunning

/// Reads the tz database from `tzdata.tsv`, which `scripts/make-tzdata` writes: one zone or link a line.
///
/// A text, so that a new release can be read and compared before it is used. It begins in 2000: before that each zone
/// keeps the offset that it had on the first day of that year. The rule behind the last change is written out into
/// changes up to the year 2120, so that looking up never computes.
struct ZoneReader {
    /// The name of the file, whatever its folder.
    static let fileName = "tzdata.tsv"
    private static let firstYear = 2000
    private static let lastYear = 2120

    private(set) var version = ""
    private(set) var zones: [String: Zone] = [:]
    private(set) var countries: [String: String] = [:]
    private(set) var diagnostics: [Diagnostic] = []

    mutating func read(_ file: SourceFile) {
        var links: [(line: Int, name: String, target: String)] = []
        var number = 0
        for line in file.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            guard let first = line.first, first != UInt8(ascii: "#") else { continue }
            let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            switch (fields[0], fields.count) {
            case ("version", 2): version = fields[1]
            case ("link", 3): links.append((number, fields[1], fields[2]))
            case ("zone", 6): take(fields, file, number)
            default: complain(file, number, "neither a version, nor a zone, nor a link")
            }
        }
        for link in links {
            guard let zone = zones[link.target] else {
                complain(file, link.line, "link `\(link.name)` leads to `\(link.target)`, which is no zone")
                continue
            }
            zones[link.name] = zone
            countries[link.name] = countries[link.target]
        }
        if version.isEmpty { complain(file, nil, "the file does not tell its version") }
    }

    private mutating func take(_ fields: [String], _ file: SourceFile, _ line: Int) {
        let name = fields[1]
        guard let initial = Self.offset(fields[3]) else {
            complain(file, line, "`\(fields[3])` is no offset from UTC")
            return
        }
        guard let rule = POSIXZoneRule(fields[4]) else {
            complain(file, line, "the rule `\(fields[4])` is not understood")
            return
        }
        var changes: [(at: Int64, offset: Int64)] = []
        for text in fields[5] == "-" ? [] : fields[5].split(separator: " ") {
            guard let change = Self.change(text), change.at > changes.last?.at ?? .min else {
                complain(file, line, "`\(text)` is no change, or not in rising order")
                return
            }
            changes.append(change)
        }
        let last = changes.last?.at ?? Int64(CivilDate.first(of: 1, in: Self.firstYear)) * .day
        let year = CivilDate(dayNumber: last.day).components.year
        if year <= Self.lastYear { changes += rule.changes(in: year...Self.lastYear).filter { $0.at > last } }
        zones[name] = Zone(name: name, initial: initial, changes: changes)
        countries[name] = fields[2] == "-" ? nil : fields[2]
    }

    /// `2026-11-01T09:00:00Z-07:00`: an instant, and the offset from then on.
    private static func change(_ text: Substring) -> (at: Int64, offset: Int64)? {
        guard let end = text.firstIndex(of: "Z"), let at = Instant(rfc3339: String(text[...end])),
            let offset = offset(text[text.index(after: end)...])
        else { return nil }
        return (at.milliseconds, offset)
    }

    /// `-07:00` or `+00:19:32`, in milliseconds; less than a day and a bit.
    private static func offset(_ text: some StringProtocol) -> Int64? {
        guard let sign = text.utf8.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
        let parts = text.utf8.dropFirst().split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            .map { Int64(String(decoding: $0, as: UTF8.self)) }
        guard (2...3).contains(parts.count), let hours = parts[0], (0...26).contains(hours),
            parts.dropFirst().allSatisfy({ $0.map { (0..<60).contains($0) } ?? false })
        else { return nil }
        let seconds = parts.reduce(0) { $0 * 60 + ($1 ?? 0) } * (parts.count == 2 ? 60 : 1)
        return (sign == UInt8(ascii: "-") ? -1000 : 1000) * seconds
    }

    private mutating func complain(_ file: SourceFile, _ line: Int?, _ message: String) {
        let mend = "write the file anew by scripts/make-tzdata"
        diagnostics.append(Diagnostic(at: Place(file: file.path, line: line), message, mend: mend))
    }
}
