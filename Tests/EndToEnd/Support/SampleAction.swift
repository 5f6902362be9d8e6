import Dunning

/// An action as an engine would send it, with what the tests vary.
struct SampleAction {
    var id: String
    /// Nil = a debtor of its own.
    var debtor: String?
    var name = "Jana Beispiel"
    var kind = "consumer"
    var creditor = "acme"
    var locale = "de-DE"
    var channel = "email"
    var template = "reminder"
    /// In place of channel and template.
    var sequence: String?
    var contacts: [JSON] = []
    var currency = "EUR"
    var lane = "normal"
    /// The invoice's PDF.
    var document: String?
    var address: JSON = [
        "lines": ["Musterstr. 2"], "city": "Köln", "region": "DE-NW", "postalCode": "50667", "country": "DE",
    ]

    /// One message by mail; each action is about a debtor and a debt of its own.
    static func mail(_ id: String, to address: String? = nil) -> SampleAction {
        var action = SampleAction(id: id)
        action.contacts = [["channel": "email", "value": .string(address ?? "\(id)@example.com"), "use": "home"]]
        return action
    }

    /// One message to a phone.
    static func phone(_ id: String, _ channel: String, _ number: String) -> SampleAction {
        var action = SampleAction(id: id, channel: channel)
        action.contacts = [["channel": .string(channel), "value": .string(number), "use": "home", "line": "mobile"]]
        return action
    }

    func with(_ change: (inout SampleAction) -> Void) -> SampleAction {
        var copy = self
        change(&copy)
        return copy
    }

    var json: JSON {
        let money: JSON = ["minor": 12_345, "currency": .string(currency)]
        var members: JSONMembers = [
            "id": .string(id), "creditor": .string(creditor), "account": .string("ACC-\(id)"), "level": 1,
            "lane": .string(lane),
            "debtor": [
                "id": .string(debtor ?? "P-\(id)"), "kind": .string(kind), "name": .string(name),
                "locale": .string(locale), "address": address, "contacts": .array(contacts),
            ],
            "debt": [
                "id": .string("D-\(id)"), "kind": .string(kind), "due": "2026-10-01", "open": money,
                "invoices": [
                    .compact([
                        "number": "INV-7", "issued": "2026-09-01", "due": "2026-10-01", "amount": money, "open": money,
                        "document": document.map(JSON.string),
                    ])
                ],
            ],
            "payment": ["link": .string("https://pay.acme.example/\(id)"), "reference": "RF18539007547034"],
        ]
        if let sequence {
            members["sequence"] = .string(sequence)
        } else {
            members["channel"] = .string(channel)
            members["template"] = .string(template)
        }
        return .object(members)
    }
}
