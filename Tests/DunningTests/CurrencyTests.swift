import Dunning
import Testing

struct CurrencyTests {
    @Test(arguments: [
        ("EUR", 2), ("USD", 2), ("CHF", 2), ("GBP", 2), ("AUD", 2), ("JPY", 0), ("KRW", 0), ("ISK", 0), ("KWD", 3),
        ("TND", 3),
    ])
    func `a currency knows the digits of its minor unit`(code: String, digits: Int) {
        #expect(Currency(code)?.digits == digits)
    }

    @Test(arguments: [
        "", "EU", "EURO", "eur", "Eur", "XXX", "XTS", "XAU", "DEM", "BTC", "€", "EUR ", "ＥＵＲ", "E\u{301}R",
    ])
    func `old, unreal and misspelt currencies are refused`(code: String) {
        #expect(Currency(code) == nil)
    }

    @Test func `money of two currencies is never equal`() throws {
        let euro = try #require(Currency("EUR"))
        let franc = try #require(Currency("CHF"))
        #expect(Money(minor: 100, currency: euro) != Money(minor: 100, currency: franc))
    }
}
