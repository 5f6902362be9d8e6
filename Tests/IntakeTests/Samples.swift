import Dunning
import Intake

/// What the tests measure actions against: numbers that end in 9 cannot exist, those that end in 0 are landlines, and
/// those that end in 1 are in no known range.
let rules = IntakeRules(
    creditors: Set(["acme", "northwind"].map(CreditorID.init(trusted:))),
    sequences: Set(["standard", "gentle"].map(SequenceID.init(trusted:))),
    templates: Set(["reminder", "final-notice"].map(TemplateID.init(trusted:))),
    phones: { number in
        switch number.last {
        case "9": PhoneFinding(.impossible("too short", mend: "add digits"), line: .unknown)
        case "0": PhoneFinding(.assigned, line: .landline)
        case "1": PhoneFinding(.possible, line: .unknown)
        default: PhoneFinding(.assigned, line: .mobile)
        }
    }
)

/// The example of the documentation.
let example = #"""
    {"id": "act-2026-000123", "creditor": "acme", "account": "ACC-1", "level": 2, "sequence": "standard",
     "debt": {"id": "D-1", "kind": "consumer", "due": "2026-10-01",
              "invoices": [{"number": "INV-7", "issued": "2026-09-01", "due": "2026-10-01",
                            "amount": {"minor": 12000, "currency": "EUR"}, "open": {"minor": 12000, "currency": "EUR"}}],
              "open": {"minor": 12000, "currency": "EUR"}},
     "debtor": {"id": "P1", "kind": "consumer", "name": "Jana Beispiel", "locale": "de-DE",
                "address": {"lines": ["Musterstr. 2"], "city": "Köln", "region": "DE-NW", "postalCode": "50667", "country": "DE"},
                "contacts": [{"channel": "email", "value": "jana@example.com", "use": "home"},
                             {"channel": "sms", "value": "+4915112345678", "use": "home"},
                             {"channel": "voice", "value": "+4915112345678", "use": "home"}]},
     "payment": {"link": "https://pay.acme.example/D-1", "reference": "RF18539007547034"},
     "data": {}, "lane": "normal", "notBefore": null, "notAfter": "2026-12-31T00:00:00Z"}
    """#

/// The example with members changed; a path such as `debtor/name` names what is replaced, `null` stays `null`.
func example(with changes: JSONMembers) throws -> JSON {
    var json = try JSON(parsing: example)
    for (path, value) in changes { json = json.setting(path.split(separator: "/").map(String.init)[...], to: value) }
    return json
}

extension JSON {
    fileprivate func setting(_ path: ArraySlice<String>, to value: JSON) -> JSON {
        guard let name = path.first else { return value }
        if case .array(var elements) = self, let index = Int(name) {
            let inner = index < elements.count ? elements[index] : .null
            let changed = inner.setting(path.dropFirst(), to: value)
            if index < elements.count { elements[index] = changed } else { elements.append(changed) }
            return .array(elements)
        }
        var members = object ?? [:]
        members[name] = (members[name] ?? [:]).setting(path.dropFirst(), to: value)
        return .object(members)
    }
}

extension IntakeLine {
    /// Errors and warnings as `severity place`.
    var told: [String] {
        let diagnostics =
            switch self {
            case .action(let action): action.warnings
            case .refused(let line): line.diagnostics
            }
        return diagnostics.map { "\($0.severity.rawValue) \($0.place.field ?? "-")" }
    }

    var action: ReadAction? {
        guard case .action(let action) = self else { return nil }
        return action
    }

    var refusal: UnreadableLine? {
        guard case .refused(let line) = self else { return nil }
        return line
    }
}

func read(_ changes: JSONMembers) throws -> IntakeLine {
    ActionReader(rules: rules, file: "-").read(try example(with: changes))
}

func read(_ bytes: [UInt8]) -> IntakeLine? {
    ActionReader(rules: rules, file: "in.jsonl").read(RawLine(number: 7, bytes: bytes))
}
