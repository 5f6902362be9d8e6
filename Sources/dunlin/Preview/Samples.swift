import Dunning
import Foundation
import Studio

/// The actions of the folder `samples/` among the templates, to preview with.
struct Samples: Sendable {
    /// In the order of their names.
    let all: [PreviewSubject]
    /// What is wrong with those that cannot be read.
    let diagnostics: [Diagnostic]
    private let templates: [String]

    /// Reads the samples among a folder's files.
    init(_ shelf: TemplateShelf) {
        var subjects: [PreviewSubject] = []
        var diagnostics: [Diagnostic] = []
        for file in shelf.files where file.path.hasPrefix("samples/") && file.path.hasSuffix(".json") {
            let name = String(file.path.dropFirst("samples/".count).dropLast(".json".count))
            let (actions, mistakes) = ActionFile.actions(file.bytes, file: shelf.root + "/" + file.path)
            diagnostics += mistakes
            if let action = actions.first { subjects.append(PreviewSubject(name: name, action: action)) }
        }
        all = subjects.sorted { $0.name < $1.name }
        self.diagnostics = diagnostics
        templates = Set(shelf.files.compactMap { $0.path.split(separator: "/").first.map(String.init) })
            .filter { !$0.hasPrefix("_") }.sorted { $0.count > $1.count }
    }

    /// The sample of that name.
    func named(_ name: String) -> PreviewSubject? { all.first { $0.name == name } }

    /// The samples that show a template best in a locale, the best first: those made for the template, else those made
    /// for none; of them those in the locale, else in its language, else all.
    func fitting(_ template: String, locale: String?) -> [PreviewSubject] {
        let own = all.filter { owner(of: $0.name) == template }
        let candidates = own.isEmpty ? all.filter { owner(of: $0.name) == nil } : own
        guard let locale else { return candidates.isEmpty ? all : candidates }
        let language = locale.prefix { $0 != "-" }
        let exact = candidates.filter { $0.action.debtor.locale == locale }
        let near = candidates.filter { $0.action.debtor.locale?.prefix { $0 != "-" } == language }
        let found = exact.isEmpty ? near : exact
        return found.isEmpty ? (candidates.isEmpty ? all : candidates) : found
    }

    /// The template that a sample is made for: `payment-plan` of `payment-plan.de` or of `payment-plan/de`.
    private func owner(of sample: String) -> String? {
        templates.first { name in
            sample == name || [".", "/", "-"].contains { sample.hasPrefix(name + $0) }
        }
    }
}

/// Reads actions from a file for previews: one JSON document, or one action a line; bare or in a CloudEvents envelope.
enum ActionFile {
    static func actions(_ bytes: [UInt8], file: String) -> (actions: [Action], mistakes: [Diagnostic]) {
        var actions: [Action] = []
        var mistakes: [Diagnostic] = []
        for (number, document) in documents(bytes) {
            let place = Place(file: file, line: number)
            do throws(JSONError) {
                var json = try JSON(parsing: document)
                if json["debtor"] == nil, let inner = json["data"], inner["debtor"] != nil { json = inner }
                let reader = JSONFieldReader(json, at: place)
                let action = Action(reading: reader)
                let found = reader.finish()
                mistakes += found
                if let action, found.isEmpty { actions.append(action) }
            } catch {
                mistakes.append(Diagnostic(at: place, "no JSON: \(error)"))
            }
        }
        return (actions, mistakes)
    }

    /// The whole, where it is one document; else its lines with their numbers.
    private static func documents(_ bytes: [UInt8]) -> [(line: Int?, bytes: [UInt8])] {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
            .filter { !$0.element.allSatisfy { $0 <= 0x20 } }
        let isLines = lines.count > 1 && lines.allSatisfy { $0.element.first == UInt8(ascii: "{") }
        guard isLines, lines.allSatisfy({ (try? JSON(parsing: Array($0.element))) != nil }) else {
            return [(nil, bytes)]
        }
        return lines.map { ($0.offset + 1, Array($0.element)) }
    }
}
