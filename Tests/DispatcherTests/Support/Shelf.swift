import ContactRules
import Dunning
import Foundation
import Templates

/// The rules and templates that are shipped, read once for all tests.
struct Shelf: Sendable {
    let book: RuleBook
    var templates: TemplateLibrary

    static let shipped = Result { try Shelf() }

    struct Unreadable: Error {
        let diagnostics: [Diagnostic]
    }

    private init() throws {
        let packs = try Shelf.files(Shelf.root.appendingPathComponent("rules")) {
            $0.hasSuffix(".toml") && !$0.contains("/")
        }
        let data = try Shelf.files(Shelf.root.appendingPathComponent("rules/places")) { $0.hasSuffix(".tsv") }
        let (places, placeProblems) = PlaceTable.reading(data)
        let (zones, zoneProblems) = ZoneTable.reading(data)
        let (book, ruleProblems) = RuleBook.compiling(packs, places: places, zones: zones, digest: "test")
        let (templates, textProblems) = TemplateLibrary.load(
            files: try Shelf.shippedTemplates { _ in true },
            root: "templates"
        )
        guard let book, let templates else {
            throw Unreadable(diagnostics: placeProblems + zoneProblems + ruleProblems + textProblems)
        }
        self.book = book
        self.templates = templates
    }

    /// Files of the templates' folder.
    static func shippedTemplates(where isWanted: (String) -> Bool) throws -> [SourceFile] {
        try files(root.appendingPathComponent("templates"), where: isWanted)
    }

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func files(_ folder: URL, where isWanted: (String) -> Bool) throws -> [SourceFile] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
        return try names.filter(isWanted).compactMap { name in
            var isFolder: ObjCBool = false
            let path = folder.appendingPathComponent(name).path
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
                return nil
            }
            return SourceFile(path: name, bytes: Array(try Data(contentsOf: URL(fileURLWithPath: path))))
        }
    }
}
