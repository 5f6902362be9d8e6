import Dunning
import Foundation
import Testing

@testable import Templates

/// What the view writes in the locales that the product promises, against Foundation's ICU and against the eye.
struct LocaleTruthTests {
    /// A locale with 1,234.50 of its money, 1 October 2026 in words and in figures, 11.27 %, and two texts in a row.
    struct Sight: CustomTestStringConvertible, Sendable {
        let locale: String
        let currency: String
        let amount: String
        let long: String
        let short: String
        let percent: String
        let list: String
        var testDescription: String { locale }
    }

    static let sights = [
        Sight("en-US", "USD", "$1,234.50", "October 1, 2026", "10/1/2026", "11.27%", "A and B"),
        Sight("en-GB", "EUR", "€1,234.50", "1 October 2026", "01/10/2026", "11.27%", "A and B"),
        Sight("de-DE", "EUR", "1.234,50_€", "1. Oktober 2026", "1.10.2026", "11,27_%", "A und B"),
        Sight("de-CH", "CHF", "CHF_1’234.50", "1. Oktober 2026", "1.10.2026", "11.27%", "A und B"),
        Sight("fr-FR", "EUR", "1-234,50_€", "1 octobre 2026", "01/10/2026", "11,27_%", "A et B"),
        Sight("fr-CH", "CHF", "CHF_1-234,50", "1 octobre 2026", "01.10.2026", "11,27%", "A et B"),
        Sight("es-ES", "EUR", "1234,50_€", "1 de octubre de 2026", "1/10/2026", "11,27_%", "A y B"),
        Sight("it-IT", "EUR", "1234,50_€", "1 ottobre 2026", "01/10/2026", "11,27%", "A e B"),
        Sight("nl-NL", "EUR", "€_1.234,50", "1 oktober 2026", "1-10-2026", "11,27%", "A en B"),
        Sight("pl-PL", "PLN", "1234,50_zł", "1 października 2026", "1.10.2026", "11,27%", "A i B"),
        Sight("ja-JP", "JPY", "¥123,450", "2026年10月1日", "2026/10/1", "11.27%", "A、B"),
        Sight(
            "ar-EG",
            "EGP",
            "~١٬٢٣٤٫٥٠_ج.م.~",
            "١ أكتوبر، ٢٠٢٦",
            "١~/١٠~/٢٠٢٦",
            "١١٫٢٧٪\u{61C}",
            "\u{2068}A\u{2069} و\u{2068}B\u{2069}"
        ),
        Sight("hi-IN", "INR", "₹1,234.50", "1 अक्तूबर 2026", "1/10/2026", "11.27%", "A और B"),
        Sight("pt-BR", "BRL", "R$_1.234,50", "1 de outubro de 2026", "01/10/2026", "11,27%", "A e B"),
    ]

    @Test(arguments: sights)
    func `amounts, dates, shares and lists look as people there write them`(sight: Sight) throws {
        let formats = LocaleFormats(sight.locale)
        let currency = try #require(Currency(sight.currency))
        #expect(formats.text(Money(minor: 123_450, currency: currency)) == sight.amount)
        #expect(formats.text(Sample.due).long == sight.long && formats.text(Sample.due).short == sight.short)
        #expect(formats.percent(Decimal(string: "0.1127") ?? 0) == sight.percent)
        #expect(formats.list(["A", "B"]) == sight.list)
    }

    @Test(arguments: sights.map(\.locale))
    func `everything is what Foundation writes`(name: String) throws {
        let locale = Locale(identifier: name)
        let formats = LocaleFormats(name)
        for code in ["EUR", "USD", "CHF", "JPY", "INR", "EGP", "BRL", "PLN"] {
            let currency = try #require(Currency(code))
            for minor: Int64 in [0, 5, 1_200, 99_999, 123_450, 12_345_678, 1_234_567_890] {
                let expected = MoneyPattern.ask(minor, locale, currency)
                #expect(formats.text(Money(minor: minor, currency: currency)) == expected, "\(minor) \(code)")
            }
        }
        let euro = try #require(Currency("EUR"))
        for number in [0, 7, 42, 365, 999] {
            #expect(formats.text(number, like: euro) == number.formatted(.number.locale(locale)))
        }
    }

