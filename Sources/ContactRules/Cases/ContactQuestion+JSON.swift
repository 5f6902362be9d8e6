public import Dunning

extension ContactQuestion {
    /// Reads the members `contact`, `creditor`, `debtor`, `debt`, `history` and `facts` of a contact case.
    ///
    /// A caller may ask the same reader for more. Facts and contacts that are later than the message are mistakes.
    public init?(reading reader: JSONFieldReader) {
        let contact = reader.object("contact", Contact.init(reading:))
        var creditor: CreditorID?
        let role = reader.object("creditor") { inner -> Role? in
            creditor = inner.optional("id", .identifier(CreditorID.self))
            return inner.required("role", .choice(Role.self))
        }
        let debtor = reader.object("debtor", Recipient.init(reading:))
        let debt = reader.object("debt", Claim.init(reading:))
        let limit = contact?.at
        let history = reader.objects("history") { PastContact(reading: $0).map { $0.notAfter(limit, reader) } }
        let facts = reader.objects("facts") { inner -> Fact? in
            let fact = Fact(reading: inner)
            if let fact, let limit, fact.at > limit {
                inner.complain("the fact is later than the message", mend: "facts tell what was known then", at: "at")
            }
            return fact
        }
        guard let contact, let role, let debtor, let debt, let history, let facts else { return nil }
        self.init(
            contact: contact,
            role: role,
            creditor: creditor,
            debtor: debtor,
            debt: debt,
            history: history,
            facts: facts
        )
    }
}

extension PastContact {
    fileprivate func notAfter(_ limit: Instant?, _ reader: JSONFieldReader) -> PastContact {
        if let limit, at > limit {
            reader.complain("a past contact is later than the message", mend: "correct its `at`", at: "history")
        }
        return self
    }
}

extension ContactQuestion.Contact {
    fileprivate init?(reading reader: JSONFieldReader) {
        let at = reader.required("at", .instant)
        let channel = reader.required("channel", .choice(Channel.self))
        let mode = Mode.read(from: reader, channel: channel)
        let point = Self.point(channel, reader)
        let purpose = reader.required("purpose", .choice(Purpose.self))
        let automated = reader.optional("automated", .boolean) ?? true
        let advertises = reader.optional("advertises", .boolean) ?? false
        if reader.members["discloses"] == nil {
            reader.complain("required member is missing", mend: "add `discloses`, a list, or null = not checked")
        }
        let discloses = reader.optionalList("discloses", .identifier(DisclosureID.self))
        let text = reader.optional("text", .string)
        let envelope = reader.optional("envelope", .string)
        if channel != .letter { reader.forbid("envelope", because: "only letters have an envelope") }
        let replyTo = reader.optionalObject("replyTo", AnsweredMessage.init(reading:))
        let route = reader.optional("route", .string)
        guard let at, let channel, let purpose, point != nil || channel == .letter else { return nil }
        self.init(
            at: at,
            channel: channel,
            mode: mode,
            to: point,
            purpose: purpose,
            automated: automated,
            advertises: advertises,
            discloses: discloses.map(Set.init),
            text: text,
            envelope: envelope,
            replyTo: replyTo,
            route: route
        )
    }

    private static func point(_ channel: Channel?, _ reader: JSONFieldReader) -> ContactPoint? {
        switch channel {
        case .letter:
            reader.forbid("to", because: "letters go to the debtor's address")
            return nil
        case nil:
            _ = reader.optionalObject("to") { inner -> Bool? in
                inner.skipRest()
                return nil
            }
            return nil
        case let channel?:
            return reader.object("to") { inner in
                let isPhone = channel != .email
                let value = inner.required("value", isPhone ? .phone : .contactPoint)
                let line = isPhone ? inner.required("line", .choice(Line.self)) : nil
                if !isPhone { inner.forbid("line", because: "only phones have a line") }
                let use = inner.required("use", .choice(Use.self))
                let shared = inner.optional("shared", .boolean) ?? false
                guard let value, let use else { return nil }
                return ContactPoint(channel: channel, value: value, use: use, line: line, shared: shared)
            }
        }
    }
}

extension ContactQuestion.Recipient {
    fileprivate init?(reading reader: JSONFieldReader) {
        let id = reader.required("id", .identifier(DebtorID.self))
        let kind = reader.required("kind", .choice(DebtorKind.self))
        let relation = reader.required("relation", .choice(Relation.self))
        let minor = reader.optional("minor", .boolean) ?? false
        if reader.members["address"] == nil {
            reader.complain("required member is missing", mend: "add `address`, or null where it is not known")
        }
        let address = reader.optionalObject("address", PostalAddress.init(place:))
        let phone = reader.optional("phone", .phone)
        let zones = reader.optionalList("zones", .string, atLeast: 1) ?? []
        guard let id, let kind, let relation else { return nil }
        self.init(
            id: id,
            kind: kind,
            relation: relation,
            minor: minor,
            address: address,
            phones: phone.map { [$0] } ?? [],
            zones: zones
        )
    }
}

extension PostalAddress {
    /// An address in which every part that is not known must be said to be not known.
    fileprivate init?(place reader: JSONFieldReader) {
        let country = reader.required("country", .countryCode)
        let region = reader.nullable("region", .string)
        let city = reader.nullable("city", .string)
        let postalCode = reader.nullable("postalCode", .string)
        guard let country else { return nil }
        self.init(city: city, region: region, postalCode: postalCode, country: country)
    }
}

extension ContactQuestion.Claim {
    fileprivate init?(reading reader: JSONFieldReader) {
        let id = reader.required("id", .identifier(DebtID.self))
        let account = reader.optional("account", .identifier(AccountID.self))
        let group = reader.optional("group", .identifier(GroupID.self))
        let kind = reader.required("kind", .choice(DebtKind.self))
        let due = reader.optional("due", .date)
        let inCollection = reader.optional("inCollection", .boolean) ?? false
        let timeBarred = reader.optional("timeBarred", .boolean) ?? false
        let judgment = reader.optional("judgment", .boolean) ?? false
        guard let id, let kind else { return nil }
        self.init(
            id: id,
            account: account,
            group: group,
            kind: kind,
            due: due,
            inCollection: inCollection,
            timeBarred: timeBarred,
            judgment: judgment
        )
    }
}

extension JSONField where Value == String {
    fileprivate static var countryCode: JSONField {
        JSONField("two capital letters of ISO 3166-1") { json throws(JSONMistake) in
            guard let text = json.string, text.utf8.count == 2, text.utf8.allSatisfy({ (0x41...0x5A).contains($0) })
            else { throw .expected("two capital letters of ISO 3166-1", found: json) }
            return text
        }
    }
}
