import Dunning
import Testing

@testable import Templates

struct FieldExamplesTests {
    @Test func `each value has an example that the view made, in every locale`() throws {
        let library = try ShippedTemplatesTests.library()
        for locale in LocaleTruthTests.sights.map(\.locale) {
            let examples = library.examples(in: locale)
            for field in FieldCatalogue.fields where field.kind == .text {
                #expect(examples[field.name]?.isEmpty == false, "\(field.name) in \(locale)")
            }
            let formats = LocaleFormats(locale)
            #expect(examples["due"] == formats.text(Sample.due).long)
            #expect(examples["amountDue"]?.contains(formats.text(Sample.euros(123_450))) == true)
        }
    }

    @Test func `the examples of the catalogue are those of the view in German`() throws {
        let examples = try ShippedTemplatesTests.library().examples(in: "de-DE")
        for name in ["due", "amountDue.plain", "invoiceNumbers", "creditor.iban", "transferReference", "language"] {
            let described = FieldCatalogue.fields.first { $0.name == name }?.example
            #expect(examples[name] == described, "\(name)")
        }
    }

    @Test func `uses are named as the catalogue names them, with the place of the tag`() throws {
        let files = [
            "reminder/de/sms.txt.mustache":
                "{{#invoices}}{{number}} {{>row}}{{/invoices}}\n {{#account}}{{.}}{{/account}}",
            "_partials/row.mustache": "{{open.minor}} {{debtor.name}} {{^issued}}-{{/issued}}",
        ]
        let (library, problems) = TemplateLibrary.load(files: Sample.files(files))
        let known = try #require(library, "\(problems)")
        let entry = try #require(known.entries.first)
        let uses = entry.fieldUses.filter { $0.part == "sms.txt" }
        let expected = [
            ("invoices", "reminder/de/sms.txt.mustache:1:1"), ("invoices.number", "reminder/de/sms.txt.mustache:1:14"),
            ("invoices.open.minor", "_partials/row.mustache:1:1"), ("debtor.name", "_partials/row.mustache:1:16"),
            ("invoices.issued", "_partials/row.mustache:1:32"), ("account", "reminder/de/sms.txt.mustache:2:2"),
            ("account", "reminder/de/sms.txt.mustache:2:14"),
        ]
        #expect(uses.map(\.field) == expected.map(\.0))
        let places = uses.map { "\($0.place.file ?? ""):\($0.place.line ?? 0):\($0.place.column ?? 0)" }
        #expect(places == expected.map { "templates/" + $0.1 })
    }
}
