import Dunning

/// The actions of a trial: all four channels, ladders of three steps, and debts that run into a cap.
struct ActionMix: Sendable {
    /// How many there are.
    let count: Int

    /// Actions of a debt that runs into its cap; all of them are runnable at once.
    private static let actionsOfACappedDebt = 10
    /// Contacts a week on one debt where no country's pack stands in (`house.contacts-a-week`).
    static let contactsAWeek = 3

    /// What an action is.
    private enum Kind {
        case single(String)
        case ladder
        /// Where no pack stands in: the house allows three contacts a week on one debt.
        case capped
    }

    private func kind(_ number: Int) -> Kind {
        switch number % 20 {
        case 0...6: .single("email")
        case 7...9: .single("sms")
        case 10...12: .single("voice")
        case 13, 14: .single("letter")
        case 15...18: .ladder
        default: .capped
        }
    }

    /// How many messages go out where nothing fails.
    var messages: Int {
        (0..<count).reduce(0) { sum, number in
            if case .ladder = kind(number) { sum + 3 } else { sum + 1 }
        }
    }

    /// One line an action, as an engine sends them.
    var lines: String { (0..<count).map { json($0).canonical + "\n" }.joined() }

    private func json(_ number: Int) -> JSON {
        let id = "c-\(number)"
        let money: JSON = ["minor": 12_345, "currency": "EUR"]
        var debt = id
        var members: JSONMembers = [
            "id": .string(id), "creditor": "acme", "account": .string("ACC-\(id)"), "level": 1,
            "payment": ["link": .string("https://pay.acme.example/\(id)"), "reference": "RF18539007547034"],
        ]
        switch kind(number) {
        case .single(let channel):
            members["channel"] = .string(channel)
            members["template"] = "reminder"
        case .ladder: members["sequence"] = "ladder"
        case .capped:
            members["channel"] = "email"
            members["template"] = "reminder"
            debt = "cap-\(number / (20 * ActionMix.actionsOfACappedDebt))"
        }
        members["debtor"] = debtor(of: debt, number)
        members["debt"] = [
            "id": .string("D-\(debt)"), "kind": "utility", "due": "2026-10-01", "open": money,
            "invoices": [
                ["number": "INV-7", "issued": "2026-09-01", "due": "2026-10-01", "amount": money, "open": money]
            ],
        ]
        return .object(members)
    }

    private func debtor(of debt: String, _ number: Int) -> JSON {
        // No number ends in 01xx, which the sandbox takes for a wish.
        let phone = JSON.string("+49151\(10_000 + number % 90_000)999")
        let german: JSON = [
            "lines": ["Musterstr. 2"], "city": "Köln", "region": "DE-NW", "postalCode": "50667", "country": "DE",
        ]
        let luxembourgish: JSON = [
            "lines": ["1, rue Exemple"], "city": "Luxembourg", "postalCode": "1111", "country": "LU",
        ]
        let isCapped = if case .capped = kind(number) { true } else { false }
        return [
            "id": .string("P-\(debt)"), "kind": "consumer", "name": "Jana Beispiel", "locale": "de-DE",
            "address": isCapped ? luxembourgish : german,
            "contacts": [
                ["channel": "email", "value": .string("\(debt)@example.com"), "use": "home"],
                ["channel": "sms", "value": phone, "use": "home", "line": "mobile"],
                ["channel": "voice", "value": phone, "use": "home", "line": "mobile"],
            ],
        ]
    }
}
