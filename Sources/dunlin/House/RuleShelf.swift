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
    static func open(_ folder: String, _ console: Console) throws -> RuleShelf {
        let packs = try Files.folder(folder, endings: [".toml"]).filter { !$0.path.contains("/") }
        let data = try Files.folder(folder + "/places", endings: [".tsv"])
        let (places, placeProblems) = PlaceTable.reading(data)
        let zoneinfo = ZoneInfo.system
        let (zones, zoneProblems) = ZoneTable.loading(places.zoneNames, version: zoneinfo.version, zoneinfo.bytes)
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

    private static func digest(_ files: [SourceFile]) -> String {
        var digest = SHA256()
        for file in files.sorted(by: { $0.path < $1.path }) {
            digest.update("\(file.path)\n\(file.bytes.count)\n".utf8)
            digest.update(file.bytes)
        }
        return digest.digest().hex
    }
}

/// The tz database of this machine.
struct ZoneInfo: Sendable {
    /// The release, such as `2026c`; empty where the system does not tell.
    let version: String
    private let folder: String

    /// The one that the system keeps.
    static var system: ZoneInfo {
        let folder = "/usr/share/zoneinfo"
        let head = (try? Files.read(folder + "/tzdata.zi")).map { String(decoding: $0.prefix(64), as: UTF8.self) } ?? ""
        let version = head.split(separator: "\n").first.map { String($0).replacing("# version ", with: "") } ?? ""
        return ZoneInfo(version: version, folder: folder)
    }

    /// The TZif file of a zone; nil where there is none.
    func bytes(_ name: String) -> [UInt8]? { try? Files.read(folder + "/" + name) }
}

extension Diagnostic {
    /// The same with the folder in front of the file.
    func inFolder(_ folder: String) -> Diagnostic {
        var moved = self
        if let file = place.file, !file.hasPrefix(folder) { moved.place.file = folder + "/" + file }
        return moved
    }
}
