public import Dunning

/// All time zones by name, with the version of the database they come from.
public struct ZoneTable: Sendable {
    /// The release of the tz database, such as `2026c`.
    public let version: String
    private let zones: [String: Zone]

    /// Reads zones from the bytes of TZif files.
    ///
    /// A file that is no time zone is a mistake and is left out; who asks for it later is told that it is unknown.
    public static func reading(
        _ files: [(name: String, bytes: [UInt8])],
        version: String
    ) -> (table: ZoneTable, diagnostics: [Diagnostic]) {
        var zones: [String: Zone] = [:]
        var diagnostics: [Diagnostic] = []
        for file in files {
            do throws(TZifReader.Mistake) {
                zones[file.name] = try TZifReader.zone(file.name, file.bytes)
            } catch {
                diagnostics.append(Diagnostic(at: Place(file: file.name), error.message, mend: "install tz data anew"))
            }
        }
        return (ZoneTable(version: version, zones: zones), diagnostics)
    }

    /// Reads the zones of some names by a closure that gives the bytes of a name; nil = there is no such file.
    public static func loading(
        _ names: some Swift.Sequence<String>,
        version: String,
        _ bytes: (String) -> [UInt8]?
    ) -> (table: ZoneTable, diagnostics: [Diagnostic]) {
        var files: [(name: String, bytes: [UInt8])] = []
        var missing: [Diagnostic] = []
        for name in Set(names).sorted() {
            if let content = bytes(name) {
                files.append((name, content))
            } else {
                missing.append(Diagnostic(at: Place(file: name), "no such time zone", mend: "install newer tz data"))
            }
        }
        let (table, diagnostics) = reading(files, version: version)
        return (table, missing + diagnostics)
    }

    init(version: String, zones: [String: Zone]) {
        self.version = version
        self.zones = zones
    }

    /// The names of all zones, sorted.
    public var names: [String] { zones.keys.sorted() }

    /// A zone by its name.
    subscript(name: String) -> Zone? { zones[name] }

    /// The local date and time of an instant, and the offset from UTC in seconds; nil where the zone is unknown.
    public func local(_ instant: Instant, in name: String) -> (date: CivilDate, secondOfDay: Int, offset: Int)? {
        guard let zone = zones[name] else { return nil }
        let local = zone.local(instant.milliseconds)
        let offset = Int((local - instant.milliseconds) / 1000)
        return (CivilDate(dayNumber: local.day), Int(local.timeOfDay / 1000), offset)
    }
}
