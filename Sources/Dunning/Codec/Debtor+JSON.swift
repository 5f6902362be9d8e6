extension Debtor: JSONCoded {
    /// Reads the `debtor` of an action.
    public init?(reading reader: JSONFieldReader) {
        let id = reader.required("id", .identifier(DebtorID.self))
        let kind = reader.required("kind", .choice(DebtorKind.self))
        let name = reader.required("name", .string)
        let salutation = reader.optional("salutation", .choice(Salutation.self)) ?? .none
        let title = reader.optional("title", .string)
        let givenName = reader.optional("givenName", .string)
        let familyName = reader.optional("familyName", .string)
        let contactPerson = reader.optional("contactPerson", .string)
        if kind == .consumer { reader.forbid("contactPerson", because: "only a business has a contact person") }
        let locale = reader.optional("locale", .string)
        let address = reader.optionalObject("address", PostalAddress.init(reading:))
        let zones = reader.optionalList("zones", .string) ?? []
        let contacts = reader.optionalObjects("contacts", ContactPoint.init(reading:)) ?? []
        let relation = reader.optional("relation", .choice(Relation.self)) ?? .debtor
        let minor = reader.optional("minor", .boolean) ?? false
        let segment = reader.optional("segment", .identifier(Segment.self))
        let risk = reader.optional("risk", .integer(0...100))
        guard let id, let kind, let name else { return nil }
        self.init(
            id: id,
            kind: kind,
            name: name,
            salutation: salutation,
            title: title,
            givenName: givenName,
            familyName: familyName,
            contactPerson: contactPerson,
            locale: locale,
            address: address,
            zones: zones,
            contacts: contacts,
            relation: relation,
            minor: minor,
            segment: segment,
            risk: risk
        )
    }

    /// The `debtor` of an action.
    public var json: JSON {
        .compact([
            "address": address?.json,
            "contactPerson": contactPerson.map(JSON.string),
            "contacts": contacts.isEmpty ? nil : .array(contacts.map(\.json)),
            "familyName": familyName.map(JSON.string),
            "givenName": givenName.map(JSON.string),
            "id": .string(id.rawValue),
            "kind": .string(kind.rawValue),
            "locale": locale.map(JSON.string),
            "minor": minor ? true : nil,
            "name": .string(name),
            "relation": relation == .debtor ? nil : .string(relation.rawValue),
            "risk": risk.map { .integer(Int64($0)) },
            "salutation": salutation == .none ? nil : .string(salutation.rawValue),
            "segment": segment.map { .string($0.rawValue) },
            "title": title.map(JSON.string),
            "zones": zones.isEmpty ? nil : .array(zones.map(JSON.string)),
        ])
    }
}

extension PostalAddress: JSONCoded {
    /// Reads the `address` of a debtor; only the country must be known.
    public init?(reading reader: JSONFieldReader) {
        let lines = reader.optionalList("lines", .string) ?? []
        let city = reader.optional("city", .string)
        let region = reader.optional("region", .string)
        let postalCode = reader.optional("postalCode", .string)
        let country = reader.required("country", .string)
        guard let country else { return nil }
        self.init(lines: lines, city: city, region: region, postalCode: postalCode, country: country)
    }

    /// The `address` of a debtor.
    public var json: JSON {
        .compact([
            "city": city.map(JSON.string),
            "country": .string(country),
            "lines": lines.isEmpty ? nil : .array(lines.map(JSON.string)),
            "postalCode": postalCode.map(JSON.string),
            "region": region.map(JSON.string),
        ])
    }
}

extension ContactPoint: JSONCoded {
    /// Reads one of the `contacts` of a debtor; a letter has no value, everything else has one.
    public init?(reading reader: JSONFieldReader) {
        let channel = reader.required("channel", .choice(Channel.self))
        let use = reader.optional("use", .choice(Use.self)) ?? .unknown
        let line = reader.optional("line", .choice(Line.self))
        let shared = reader.optional("shared", .boolean) ?? false
        let isLetter = channel == .letter
        let value = isLetter ? nil : reader.required("value", .string)
        if isLetter { reader.forbid("value", because: "letters go to the debtor's postal address") }
        if isLetter || channel == .email { reader.forbid("line", because: "only phones have a line") }
        guard let channel, isLetter || value != nil else { return nil }
        self.init(channel: channel, value: value, use: use, line: line, shared: shared)
    }

    /// One of the `contacts` of a debtor.
    public var json: JSON {
        .compact([
            "channel": .string(channel.rawValue),
            "line": line.map { .string($0.rawValue) },
            "shared": shared ? true : nil,
            "use": .string(use.rawValue),
            "value": value.map(JSON.string),
        ])
    }
}
