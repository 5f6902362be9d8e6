public import Dunning

/// The engine by itself, as the Mustache specification describes it: missing values are empty, HTML is escaped.
///
/// It exists so that anybody can hold our engine against the specification; messages go through ``TemplateLibrary``.
public enum Mustache {
    /// Why a template could not be rendered.
    public struct Failure: Error, Hashable, Sendable {
        /// Every mistake, by place.
        public let diagnostics: [Diagnostic]
    }

    /// Renders one template leniently with data and partials.
    /// - Throws: all mistakes in the spelling of the template and its partials.
    public static func renderLeniently(
        _ template: String,
        data: JSON,
        partials: [String: String] = [:],
        file: String = "template"
    ) throws(Failure) -> String {
        var problems: [MustacheProblem] = []
        var ready = MustachePartials(lastLineEnd: .kept)
        for (name, text) in partials {
            let parsed = MustacheParser.parse(Array(text.utf8), file: name)
            problems += parsed.problems
            ready.add(parsed.template, named: name)
        }
        let main = MustacheParser.parse(Array(template.utf8), file: file)
        problems += main.problems
        guard problems.isEmpty else { throw Failure(diagnostics: problems.map(\.diagnostic).sorted()) }
        let value = MustacheValue(data)
        var renderer = MustacheRenderer(value, partials: ready, escaping: .html, mode: .lenient)
        renderer.render(main.template)
        guard !renderer.isTooDeep else {
            let place = Place(file: file)
            throw Failure(diagnostics: [Diagnostic(at: place, "partials call each other without end")])
        }
        return String(decoding: renderer.output, as: UTF8.self)
    }
}

extension MustacheProblem {
    /// The same for people.
    var diagnostic: Diagnostic {
        Diagnostic(at: Place(file: spot.file, line: spot.line, column: spot.column), message, mend: mend)
    }
}

extension MustacheValue {
    /// Data from outside as it is; values for messages come from ``MessageView``, which cleans them.
    init(_ json: JSON) {
        switch json {
        case .null: self = .null
        case .boolean(let flag): self = .flag(flag)
        case .integer(let number): self = .text(String(number))
        case .number(let number): self = .text(number.description)
        case .string(let text): self = .text(text)
        case .array(let elements): self = .list(elements.map(MustacheValue.init))
        case .object(let members): self = .object(members.mapValues(MustacheValue.init))
        }
    }
}
