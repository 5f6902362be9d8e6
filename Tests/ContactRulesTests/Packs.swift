import ContactRules
import Dunning
import Foundation
import Testing

/// The project's own packs, places and cases, read once for all tests.
enum Packs {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The files of a folder with some ending, by path relative to the project.
    static func files(_ folder: String, _ ending: String) -> [SourceFile] {
        let directory = root.appending(path: folder)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path())) ?? []
        return names.sorted().filter { $0.hasSuffix(ending) }.compactMap { name in
            (try? Data(contentsOf: directory.appending(path: name))).map {
                SourceFile(path: "\(folder)/\(name)", bytes: Array($0))
            }
        }
    }

    static let places = PlaceTable.reading(files("rules/places", ".tsv"))

    static let zones = ZoneTable.reading(files("rules/places", ".tsv"))

    static let book = RuleBook.compiling(
        files("rules", ".toml"),
        places: places.table,
        zones: zones.table,
        digest: "test"
    )

    static func gate() throws -> Gate { Gate(try #require(book.book)) }
}
