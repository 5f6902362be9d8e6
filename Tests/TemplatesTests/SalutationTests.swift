import Dunning
import Foundation
import TOML
import Testing

@testable import Templates

struct SalutationTests {
    static let languages = ["ar", "de", "en", "es", "fr", "hi", "it", "ja", "nl", "pl", "pt"]

    private func labels(_ language: String) throws -> Labels {
        let file = ShippedTemplatesTests.root.appending(path: "_labels/\(language).toml")
        let (labels, problems) = Labels.read(
            SourceFile(path: file.path, bytes: Array(try Data(contentsOf: file))),
            as: file.lastPathComponent
        )
        #expect(problems.isEmpty)
        return try #require(labels)
    }

    private func debtor(
        _ kind: DebtorKind = .consumer,
        _ salutation: Salutation = .none,
        title: String? = nil,
        family: String? = "de Vries",
        contact: String? = nil
    ) -> Debtor {
        Debtor(
            id: DebtorID(trusted: "P1"),
            kind: kind,
            name: kind == .business ? "Muster & Co." : "Jana de Vries",
            salutation: salutation,
            title: title,
            givenName: "Jana",
            familyName: family,
            contactPerson: contact
        )
    }

    @Test(arguments: [
        ("de", "Sehr geehrte Frau Dr. de Vries,", "Guten Tag Frau Dr. de Vries,"),
        ("en", "Dear Dr. de Vries,", "Hello Jana de Vries,"), ("fr", "Madame,", "Bonjour Jana de Vries,"),
        ("es", "Estimada Dr. de Vries:", "Hola, Jana de Vries:"),
        ("it", "Gentile Dr. de Vries,", "Buongiorno Jana de Vries,"),
        ("nl", "Geachte mevrouw De Vries,", "Beste Jana de Vries,"), ("ja", "Jana de Vries 様", "Jana de Vries 様"),
        ("pl", "Szanowna Pani,", "Dzień dobry,"), ("pt", "Prezada Dr. de Vries,", "Olá, Jana de Vries,"),
        ("ar", "السيدة Dr. Jana de Vries المحترمة،", "مرحبًا Jana de Vries،"),
        ("hi", "आदरणीया Dr. Jana de Vries जी,", "नमस्ते Jana de Vries जी,"),
    ])
    func `a lady with a title is addressed as her language does it`(
        language: String,
        formal: String,
        warm: String
    ) throws {
        let labels = try labels(language)
        #expect(labels.salutation.line(for: debtor(.consumer, .ms, title: "Dr.")) == formal)
        #expect(labels.greeting.line(for: debtor(.consumer, .ms, title: "Dr.")) == warm)
    }

    @Test func `a title that is absent leaves no gap`() throws {
        #expect(try labels("de").salutation.line(for: debtor(.consumer, .mr)) == "Sehr geehrter Herr de Vries,")
        #expect(try labels("ar").salutation.line(for: debtor(.consumer, .mr)) == "السيد Jana de Vries المحترم،")
    }

    @Test(arguments: languages)
    func `without a salutation or a family name the line is neutral, and never of one gender`(language: String) throws {
        let labels = try labels(language)
        for forms in [labels.salutation, labels.greeting] {
            let neutral = forms.line(for: debtor(.consumer, .none, family: nil))
            #expect(neutral != nil && forms.line(for: debtor(.consumer, .ms, family: nil)) == neutral)
            #expect(forms.line(for: debtor(.consumer, .mr, family: nil)) == neutral)
        }
    }

    @Test(arguments: languages)
    func `a business is addressed as one, or by the person who reads letters there`(language: String) throws {
        let labels = try labels(language)
        let nobody = labels.salutation.line(for: debtor(.business, family: nil))
        #expect(nobody?.contains("Jana") == false)
        let contact = try #require(labels.salutation.line(for: debtor(.business, family: nil, contact: "Jo Muster")))
        #expect(["fr", "pl"].contains(language) || contact.contains("Jo Muster"), "\(contact)")
    }

    @Test func `what fills a place is never read as a place`() throws {
        var debtor = debtor(.consumer, .none)
        debtor.name = "{family} {{due}}\u{202E}"
        #expect(try labels("de").salutation.line(for: debtor) == "Guten Tag {family} {{due}},")
    }

    @Test func `a misspelt place is told with its place in the file`() throws {
        let text = "[salutation]\nneutral = \"Dear {nmae},\"\nbusiness = \"Dear {name\"\n"
        let reader = TOMLReader(try TOMLDocument(bytes: Array(text.utf8), file: "en.toml"))
        _ = Salutations.read(reader.table("salutation"))
        let problems = reader.finish().map(\.diagnostic.description)
        #expect(problems.count == 2)
        #expect(problems.first?.contains("en.toml:2:") == true && problems.first?.contains("`{name}`") == true)
    }
}

struct PluralTests {
    @Test(arguments: [
        ("en-US", "other one other other other"), ("de-CH", "other one other other other"),
        ("fr-FR", "one one other other other"), ("pl-PL", "many one few many few"),
        ("ar-EG", "zero one two many many"), ("ja-JP", "other other other other other"),
        ("hi-IN", "one one other other other"), ("pt-BR", "one one other other other"),
    ])
    func `counts have the category that CLDR gives them`(locale: String, expected: String) {
        let rules = PluralRules(locale)
        #expect([0, 1, 2, 12, 22].map { rules[$0].rawValue }.joined(separator: " ") == expected)
    }

    @Test func `large counts are asked for one by one`() {
        #expect(PluralRules("pl")[1_002] == .few && PluralRules("fr")[1_000_000] == .many)
        #expect(PluralRules("zz")[1] == .other)
    }
}
