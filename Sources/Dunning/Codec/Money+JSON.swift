extension Money: JSONCoded {
    /// Reads `{"minor": 12000, "currency": "EUR"}`; amounts below zero are refused.
    public init?(reading reader: JSONFieldReader) {
        let minor = reader.required("minor", .amount)
        let currency = reader.required("currency", .currency)
        guard let minor, let currency else { return nil }
        self.init(minor: minor, currency: currency)
    }

    /// `{"minor": 12000, "currency": "EUR"}`.
    public var json: JSON { ["currency": .string(currency.code), "minor": .integer(minor)] }
}
