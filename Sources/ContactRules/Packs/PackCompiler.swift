import Dunning
import TOML

/// Turns pack files into packs; see docs/contact-rules.md for the format.
enum PackCompiler {
    /// All packs of some files, and all mistakes of all files.
    static func compile(_ files: [SourceFile], zones: ZoneTable) -> (packs: [RulePack], diagnostics: [Diagnostic]) {
        var packs: [RulePack] = []
        var diagnostics: [Diagnostic] = []
        var review = PackReview()
        for file in files.sorted(by: { $0.path < $1.path }) where file.path.hasSuffix(".toml") {
            do throws(TOMLProblem) {
                let document = try TOMLDocument(bytes: file.bytes, file: file.path)
                let reader = PackReader(document, zones: zones)
                let pack = reader.pack()
                let problems = reader.finish().map(Diagnostic.init)
                diagnostics += problems + reader.warnings
                guard let pack, problems.isEmpty else { continue }
                packs.append(pack)
                review.add(pack, at: reader.place, reader.rulePlaces)
            } catch {
                diagnostics.append(Diagnostic(error))
            }
        }
        if packs.isEmpty, diagnostics.isEmpty {
            let mend = "name the folder that has them"
            diagnostics.append(Diagnostic(at: Place(), "there are no rule packs", mend: mend))
        }
        return (packs, diagnostics + review.diagnostics)
    }
}

extension Diagnostic {
    init(_ problem: TOMLProblem) {
        self.init(
            at: Place(
                file: problem.file,
                line: problem.line == 0 ? nil : problem.line,
                column: problem.column == 0 ? nil : problem.column,
                field: problem.keyPath.isEmpty ? nil : problem.keyPath
            ),
            problem.message,
            mend: problem.mend
        )
    }
}
