/// An amount in the minor unit of an ISO 4217 currency; never a floating-point number.
public struct Money: Hashable, Sendable {
    /// The amount in minor units (cents, rappen; yen where the currency has none).
    public var minor: Int64
    /// The currency.
    public var currency: Currency

    /// An amount of minor units.
    public init(minor: Int64, currency: Currency) {
        self.minor = minor
        self.currency = currency
    }
}

/// A currency in use (ISO 4217).
public struct Currency: Hashable, Sendable, CustomStringConvertible {
    /// The alphabetic code, three capital letters.
    public let code: String
    /// Digits behind the point that the minor unit has: 2 for EUR, 0 for JPY, 3 for KWD.
    public let digits: Int

    /// Refuses a code that ISO 4217 does not list, and the ones without an amount to pay (`XXX`, metals, test codes).
    public init?(_ code: String) {
        guard code.utf8.count == 3, Currency.known.contains(code) else { return nil }
        self.code = code
        self.digits =
            Currency.withoutMinorUnit.contains(code) ? 0 : Currency.withThousandths.contains(code) ? 3 : 2
    }

    /// The alphabetic code.
    public var description: String { code }

    /// The codes of ISO 4217 list one as of 2026, without funds codes, metals and test codes.
    private static let known: Set<String> = Set(
        """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP \
        CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG \
        HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL \
        MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR \
        RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD \
        TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
        """.split(separator: " ").map(String.init)
    )

    private static let withoutMinorUnit: Set<String> = [
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF",
    ]

    private static let withThousandths: Set<String> = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]
}
