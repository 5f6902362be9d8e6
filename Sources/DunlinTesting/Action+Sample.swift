public import Dunning

extension Action {
    /// A consumer in Cologne who owes 120 euros, reachable on every channel; what matters to a test is named.
    public static func sample(
        id: String = "A1",
        creditor: String = "acme",
        debtor: String = "P1",
        debt: String = "D1",
        level: Int = 1,
        plan: Plan = .sequence(SequenceID(trusted: "standard")),
        lane: Lane = .normal,
        contacts: [ContactPoint]? = nil,
        notBefore: Instant? = nil,
        notAfter: Instant? = nil
    ) -> Action {
        let euros = Currency("EUR").map { Money(minor: 12_000, currency: $0) }
        guard let euros, let due = CivilDate(year: 2026, month: 10, day: 1) else {
            preconditionFailure("the sample's own values are right")
        }
        return Action(
            id: ActionID(trusted: id),
            creditor: CreditorID(trusted: creditor),
            account: AccountID(trusted: "ACC-1"),
            level: level,
            plan: plan,
            debtor: Debtor(
                id: DebtorID(trusted: debtor),
                kind: .consumer,
                name: "Jana Beispiel",
                locale: "de-DE",
                address: PostalAddress(
                    lines: ["Musterstr. 2"],
                    city: "Köln",
                    region: "DE-NW",
                    postalCode: "50667",
                    country: "DE"
                ),
                contacts: contacts ?? [
                    ContactPoint(channel: .email, value: "jana@example.com", use: .home),
                    ContactPoint(channel: .sms, value: "+4915112345678", use: .home, line: .mobile),
                    ContactPoint(channel: .voice, value: "+4915112345678", use: .home, line: .mobile),
                ]
            ),
            debt: Debt(id: DebtID(trusted: debt), kind: .consumer, due: due, open: euros),
            payment: Payment(link: "https://pay.example.com/D1", reference: "RF18539007547034"),
            lane: lane,
            notBefore: notBefore,
            notAfter: notAfter
        )
    }
}
