import Dunning
import Testing

@testable import Templates

/// Templates for the tests of mails: written in one line, linked as the loader links them.
enum MailSample {
    static func linked(_ template: String, _ partials: [String: String] = [:]) throws -> LinkedTemplate {
        var ready = MustachePartials(lastLineEnd: .droppedWithinLines)
        for (name, text) in partials {
            ready.add(MustacheParser.parse(Array(text.utf8), file: name).template, named: name)
        }
        let main = MustacheParser.parse(Array(template.utf8), file: "mail")
        #expect(main.problems == [])
        return try #require(MustacheLinker.link(main.template, with: ready).linked)
    }

    /// The tree as its author could have written it.
    static func source(_ nodes: [LinkedNode]) -> String {
        nodes.map { node in
            switch node {
            case .text(let bytes, _): String(decoding: bytes, as: UTF8.self)
            case .variable(let field, _): "{{\(field.name)}}"
            case .section(let field, let body): "{{#\(field.name)}}\(source(body)){{/\(field.name)}}"
            case .inverted(let field, let body): "{{^\(field.name)}}\(source(body)){{/\(field.name)}}"
            }
        }.joined()
    }

    static func inlined(
        _ template: String,
        _ partials: [String: String] = [:],
        known: [String: String] = [:]
    ) throws -> String {
        let (result, diagnostics) = StyleInliner.inline(try linked(template, partials), known: known)
        #expect(diagnostics.filter { $0.severity == .error } == [])
        return source(result.nodes)
    }

    static func complaints(_ template: String, _ partials: [String: String] = [:]) throws -> [String] {
        StyleInliner.inline(try linked(template, partials)).diagnostics.map(\.description)
    }
}
