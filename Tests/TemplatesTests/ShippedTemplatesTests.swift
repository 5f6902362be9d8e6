import Dunning
import Foundation
import Testing

@testable import Templates

/// The templates that come with the product, read from the folder at the top level.
struct ShippedTemplatesTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "templates").resolvingSymlinksInPath()
    static let names = ["reminder", "second-notice", "final-notice"]
    static let locales = ["en-US", "de-DE", "fr-FR", "ja-JP"]

    /// Read once, because that takes seconds without optimisation, and is the same for all tests.
    private static let loaded = try? load()

    static func library() throws -> TemplateLibrary {
        let (library, diagnostics) = try #require(loaded)
        #expect(diagnostics.isEmpty)
        return try #require(library)
    }

    private static func load() throws -> (library: TemplateLibrary?, diagnostics: [Diagnostic]) {
        let names = try FileManager.default.subpathsOfDirectory(atPath: root.path)
        let files = try names.filter { $0.hasSuffix(".mustache") || $0.hasSuffix(".toml") }.map {
            SourceFile(path: $0, bytes: Array(try Data(contentsOf: root.appending(path: $0))))
        }
        return TemplateLibrary.load(files: files)
    }

    private func each(
        _ library: TemplateLibrary,
        _ channel: Channel,
        disclosures: [String] = [],
        role: Role = .creditor,
        _ check: (Composition, String) throws -> Void
    ) throws {
        for name in Self.names {
            for locale in Self.locales {
                for kind in DebtorKind.allCases {
                    let request = Sample.request(
                        channel,
                        template: name,
                        action: Sample.action(locale: locale, kind: kind),
                        creditor: Sample.creditor(role: role),
                        disclosures: disclosures
                    )
                    try check(try library.compose(request), "\(name) \(locale) \(kind)")
                }
            }
        }
    }

    @Test func `every email holds amount, dates, link, way out and a text part that says the same`() throws {
        try each(try Self.library(), .email, disclosures: ["mini-miranda-initial"], role: .collector) { message, what in
            guard case .email(let email) = message.content else { throw Wrong.channel }
            let html = try #require(email.html)
            for text in [html, email.text] {
                #expect(text.contains("https://pay.acme.example/D-1"), "\(what)")
                #expect(text.contains("https://acme.example/stop"), "\(what)")
                #expect(text.contains("RF18539007547034"), "\(what)")
                #expect(text.contains("1,234.50") || text.contains("1.234,50") || text.contains("234,50"), "\(what)")
            }
            #expect(!email.subject.contains("\n") && email.subject.count < 80, "\(what)")
            #expect(html.contains("lang=\"\(message.locale)\""), "\(what)")
            #expect(message.disclosures.map(\.rawValue) == ["mini-miranda-initial", "opt-out"], "\(what)")
        }
    }

    @Test func `a text part that is derived holds every word of the visible HTML`() throws {
        try each(try Self.library(), .email) { message, what in
            guard case .email(let email) = message.content, let html = email.html else { throw Wrong.channel }
            let derived = try #require(PlainTextFromHTML.text(of: html))
            let seen = Set(VisibleText.of(Array(html.utf8)))
            #expect(seen.isSubset(of: Set(derived.utf8)), "\(what)")
            #expect(!derived.contains("<") && !derived.contains("&amp;"), "\(what)")
            #expect(try derived.contains(Regex("IBAN.*DE02 1203 0000 0000 2020 51")), "\(what)")
        }
    }

    @Test func `text messages are short, and in GSM-7 where the language can`() throws {
        try each(try Self.library(), .sms) { message, what in
            guard case .sms(let sms) = message.content else { throw Wrong.channel }
            #expect(sms.measure.segments.count <= 2, "\(what): \(sms.text)")
            #expect((sms.measure.encoding == .gsm7) == (message.locale != "ja"), "\(what): \(sms.text)")
            #expect(sms.text.contains("STOP"), "\(what)")
        }
    }

    @Test func `calls say who calls before anything else, name no amount, and tell the key`() throws {
        try each(try Self.library(), .voice) { message, what in
            guard case .voice(let call) = message.content else { throw Wrong.channel }
            let spoken = String(decoding: VisibleText.of(Array(call.script.utf8)), as: UTF8.self)
            #expect(spoken.prefix(70).contains("AcmeEnergyGmbH"), "\(what)")
            #expect(!spoken.contains("234,50") && !spoken.contains("234.50") && !spoken.contains("€"), "\(what)")
            #expect(call.optOutKey == "9" && call.optOutConfirmation?.isEmpty == false, "\(what)")
            // About 2.3 words a second; Japanese about 7 signs.
            let words = call.script.split { $0 == " " || $0 == "\n" }.filter { !$0.hasPrefix("<") }.count
            #expect(message.locale == "ja" ? spoken.count < 300 : words < 104, "\(what): \(words)")
        }
    }

    @Test func `letters hold a table, totals and what the printer needs beside them`() throws {
        try each(try Self.library(), .letter, disclosures: ["mini-miranda"]) { message, what in
            guard case .letter(let letter) = message.content else { throw Wrong.channel }
            #expect(letter.body.contains("<tfoot>") && letter.body.contains("INV-9"), "\(what)")
            #expect(letter.recipient == ["Jana Beispiel", "Musterstr. 2", "50667 Köln"], "\(what)")
            #expect(letter.pageLabel.contains("{page}") && letter.transfer?.total.minor == 123_450, "\(what)")
            #expect(letter.references.count == 4 && !letter.subject.isEmpty, "\(what)")
        }
    }

    @Test func `no shipped text threatens`() throws {
        let words = [
            "lawsuit", "arrest", "seize", "court", "credit score", "jail", "Pfändung", "Gericht", "SCHUFA",
            "Vollstreckung", "huissier", "saisie", "tribunal", "差押", "訴訟", "法的措置",
        ]
        let library = try Self.library()
        for channel in Channel.allCases {
            try each(library, channel) { message, what in
                let text = "\(message.content)".lowercased()
                for word in words { #expect(!text.contains(word.lowercased()), "\(what): \(word)") }
            }
        }
    }

    @Test func `without a link and a BIC the messages still lead to payment`() throws {
        let library = try Self.library()
        var creditor = Sample.creditor()
        creditor.bic = nil
        for name in Self.names {
            for channel in Channel.allCases {
                let request = Sample.request(
                    channel,
                    template: name,
                    action: Sample.action(link: nil),
                    creditor: creditor
                )
                let text = "\(try library.compose(request).content)"
                let hasWay = channel == .email || channel == .letter ? text.contains("2020 51") : text.contains("+4930")
                #expect(hasWay || text.contains("DE02120300000000202051"), "\(name) \(channel)")
            }
        }
    }

    @Test func `the same files give the same revision, and any change another`() throws {
        let first = TemplateLibrary.load(files: Sample.files()).library
        let again = TemplateLibrary.load(files: Sample.files().reversed()).library
        let other = TemplateLibrary.load(files: Sample.files(["_partials/x.mustache": "new"])).library
        let id = TemplateID(trusted: "reminder")
        let revision = try #require(first?.templates[id]?.revision)
        #expect(revision.count == 64 && again?.templates[id]?.revision == revision)
        #expect(other?.templates[id]?.revision != revision)
    }

    enum Wrong: Error { case channel }
}
