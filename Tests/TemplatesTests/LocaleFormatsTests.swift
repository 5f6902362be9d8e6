import Dunning
import Foundation
import Testing

@testable import Templates

struct LocaleFormatsTests {
    static let locales = [
        "en-US", "en-GB", "en-IN", "de-DE", "de-AT", "de-CH", "fr-FR", "fr-CH", "fr-CA", "es-ES", "es-MX", "it-IT",
        "nl-NL", "pl-PL", "pt-PT", "pt-BR", "ja-JP", "ar-EG", "hi-IN", "mr-IN", "sv-SE", "he-IL", "fa-IR", "tr-TR",
        "cs-CZ",
    ]

    @Test(arguments: locales)
    func `learnt amounts are what Foundation writes`(locale: String) throws {
        let formats = LocaleFormats(locale)
        for code in ["EUR", "USD", "JPY", "KWD", "CHF", "INR", "PLN"] {
            let currency = try #require(Currency(code))
            for minor: Int64 in [
                0, 1, 99, 100, 12_345, 99_999, 100_000, 123_456, 999_999, 1_234_567, 12_345_678_901, -500,
            ] {
                let expected = MoneyPattern.ask(minor, Locale(identifier: locale), currency)
                #expect(formats.text(Money(minor: minor, currency: currency)) == expected, "\(minor) \(code)")
            }
        }
    }

    @Test(arguments: [
        ("en-US", "October 1, 2026"), ("en-GB", "1 October 2026"), ("de-DE", "1. Oktober 2026"),
        ("fr-FR", "1 octobre 2026"), ("ja-JP", "2026年10月1日"), ("nl-NL", "1 oktober 2026"),
        ("pl-PL", "1 października 2026"),
    ])
    func `long dates are true to the locale`(locale: String, expected: String) {
        let formats = LocaleFormats(locale)
        #expect(formats.text(Sample.due).long == expected)
        #expect(formats.text(Sample.due).long == expected, "also when remembered")
    }

    @Test func `dates are Gregorian also where the locale's calendar is another`() {
        #expect(LocaleFormats("th-TH").text(Sample.due).short.contains("2026"))
    }

    @Test func `numbers and direction follow the script`() throws {
        let arabic = LocaleFormats("ar-EG")
        #expect(arabic.isRightToLeft && !LocaleFormats("de").isRightToLeft)
        #expect(arabic.text(17, like: try #require(Currency("EGP"))) == "١٧")
    }
}

struct PostalLinesTests {
    static let cases: [(PostalAddress, [String])] = [
        (address("US", "US-OH", "Columbus", "43215"), ["Jo", "1 Street", "Columbus, OH 43215", "VEREINIGTE STAATEN"]),
        (address("GB", nil, "London", "SW1A 1AA"), ["Jo", "1 Street", "London", "SW1A 1AA", "VEREINIGTES KÖNIGREICH"]),
        (address("DE", "DE-NW", "Köln", "50667"), ["Jo", "1 Street", "50667 Köln"]),
        (address("AU", "AU-NSW", "Sydney", "2000"), ["Jo", "1 Street", "Sydney NSW 2000", "AUSTRALIEN"]),
        (address("FR", nil, nil, nil), ["Jo", "1 Street", "FRANKREICH"]),
    ]

    static func address(_ country: String, _ region: String?, _ city: String?, _ code: String?) -> PostalAddress {
        PostalAddress(lines: ["1 Street"], city: city, region: region, postalCode: code, country: country)
    }

    @Test(arguments: cases)
    func `lines stand in the order of the country`(address: PostalAddress, expected: [String]) {
        let lines = PostalLines.lines(name: "Jo", address: address, from: Sample.creditor(), formats: FormatCache())
        #expect(lines == expected)
    }

    @Test func `a Japanese address within Japan goes from the large to the small`() {
        var creditor = Sample.creditor(locale: "ja-JP")
        creditor.country = "JP"
        let address = PostalAddress(
            lines: ["神南一丁目2番3号", "メゾン渋谷405"],
            city: "東京都渋谷区",
            region: "JP-13",
            postalCode: "150-0041",
            country: "JP"
        )
        let lines = PostalLines.lines(name: "山田 花子", address: address, from: creditor, formats: FormatCache())
        #expect(lines == ["〒150-0041", "東京都渋谷区神南一丁目2番3号", "メゾン渋谷405", "山田 花子 様"])
    }
}
