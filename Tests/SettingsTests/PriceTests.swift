import Dunning
import Settings
import Testing

struct PriceTests {
    @Test(
        arguments: [
            ("0.075", 75_000), ("12", 12_000_000), ("0", 0), ("0.000001", 1), ("999999.999999", 999_999_999_999),
            ("", nil), (".5", nil), ("5.", nil), ("-1", nil), ("1e3", nil), ("0,08", nil), ("1.0000001", nil),
            ("1000000", nil), ("1.2.3", nil), ("٣", nil),
        ] as [(String, Int64?)]
    )
    func `a price is an exact decimal or nothing`(text: String, millionths: Int64?) {
        #expect(Price(text)?.millionths == millionths)
    }

    @Test(arguments: [("0.075", 2, "EUR", "0.15 EUR"), ("0.0079", 3, "USD", "0.0237 USD"), ("8", 3, "JPY", "24 JPY")])
    func `three times a price has no rounding`(text: String, count: Int, code: String, sum: String) throws {
        let price = try #require(Price(text))
        let currency = try #require(Currency(code))
        #expect((price * count).text(in: currency) == sum)
    }

    @Test func `a tenth ten times is one, as no binary fraction has it`() throws {
        let tenth = try #require(Price("0.1"))
        #expect((0..<10).reduce(Price(millionths: 0)) { sum, _ in sum + tenth } == Price("1"))
    }

    @Test(
        arguments: [
            (ProviderTests.kannel + #"price = { currency = "EUR", default = "0.08", DE = "0.075" }"#, []),
            (ProviderTests.smtp + #"price = { currency = "EUR", default = "0.0001" }"#, []),
            (ProviderTests.kannel + #"price = { default = "0.08" }"#, ["sms.k.price"]),
            (ProviderTests.kannel + #"price = { currency = "EURO", default = "0.08" }"#, ["sms.k.price"]),
            (ProviderTests.kannel + #"price = { currency = "EUR", default = 0.08 }"#, ["sms.k.price"]),
            (ProviderTests.kannel + #"price = { currency = "EUR", Germany = "0.08" }"#, ["sms.k.price"]),
            (ProviderTests.kannel + #"price = { currency = "EUR", page = "0.08" }"#, ["sms.k.price"]),
            (ProviderTests.kannel + #"price = { currency = "EUR", DE = { 20g = "0.95" } }"#, ["sms.k.price"]),
            (Self.letter + #"price = { currency = "EUR", default = "1", DE = { 20g = "0.95", 50g = "1.10" } }"#, []),
            (Self.letter + #"price = { currency = "EUR", DE = { 20 = "0.95" } }"#, ["letter.l.price"]),
            (Self.letter + #"price = { currency = "EUR", DE = {} }"#, ["letter.l.price"]),
        ] as [(String, [String])]
    )
    func `a price table is right, or what is wrong is told at its key`(text: String, keys: [String]) {
        #expect(read(text).diagnostics.map { $0.place.field ?? "-" } == keys)
    }

    @Test func `a country without a price of its own has the common one`() throws {
        let text = ProviderTests.kannel + #"price = { currency = "EUR", default = "0.08", DE = "0.075" }"#
        let settings = try #require(read(text).value)
        let prices = try #require(settings.providers[0].price)
        #expect(prices.tariff(for: "DE") == .flat(Price(millionths: 75_000)))
        #expect(prices.tariff(for: "FR") == .flat(Price(millionths: 80_000)))
        #expect(prices.tariff(for: nil) == .flat(Price(millionths: 80_000)))
    }

    private static let letter = smallest + "[letter.l]\nprovider = \"spool\"\ndirectory = \"out\"\n"
}
