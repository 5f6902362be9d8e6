import Dunning

extension Action {
    /// An action with random members, every one of which may be absent where it can be.
    static func random(using generator: inout SeededGenerator) -> Action {
        let currency = Currency(["EUR", "JPY", "KWD"].randomElement(using: &generator) ?? "EUR")
        let plans: [Plan] = [
            .sequence(SequenceID(trusted: "standard")), .message(.voice, TemplateID(trusted: "second-notice")),
        ]
        return Action(
            id: ActionID(trusted: "act-\(UInt32.random(in: 0...UInt32.max, using: &generator))"),
            creditor: CreditorID(trusted: "acme"),
            account: maybe(AccountID(trusted: "ACC-1"), &generator),
            level: .random(in: 1...99, using: &generator),
            plan: plans.randomElement(using: &generator) ?? plans[0],
            debtor: .random(using: &generator),
            debt: .random(currency, using: &generator),
            payment: Payment(
                link: maybe("https://pay.example.com/1", &generator),
                reference: maybe("RF18", &generator)
            ),
            data: maybe(["contract": "C-1", "meter": ["old": 1, "new": .number(2.5)]], &generator) ?? [:],
            lane: Lane.allCases.randomElement(using: &generator) ?? .normal,
            notBefore: maybe(Instant(milliseconds: .random(in: 0...2_000_000_000_000, using: &generator)), &generator),
            notAfter: maybe(Instant(milliseconds: .random(in: 0...2_000_000_000_000, using: &generator)), &generator)
        )
    }
}

extension Debtor {
    fileprivate static func random(using generator: inout SeededGenerator) -> Debtor {
        let points = [
            ContactPoint(channel: .email, value: "jana@example.com", use: .home),
            ContactPoint(channel: .sms, value: "+4915112345678", use: .unknown, line: .mobile),
            ContactPoint(channel: .voice, value: "+493012345678", use: .work, line: .landline, shared: true),
            ContactPoint(channel: .letter, value: nil, use: .home),
        ]
        let kind = DebtorKind.allCases.randomElement(using: &generator) ?? .consumer
        return Debtor(
            id: DebtorID(trusted: "P1"),
            kind: kind,
            name: "Jana \"Quote\" Bei/spiel \u{1F600}",
            salutation: Salutation.allCases.randomElement(using: &generator) ?? .none,
            title: maybe("Dr.", &generator),
            givenName: maybe("Jana", &generator),
            familyName: maybe("Bei/spiel", &generator),
            contactPerson: kind == .business ? maybe("Jo Muster", &generator) : nil,
            locale: maybe("de-DE", &generator),
            address: maybe(.random(using: &generator), &generator),
            zones: maybe(["Europe/Berlin"], &generator) ?? [],
            contacts: points.filter { _ in Bool.random(using: &generator) },
            relation: Relation.allCases.randomElement(using: &generator) ?? .debtor,
            minor: .random(using: &generator),
            segment: .random(using: &generator) ? Segment(trusted: "gold") : nil,
            risk: .random(using: &generator) ? .random(in: 0...100, using: &generator) : nil
        )
    }
}

extension PostalAddress {
    fileprivate static func random(using generator: inout SeededGenerator) -> PostalAddress {
        PostalAddress(
            lines: maybe(["c/o Muster", "Musterstr. 2"], &generator) ?? [],
            city: maybe("Köln", &generator),
            region: maybe("DE-NW", &generator),
            postalCode: maybe("50667", &generator),
            country: "DE"
        )
    }
}

extension Debt {
    fileprivate static func random(_ currency: Currency?, using generator: inout SeededGenerator) -> Debt {
        let money = currency.map { Money(minor: .random(in: 0...Int64.max, using: &generator), currency: $0) }
        let amount = money ?? Money(minor: 0, currency: Currency.fallback)
        let due = CivilDate(dayNumber: .random(in: 0...30_000, using: &generator))
        let invoice = Invoice(
            number: "INV 7/2026",
            issued: maybe(due, &generator),
            due: due,
            amount: amount,
            open: amount
        )
        return Debt(
            id: DebtID(trusted: "D-1"),
            kind: DebtKind.allCases.randomElement(using: &generator) ?? .consumer,
            group: maybe(GroupID(trusted: "EDU-1"), &generator),
            due: due,
            inCollection: .random(using: &generator),
            timeBarred: .random(using: &generator),
            judgment: .random(using: &generator),
            open: amount,
            invoices: Array(repeating: invoice, count: .random(in: 0...3, using: &generator))
        )
    }
}

extension Currency {
    fileprivate static var fallback: Currency { Currency("USD") ?? Currency.fallback }
}

private func maybe<Value>(_ value: Value, _ generator: inout SeededGenerator) -> Value? {
    Bool.random(using: &generator) ? value : nil
}
