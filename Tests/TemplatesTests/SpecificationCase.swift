import Dunning
import Testing

@testable import Templates

/// One promise of the Mustache specification, in our own words and data.
struct SpecificationCase: CustomTestStringConvertible, Sendable {
    let name: String
    let template: String
    let data: String
    let partials: [String: String]
    let expected: String

    init(
        _ name: String,
        _ template: String,
        _ data: String,
        partials: [String: String] = [:],
        _ expected: String
    ) {
        self.name = name
        self.template = template
        self.data = data
        self.partials = partials
        self.expected = expected
    }

    init(_ name: String, _ template: String, partials: [String: String] = [:], _ expected: String) {
        self.init(name, template, "{}", partials: partials, expected)
    }

    var testDescription: String { name }

    func rendered() throws -> String {
        try Mustache.renderLeniently(template, data: try JSON(parsing: data), partials: partials)
    }
}

extension Mustache {
    static func renderLeniently(
        _ template: String,
        data: JSON,
        partials: [String: String] = [:]
    ) throws(Failure) -> String {
        let partials = Dictionary(
            uniqueKeysWithValues: partials.map { ($0, SourceFile(path: $0, bytes: Array($1.utf8))) }
        )
        let main = SourceFile(path: "template", bytes: Array(template.utf8))
        return try render(main, data: data, partials: partials, mode: .lenient)
    }
}

struct MustacheSpecificationTests {
    @Test(arguments: SpecificationCase.interpolation)
    func `interpolation is as specified`(promise: SpecificationCase) throws {
        #expect(try promise.rendered() == promise.expected)
    }

    @Test(arguments: SpecificationCase.sections)
    func `sections are as specified`(promise: SpecificationCase) throws {
        #expect(try promise.rendered() == promise.expected)
    }

    @Test(arguments: SpecificationCase.inverted)
    func `inverted sections are as specified`(promise: SpecificationCase) throws {
        #expect(try promise.rendered() == promise.expected)
    }

    @Test(arguments: SpecificationCase.comments)
    func `comments are as specified`(promise: SpecificationCase) throws {
        #expect(try promise.rendered() == promise.expected)
    }

    @Test(arguments: SpecificationCase.delimiters)
    func `delimiters are as specified`(promise: SpecificationCase) throws {
        #expect(try promise.rendered() == promise.expected)
    }

    @Test(arguments: SpecificationCase.partialCalls)
    func `partials are as specified`(promise: SpecificationCase) throws {
        #expect(try promise.rendered() == promise.expected)
    }

    @Test(arguments: SpecificationCase.inheritance)
    func `parents and blocks are as specified`(promise: SpecificationCase) throws {
        #expect(try promise.rendered() == promise.expected)
    }

    @Test(arguments: SpecificationCase.inheritedLines)
    func `lines of parents and blocks are as specified`(promise: SpecificationCase) throws {
        #expect(try promise.rendered() == promise.expected)
    }

    @Test(arguments: SpecificationCase.dynamicNames)
    func `dynamic names are as specified`(promise: SpecificationCase) throws {
        #expect(try promise.rendered() == promise.expected)
    }
}
