public import Dunning

/// The engine by itself, as the Mustache specification describes it: HTML is escaped, and data is any JSON.
///
/// It exists so that anybody can hold our engine against the specification; messages go through ``TemplateLibrary``.
public enum Mustache {
    /// What becomes of a tag that has nothing to show.
    public enum Mode: Sendable {
        /// It is a mistake, as in our messages; so are partials that do not exist and names that values give.
        case strict
        /// It leaves nothing, as the specification says.
        case lenient
    }

    /// Why a template could not be rendered.
    public struct Failure: Error, Hashable, Sendable {
        /// Every mistake, by place.
        public let diagnostics: [Diagnostic]
    }

    /// Renders one template with data and the partials that it may name.
    ///
    /// Mistakes in partials count where they are called.
    /// - Throws: all mistakes, by place.
    public static func render(
        _ template: SourceFile,
        data: JSON,
        partials: [String: SourceFile] = [:],
        mode: Mode
    ) throws(Failure) -> String {
        let main = RawTemplate(template)
        guard main.problems.isEmpty else { throw Failure(diagnostics: main.problems.sorted()) }
        let others = partials.mapValues { RawTemplate($0) }
        var ready = MustachePartials(lastLineEnd: .kept)
        for (name, partial) in others { ready.add(partial.parsed, named: name) }
        var renderer = MustacheRenderer(MustacheValue(data), partials: ready, escaping: .html, mode: mode)
        renderer.render(main.parsed)
        var problems = renderer.called.flatMap { others[$0]?.problems ?? [] }
        if mode == .strict {
            problems += renderer.problems.map(\.diagnostic) + renderer.missing.map(\.diagnostic)
        }
        if renderer.isEndless {
            problems.append(Diagnostic(at: Place(file: template.path), "partials call each other without end"))
        }
        guard problems.isEmpty else { throw Failure(diagnostics: Set(problems).sorted()) }
        return String(decoding: renderer.output, as: UTF8.self)
    }
}

/// A template that nobody has checked, and what is wrong with it by itself.
private struct RawTemplate {
    let parsed: MustacheTemplate
    let problems: [Diagnostic]

    init(_ file: SourceFile) {
        if let problem = RawTemplate.fault(file) {
            parsed = MustacheTemplate(file: file.path, source: [], nodes: [])
            problems = [problem]
        } else {
            let (template, mistakes) = MustacheParser.parse(file.bytes, file: file.path)
            parsed = template
            problems = mistakes.map(\.diagnostic)
        }
    }

    private static func fault(_ file: SourceFile) -> Diagnostic? {
        let place = Place(file: file.path)
        guard file.bytes.count <= TemplateFiles.byteLimit else {
            let limit = TemplateFiles.byteLimit / 1_000_000
            let size = file.bytes.count / 1_000_000
            return Diagnostic(at: place, "file is too big: \(size) MB", mend: "keep it under \(limit) MB")
        }
        guard String(validating: file.bytes, as: UTF8.self) != nil else {
            return Diagnostic(at: place, "not valid UTF-8", mend: "save the file as UTF-8")
        }
        return nil
    }
}

extension MustacheProblem {
    /// The same for people.
    var diagnostic: Diagnostic {
        Diagnostic(at: Place(file: spot.file, line: spot.line, column: spot.column), message, mend: mend)
    }
}

extension MissingValue {
    /// The same for people who render a template by itself.
    fileprivate var diagnostic: Diagnostic {
        let what =
            switch reason {
            case .missing: "nobody gave `\(field)`"
            case .empty: "`\(field)` is empty"
            case .group: "`\(field)` is no text"
            }
        let mend =
            reason == .group ? nil : "give it in the data, or ask before you show it: {{#\(field)}}…{{/\(field)}}"
        return Diagnostic(at: Place(file: file, line: line, column: column), what, mend: mend)
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
        case .object(let members):
            self = .object(
                MustacheMembers(Dictionary(uniqueKeysWithValues: members.map { ($0.key, MustacheValue($0.value)) }))
            )
        }
    }
}