    @Test func `only Egypt writes its own digits by default`() throws {
        let euro = try #require(Currency("EUR"))
        for sight in Self.sights {
            let own = LocaleFormats(sight.locale).text(120, like: euro) != "120"
            #expect(own == (sight.locale == "ar-EG"), "\(sight.locale)")
        }
    }
}

extension LocaleTruthTests.Sight {
    /// `_` is a no-break space, `-` between digits of an amount or share a narrow one, `~` a right-to-left mark.
    init(
        _ locale: String,
        _ currency: String,
        _ amount: String,
        _ long: String,
        _ short: String,
        _ percent: String,
        _ list: String
    ) {
        func spaced(_ text: String) -> String {
            text.replacing("_", with: "\u{A0}").replacing("-", with: "\u{202F}").replacing("~", with: "\u{200F}")
        }
        self.init(
            locale: locale,
            currency: currency,
            amount: spaced(amount),
            long: long,
            short: short.replacing("~", with: "\u{200F}"),
            percent: spaced(percent),
            list: list
        )
    }
}

struct IsolationTests {
    private static let files = [
        "reminder/ar/email.subject.mustache": "{{creditor.name}}",
        "reminder/ar/email.html.mustache":
            "<html lang=\"ar\"><body><p title=\"{{debtor.name}}\">{{debtor.name}} {{amountDue}} "
            + "<a href=\"{{payment.link}}&amp;r={{payment.reference}}\">{{payment.reference}}</a></p></body></html>",
        "reminder/ar/sms.txt.mustache": "{{salutation}} {{invoiceNumbers}} {{payment.link}} {{creditor.phone.e164}}",
        "reminder/en/email.subject.mustache": "x", "reminder/en/email.html.mustache": "<html><body>x</body></html>",
        "reminder/en/sms.txt.mustache": "{{debtor.name}}, {{amountDue}}", "_labels/ar.toml": Sample.germanLabels,
    ]

    private func compose(_ channel: Channel, _ locale: String, name: String) throws -> ComposedContent {
        let (library, diagnostics) = TemplateLibrary.load(files: Sample.files(Self.files))
        let action = Sample.action(locale: locale, name: name)
        return try #require(library, "\(diagnostics)").compose(Sample.request(channel, action: action)).content
    }

    @Test func `names, amounts and references stand apart in Arabic, links and attributes stay clean`() throws {
        guard case .email(let email) = try compose(.email, "ar-EG", name: "Jana Beispiel"), let html = email.html,
            case .sms(let sms) = try compose(.sms, "ar-EG", name: "Jana Beispiel")
        else {
            Issue.record("no message")
            return
        }
        #expect(email.subject == "\u{2068}Acme Energy GmbH\u{2069}")
        #expect(html.contains("<p title=\"Jana Beispiel\">\u{2068}Jana Beispiel\u{2069} \u{2068}\u{200F}١"))
        #expect(html.contains("<a href=\"https://pay.acme.example/D-1&amp;r=RF18539007547034\">\u{2068}RF18"))
        #expect(sms.text.hasPrefix("Guten Tag \u{2068}Jana Beispiel\u{2069}, "))
        #expect(sms.text.hasSuffix(" https://pay.acme.example/D-1 +493012345678"))
        #expect(!email.text.contains("https://pay.acme.example/D-1\u{2069}"))
    }

    @Test func `what runs with the text is not marked, and an Arabic name in English is`() throws {
        guard case .sms(let own) = try compose(.sms, "ar-EG", name: "محمد علي"),
            case .sms(let plain) = try compose(.sms, "en-US", name: "Zoë Müller"),
            case .sms(let foreign) = try compose(.sms, "en-US", name: "محمد علي")
        else {
            Issue.record("no message")
            return
        }
        #expect(own.text.hasPrefix("Guten Tag محمد علي, "))
        #expect(plain.text == "Zoë Müller, €1,234.50")
        #expect(foreign.text == "\u{2068}محمد علي\u{2069}, €1,234.50")
    }

    @Test func `a value that brings marks of its own loses them`() throws {
        guard case .sms(let sms) = try compose(.sms, "en-US", name: "a\u{2068}b\u{2069}\u{202E}c") else {
            Issue.record("no message")
            return
        }
        #expect(sms.text == "abc, €1,234.50")
    }
}
