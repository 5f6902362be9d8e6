import Dunning
import Studio
import Templates

/// The templates' folder as it was read: its files, what was made of them, and all that is wrong with them.
struct TemplateShelf: Sendable {
    /// The folder.
    let root: String
    /// Its files, with paths from the folder.
    let files: [SourceFile]
    /// Nil where there is an error.
    let library: TemplateLibrary?
    /// Errors and warnings, sorted by place.
    let diagnostics: [Diagnostic]

    /// Reads a folder.
    static func read(_ folder: String) throws -> TemplateShelf {
        let files = try Files.folder(folder)
        let (library, diagnostics) = TemplateLibrary.load(files: files, root: folder)
        return TemplateShelf(root: folder, files: files, library: library, diagnostics: diagnostics)
    }

    /// The library, where need be without the templates that have errors; nil where something that all share has one.
    func usable() -> TemplateLibrary? {
        if let library { return library }
        let broken = Set(diagnostics.filter { $0.severity == .error }.compactMap { folder(of: $0) })
        guard !broken.contains(where: { $0.hasPrefix("_") }), !broken.isEmpty else { return nil }
        let rest = files.filter { !broken.contains(String($0.path.prefix { $0 != "/" })) }
        return TemplateLibrary.load(files: rest, root: root).library
    }

    /// The errors and warnings that concern a template: its own, and those of what all share.
    func problems(of template: String) -> [Problem] {
        let own = diagnostics.filter { diagnostic in
            guard let folder = folder(of: diagnostic) else { return true }
            return folder == template || folder.hasPrefix("_")
        }
        return own.map(problem)
    }

    /// The folders that look like templates, also where they cannot be read as such.
    var names: [String] {
        let folders = files.filter { $0.path.contains("/") }.map { String($0.path.prefix { $0 != "/" }) }
        return Set(folders).filter { !$0.hasPrefix("_") && $0 != "samples" }.sorted()
    }

    private func folder(of diagnostic: Diagnostic) -> String? {
        guard let file = diagnostic.place.file, file.hasPrefix(root + "/") else { return nil }
        return String(file.dropFirst(root.count + 1).prefix { $0 != "/" })
    }

    /// A diagnostic with the line that it is about.
    func problem(_ diagnostic: Diagnostic) -> Problem {
        guard let file = diagnostic.place.file, let line = diagnostic.place.line, line > 0 else {
            return Problem(diagnostic)
        }
        let path = file.hasPrefix(root + "/") ? String(file.dropFirst(root.count + 1)) : file
        guard let source = files.first(where: { $0.path == path }) else { return Problem(diagnostic) }
        let lines = source.bytes.split(separator: 0x0A, maxSplits: line, omittingEmptySubsequences: false)
        guard lines.indices.contains(line - 1) else { return Problem(diagnostic) }
        return Problem(diagnostic, excerpt: String(decoding: lines[line - 1].prefix(2_000), as: UTF8.self))
    }

    /// What hinders a composition; the files that it names are in the folder.
    func problems(_ diagnostics: [Diagnostic]) -> [Problem] {
        diagnostics.map { diagnostic in
            var diagnostic = diagnostic
            diagnostic.place.file = diagnostic.place.file.map { root + "/" + $0 }
            return problem(diagnostic)
        }
    }
}
