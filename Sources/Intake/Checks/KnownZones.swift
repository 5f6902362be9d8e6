import Dunning
import Foundation

/// The time zones that Foundation's copy of the tz database names.
enum KnownZones {
    private static let names = Set(TimeZone.knownTimeZoneIdentifiers)

    /// Whether there is such a zone; only names of places, for `EST` and offsets say nothing about summer time.
    static func contains(_ name: String) -> Bool { names.contains(name) && name.contains("/") }

    /// The name that was most likely meant.
    static func nearest(to name: String) -> String? { NearestName.suggest(name, among: names.sorted()) }
}
