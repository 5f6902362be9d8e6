/// Where a debtor lives or sits.
public struct PostalAddress: Hashable, Sendable {
    /// Street and house number, c/o, floor; without the name, the city and the country; may be empty for a bare place.
    public var lines: [String]
    /// The city; nil where it is not known.
    public var city: String?
    /// ISO 3166-2, such as `US-OH`; nil where it is not known.
    public var region: String?
    /// The postal code as the country writes it; nil where it is not known.
    public var postalCode: String?
    /// ISO 3166-1 alpha-2.
    public var country: String

    /// A postal address.
    public init(lines: [String] = [], city: String?, region: String?, postalCode: String?, country: String) {
        self.lines = lines
        self.city = city
        self.region = region
        self.postalCode = postalCode
        self.country = country
    }
}
