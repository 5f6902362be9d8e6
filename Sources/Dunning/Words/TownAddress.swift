/// An address in parts, as payment slips want it; its country is that of its owner.
public struct TownAddress: Hashable, Sendable {
    /// The street or post box; may be empty.
    public var street: String
    /// The house number; may be empty.
    public var house: String
    /// The postal code as the country writes it.
    public var postalCode: String
    /// The town.
    public var town: String

    /// An address in parts.
    public init(street: String = "", house: String = "", postalCode: String, town: String) {
        self.street = street
        self.house = house
        self.postalCode = postalCode
        self.town = town
    }
}
