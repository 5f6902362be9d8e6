public import Dunning

/// All time zones by name, with the version of the database they come from.
public struct ZoneTable: Sendable {
    /// The release of the tz database, such as `2026f`.
    public let version: String
    /// By all names, old and other ones too.
    private let zones: [String: Zone]
    private let countries: [String: String]

    /// Reads the tz database from the one of some files that is called `tzdata.tsv`; other files are left alone.
    ///
    /// A line that is no zone is a mistake and is left out; who asks for it later is told that it is unknown.
    public static func reading(_ files: [SourceFile]) -> (table: ZoneTable, diagnostics: [Diagnostic]) {
        var reader = ZoneReader()
        let own = files.filter { $0.path.split(separator: "/").last.map(String.init) == ZoneReader.fileName }
        for file in own { reader.read(file) }
        var diagnostics = reader.diagnostics
        if own.isEmpty {
            let place = Place(file: "places/\(ZoneReader.fileName)")
            let mend = "put it back; it came with Dunlin"
            diagnostics.append(Diagnostic(at: place, "there is no tz database", mend: mend))
        }
        return (ZoneTable(reader), diagnostics.sorted())
    }

    private init(_ reader: ZoneReader) {
        version = reader.version
        zones = reader.zones
        countries = reader.countries
    }

    /// The names of all zones, sorted; old and other names of them too.
    public var names: [String] { zones.keys.sorted() }

    /// A zone by its name, or by an old or other name of it.
    subscript(name: String) -> Zone? { zones[name] }

    /// The country that keeps a zone; nil for zones of no country, such as `Etc/UTC`.
    func country(of name: String) -> String? { countries[name] }

    /// The local date and time of an instant, and the offset from UTC in seconds; nil where the zone is unknown.
    public func local(_ instant: Instant, in name: String) -> (date: CivilDate, secondOfDay: Int, offset: Int)? {
        guard let zone = zones[name] else { return nil }
        let local = zone.local(instant.milliseconds)
        let offset = Int((local - instant.milliseconds) / 1000)
        return (CivilDate(dayNumber: local.day), Int(local.timeOfDay / 1000), offset)
    }
}
