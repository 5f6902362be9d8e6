import ContactRules
import Digests
import Dunning
import Foundation

/// The rule packs, places and time zones of this machine, read and compiled.
struct RuleShelf: Sendable {
    /// The compiled rules.
    let book: RuleBook
    /// What is not quite right, and stops nothing.
    let warnings: [Diagnostic]

    /// Reads everything; a mistake in any file stops it, for a rule that cannot be read might be the one that forbids.
    ///
    /// A folder without places takes those of the `other` one, where one is named.
    static func open(_ folder: String, places other: String? = nil, _ console: Console) throws -> RuleShelf {
        let packs = try Files.folder(folder, endings: [".toml"]).filter { !$0.path.contains("/") }
        let data = try Files.folder((hasPlaces(folder) ? folder : other ?? folder) + "/places", endings: [".tsv"])
        let (places, placeProblems) = PlaceTable.reading(data)
        let (zones, zoneProblems) = ZoneTable.reading(data)
        let (book, ruleProblems) = RuleBook.compiling(packs, places: places, zones: zones, digest: digest(packs + data))
        let problems = (placeProblems + zoneProblems + ruleProblems).map { $0.inFolder(folder) }.sorted()
        guard let book, !problems.contains(where: { $0.severity == .error }) else {
            console.show(problems)
            throw Stop(
                "the rules in `\(folder)` cannot be used",
                hint: "nothing goes out while a rule cannot be read; `dunlin rules check` names every mistake",
                code: .configuration
            )
        }
        return RuleShelf(book: book, warnings: problems)
    }

    /// Whether a folder of rules has places of its own; a draft needs none.
    static func hasPlaces(_ folder: String) -> Bool { FileManager.default.fileExists(atPath: folder + "/places") }

    private static func digest(_ files: [SourceFile]) -> String {
        var digest = SHA256()
        for file in files.sorted(by: { $0.path < $1.path }) {
            digest.update("\(file.path)\n\(file.bytes.count)\n".utf8)
            digest.update(file.bytes)
        }
        return digest.digest().hex
    }
}

/// The tz database of this machine: the gate never reads it, but other programs beside it do.
enum SystemZones {
    /// The release, such as `2026c`; nil where the system does not tell.
    static var version: String? {
        guard let bytes = try? Files.read("/usr/share/zoneinfo/tzdata.zi") else { return nil }
        let line = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        let prefix = "# version "
        return line.hasPrefix(prefix) ? String(line.dropFirst(prefix.count)) : nil
    }
}

extension Diagnostic {
    /// The same with the folder in front of the file.
    func inFolder(_ folder: String) -> Diagnostic {
        var moved = self
        if let file = place.file, !file.hasPrefix(folder) { moved.place.file = folder + "/" + file }
        return moved
    }
}
