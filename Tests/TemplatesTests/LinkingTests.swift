import Dunning
import Testing

@testable import Templates

/// Templates are made into one flat tree when they are loaded; messages come out of that tree alone.
struct LinkingTests {
    private func linked(
        _ template: String,
        _ partials: [String: String] = [:],
        lastLineEnd: MustachePartials.LastLineEnd = .kept
    ) throws -> LinkedTemplate {
        var ready = MustachePartials(lastLineEnd: lastLineEnd)
        for (name, text) in partials {
            ready.add(MustacheParser.parse(Array(text.utf8), file: name).template, named: name)
        }
        let main = MustacheParser.parse(Array(template.utf8), file: "main").template
        return try #require(MustacheLinker.link(main, with: ready).linked)
    }

    /// What has no end without data cannot be made flat: `TemplateCheck` refuses it before.
    private static let endless: Set<String> = ["it may call itself", "parents may call each other"]

    @Test(
        arguments: [SpecificationCase.partialCalls, SpecificationCase.inheritance, SpecificationCase.inheritedLines]
            .joined()
            .filter { !endless.contains($0.name) }
    )
    func `a flat tree gives what the specification asks for`(promise: SpecificationCase) throws {
        let tree = try linked(promise.template, promise.partials)
        let data = MustacheValue(try JSON(parsing: promise.data))
        var renderer = MustacheRenderer(data, escaping: .html, mode: .lenient)
        renderer.render(tree)
        #expect(String(decoding: renderer.output, as: UTF8.self) == promise.expected)
    }

    private func text(_ text: String, _ file: String, _ line: Int, _ column: Int) -> LinkedNode {
        .text(Array(text.utf8), MustacheSpot(file: file, line: line, column: column))
    }

    @Test func `texts and fields keep the places at which they were written`() throws {
        let tree = try linked("a{{>p}}b{{! no }}c\n{{x}}", ["p": "1\n {{y}}2{{>q}}", "q": "3"])
        let x = MustacheField(path: ["x"], spot: MustacheSpot(file: "main", line: 2, column: 1))
        let y = MustacheField(path: ["y"], spot: MustacheSpot(file: "p", line: 2, column: 2))
        let expected: [LinkedNode] = [
            text("a", "main", 1, 1), text("1\n ", "p", 1, 1), .variable(y, isEscaped: true), text("2", "p", 2, 7),
            text("3", "q", 1, 1), text("b", "main", 1, 8), text("c\n", "main", 1, 18),
            .variable(x, isEscaped: true),
        ]
        #expect(tree.nodes == expected)
    }

    @Test func `the last line end of a partial within a line goes in our own templates`() throws {
        let tree = try linked("({{>p}})", ["p": "x\r\n"], lastLineEnd: .droppedWithinLines)
        #expect(tree.nodes == [text("(", "main", 1, 1), text("x", "p", 1, 1), text(")", "main", 1, 8)])
    }

    @Test func `partials that make a part longer than 2 MB are an error of that part`() {
        let files = Sample.files([
            "_partials/big.mustache": String(repeating: "x", count: 900_000),
            "reminder/de/sms.txt.mustache": "{{>big}}{{>big}}{{>big}}",
        ])
        #expect(
            Sample.complaints(files) == [
                "templates/reminder/de/sms.txt.mustache:1:1: error: more than 2 MB with all that it calls; "
                    + "call fewer partials, or shorter ones"
            ]
        )
    }

    @Test func `every part and every disclosure of the shipped templates is flat`() throws {
        let library = try ShippedTemplatesTests.library()
        for entry in library.entries {
            for (locale, parts) in entry.parts {
                #expect(Set(parts.linked.keys) == Set(parts.templates.keys), "\(entry.id) \(locale)")
            }
        }
        #expect(Set(library.disclosures.linked.keys) == Set(library.disclosures.texts.keys))
    }
}
