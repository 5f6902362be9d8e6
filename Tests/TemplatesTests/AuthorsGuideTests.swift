import Foundation
import Testing

@testable import Templates

struct AuthorsGuideTests {
    private let page = ShippedTemplatesTests.root.deletingLastPathComponent().appending(path: "docs/templates.md")

    /// `DUNLIN_RECORD=1 swift test --filter AuthorsGuideTests` writes the page anew.
    @Test func `the guide for authors lists the fields of the catalogue`() throws {
        let text = try String(contentsOf: page, encoding: .utf8)
        let begin = try #require(text.range(of: "<!-- fields: written by the tests, do not edit -->\n\n"))
        let end = try #require(text.range(of: "\n<!-- end of fields -->"))
        if ProcessInfo.processInfo.environment["DUNLIN_RECORD"] == "1" {
            let whole = text[..<begin.upperBound] + FieldTable.markdown + text[end.lowerBound...]
            try String(whole).write(to: page, atomically: true, encoding: .utf8)
        }
        let recorded = try String(contentsOf: page, encoding: .utf8)
        #expect(recorded.contains(FieldTable.markdown))
    }

    @Test func `every field stands in the table once, with a type and a sentence`() {
        let names = FieldCatalogue.fields.map(\.name)
        #expect(Set(names).count == names.count)
        for field in FieldCatalogue.fields {
            #expect(!field.summary.isEmpty && FieldShape.view.names().contains(field.name), "\(field.name)")
        }
    }
}
