public import Dunning

/// What a provider charges: for each segment of a text, each started minute of a call, each letter; exact decimals.
public struct PriceList: Hashable, Sendable {
    /// What it is charged in.
    public var currency: Currency
    /// Where a country has no price of its own; nil = then nobody knows.
    public var common: Tariff?
    /// By ISO 3166-1 alpha-2: of the number for texts and calls, of the address for letters.
    public var byCountry: [String: Tariff]
    /// Letters: for each printed page.
    public var page: Price?
    /// Letters: for each sheet of paper.
    public var sheet: Price?

    /// What a country costs.
    public enum Tariff: Hashable, Sendable {
        /// For each segment, started minute, mail or letter.
        case flat(Price)
        /// Letters: postage by what they weigh at most, the lightest first.
        case byWeight([WeightStep])
    }

    /// One step of a postage table.
    public struct WeightStep: Hashable, Sendable {
        /// Up to that many grams.
        public var grams: Int
        /// What a letter of that weight costs.
        public var price: Price
    }

    /// What a country costs; nil where nobody knows.
    public func tariff(for country: String?) -> Tariff? { country.flatMap { byCountry[$0] } ?? common }
}

/// A price as an exact decimal of up to six places; never a floating-point number.
public struct Price: Hashable, Sendable {
    /// In millionths of the currency's unit.
    public let millionths: Int64

    /// So many millionths.
    public init(millionths: Int64) { self.millionths = millionths }

    /// Reads `0.075` or `12`; nil where it is no decimal of at most six places, or a million and more.
    public init?(_ text: String) {
        let halves = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let digits: (Substring, ClosedRange<Int>) -> Bool = { half, lengths in
            lengths.contains(half.utf8.count) && half.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        guard let whole = halves.first, digits(whole, 1...6) else { return nil }
        let places = halves.count == 2 ? halves[1] : "0"
        guard digits(places, 1...6) else { return nil }
        let padded = places + String(repeating: "0", count: 6 - places.utf8.count)
        guard let units = Int64(whole), let rest = Int64(padded) else { return nil }
        millionths = units * 1_000_000 + rest
    }

    /// The price of several.
    public static func * (price: Price, count: Int) -> Price { Price(millionths: price.millionths * Int64(count)) }

    /// Both together.
    public static func + (left: Price, right: Price) -> Price {
        Price(millionths: left.millionths + right.millionths)
    }

    /// As it is written: at least the currency's digits behind the point, and none that say nothing behind them.
    public func text(in currency: Currency) -> String {
        var places = String(String(millionths % 1_000_000 + 1_000_000).dropFirst())
        while places.utf8.count > currency.digits, places.last == "0" { places.removeLast() }
        return "\(millionths / 1_000_000)" + (places.isEmpty ? "" : "." + places) + " " + currency.code
    }
}
