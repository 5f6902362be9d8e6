import Dunning
import Testing

struct ActionCodecTests {
    static let minimal: JSON = [
        "id": "a-1", "creditor": "acme", "level": 1, "sequence": "standard",
        "debtor": ["id": "P1", "kind": "consumer", "name": "Jana Beispiel"],
        "debt": ["id": "D-1", "kind": "utility", "due": "2026-10-01", "open": ["minor": 12000, "currency": "EUR"]],
    ]

    @Test func `an action that is written is read again as the same`() throws {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<500 {
            let action = Action.random(using: &generator)
            #expect(try Action(jsonText: action.json.canonical) == action)
        }
    }

    @Test func `the smallest action gets the defaults`() throws {
        let action = try #require(Action.read(Self.minimal).value)
        #expect(action.plan == .sequence(SequenceID(trusted: "standard")))
        #expect(action.lane == .normal)
        #expect(action.payment == Payment())
        #expect(action.debtor.relation == .debtor)
        #expect(action.debtor.contacts.isEmpty)
        #expect(!action.debt.inCollection)
    }

    @Test func `members that may be absent may be null`() throws {
        let nulls: [String] = ["account", "payment", "data", "lane", "notBefore", "notAfter", "channel", "template"]
        let json = Self.minimal.with(nulls.map { ($0, JSON.null) })
        #expect(try Action(jsonText: json.canonical) == Action.read(Self.minimal).value)
    }

    @Test(
        arguments: [
            (["sequence": nil], [""]),
            (["channel": "sms"], [""]),
            (["channel": "sms", "template": "reminder"], [""]),
            (["sequence": nil, "channel": "sms"], [""]),
            (["id": "../x"], ["/id"]), (["id": 7], ["/id"]), (["level": 0], ["/level"]), (["level": 100], ["/level"]),
            (["level": .number(1)], ["/level"]), (["level": "1"], ["/level"]),
            (["lane": "Urgent"], ["/lane"]), (["notAfter": "2026-12-31"], ["/notAfter"]), (["data": []], ["/data"]),
            (["debtors": [:]], ["/debtors"]), (["payment": ["url": "x"]], ["/payment/url"]),
            (["debt": nil, "debtor": []], ["/debt", "/debtor"]),
        ] as [(JSONMembers, [String])]
    )
    func `a mistake in the form is told at its place`(changes: JSONMembers, places: [String]) {
        let (value, diagnostics) = Action.read(Self.minimal.with(changes.map { ($0.key, $0.value) }))
        #expect(value == nil)
        #expect(diagnostics.map { $0.place.field ?? "-" } == places)
    }

    @Test(
        arguments: [
            (["channel": "letter", "value": "x"], ["/debtor/contacts/0/value"]),
            (["channel": "letter", "line": "mobile"], ["/debtor/contacts/0/line"]),
            (["channel": "email", "value": "a@example.com", "line": "mobile"], ["/debtor/contacts/0/line"]),
            (["channel": "sms"], ["/debtor/contacts/0/value"]),
            (["channel": "fax", "value": "x"], ["/debtor/contacts/0/channel"]),
            (["channel": "sms", "value": "+4915112345678", "use": "private"], ["/debtor/contacts/0/use"]),
        ] as [(JSONMembers, [String])]
    )
    func `a contact point has what its channel needs and nothing else`(point: JSONMembers, places: [String]) {
        let debtor: JSON = ["id": "P1", "kind": "consumer", "name": "J", "contacts": [.object(point)]]
        let diagnostics = Action.read(Self.minimal.with([("debtor", debtor)])).diagnostics
        #expect(diagnostics.map { $0.place.field ?? "-" } == places)
    }

    @Test func `amounts below zero, with fractions or in no currency are refused`() {
        #expect(Money.read(["minor": -1, "currency": "EUR"]).value == nil)
        #expect(Money.read(["minor": .number(1.5), "currency": "EUR"]).value == nil)
        #expect(Money.read(["minor": "1", "currency": "EUR"]).value == nil)
        #expect(Money.read(["minor": 1, "currency": "EURO"]).value == nil)
        #expect(Money.read(["minor": 0, "currency": "EUR"]).value != nil)
    }

    @Test func `a stored text that cannot be read says why`() {
        #expect(throws: JSONUnreadable.self) { try Action(jsonText: #"{"id": "a"#) }
        #expect(throws: JSONUnreadable.self) { try Action(jsonText: "{}") }
    }
}

extension JSON {
    /// The object with some members put in place of the ones of the same names.
    func with(_ members: [(String, JSON)]) -> JSON {
        .object((object ?? [:]).merging(JSONMembers(uniqueKeysWithValues: members), uniquingKeysWith: { $1 }))
    }
}
