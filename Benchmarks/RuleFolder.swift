import ContactRules
import Dunning
import Foundation

/// The folder `rules/` of the checkout: packs, places and zones, from which rule books are made.
struct RuleFolder {
    /// The pack files.
    let packs: [SourceFile]
    /// The case files.
    let cases: [SourceFile]
    private let places: PlaceTable
    private let zones: ZoneTable

    init(_ folder: String) throws {
        packs = try Self.files(folder, ending: ".toml").filter { !$0.path.contains("/") }
        cases = try Self.files(folder + "/cases", ending: ".jsonl")
        let data = try Self.files(folder + "/places", ending: ".tsv")
        places = PlaceTable.reading(data).table
        zones = ZoneTable.reading(data).table
    }

    /// The rules of the folder.
    func book() throws -> RuleBook { try book(of: packs) }

    /// Other rules at the same places.
    func book(of packs: [SourceFile]) throws -> RuleBook {
        let (book, problems) = RuleBook.compiling(packs, places: places, zones: zones, digest: "bench")
        guard let book else { throw BenchFault("the rules cannot be used: \(problems)") }
        return book
    }

    /// The files under a folder, with paths relative to it.
    static func files(_ folder: String, ending: String) throws -> [SourceFile] {
        // The walk does not enter a folder that is itself a link.
        let folder = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        let files = names.sorted().filter { $0.hasSuffix(ending) }.compactMap { name in
            FileManager.default.contents(atPath: folder + "/" + name).map {
                SourceFile(path: name, bytes: [UInt8]($0))
            }
        }
        guard !files.isEmpty else { throw BenchFault("there is nothing in `\(folder)`; name the checkout by --root") }
        return files
    }
}
