import Dunning
import Foundation
import Intake
import Testing

struct SchemaTests {
    /// Every member that there is, but for the sequence, which excludes channel and template.
    static let full = #"""
        {"id": "a-1", "creditor": "acme", "account": "ACC-1", "level": 2, "channel": "email", "template": "reminder",
         "debt": {"id": "D-1", "kind": "student", "group": "EDU-1", "due": "2026-10-01", "inCollection": true, "timeBarred": true, "judgment": true,
                  "invoices": [{"number": "INV-7", "issued": "2026-09-01", "due": "2026-10-01", "document": "2026/INV-7.pdf",
                                "amount": {"minor": 12000, "currency": "EUR"}, "open": {"minor": 12000, "currency": "EUR"}}],
                  "open": {"minor": 12000, "currency": "EUR"}, "fees": {"minor": 250, "currency": "EUR"},
                  "interest": {"minor": 99, "currency": "EUR"}},
         "debtor": {"id": "P1", "kind": "business", "name": "Beispiel AG", "salutation": "ms", "title": "Dr.", "givenName": "Jana",
                    "familyName": "Beispiel", "contactPerson": "Jana Beispiel", "locale": "de-DE", "zones": ["Europe/Berlin"],
                    "relation": "guardian", "minor": true, "segment": "gold", "risk": 70,
                    "address": {"lines": ["Musterstr. 2"], "city": "Köln", "region": "DE-NW", "postalCode": "50667", "country": "DE"},
                    "contacts": [{"channel": "email", "value": "jana@example.com", "use": "home", "shared": true},
                                 {"channel": "sms", "value": "+4915112345678", "use": "home", "line": "mobile", "shared": true}]},
         "payment": {"link": "https://pay.acme.example/D-1", "reference": "RF18539007547034"},
         "data": {"contract": "C-1"}, "lane": "bulk", "notBefore": "2026-12-01T00:00:00Z", "notAfter": "2026-12-31T00:00:00Z"}
        """#

    @Test func `the code reads and writes the members that the schema names, no more and no fewer`() throws {
        let full = try JSON(parsing: Self.full)
        let action = try #require(ActionReader(rules: rules, file: "-").read(full).action?.action)
        let schema = try JSON(parsing: Data(contentsOf: checkout.appending(path: "docs/action.schema.json")))
        var named = members(ofSchema: schema, root: schema)
        #expect(named.remove("sequence") != nil)
        #expect(members(of: full) == named)
        #expect(members(of: action.json) == named)
    }

    @Test func `the examples that the code takes are the ones that the schema takes`() throws {
        let all = try lines(of: "examples/actions.jsonl")
        let verdicts = try validate(all.map(\.bytes))
        #expect(verdicts.count == all.count)
        // What a schema cannot know: days that do not exist, sums, regions, numbering plans; marked by the id.
        let beyond = ["bad-date", "bad-sum", "bad-region", "bad-phone"]
        for (line, verdict) in zip(all, verdicts) {
            switch Examples.reader.read(line) {
            case .action: #expect(verdict == "ok", "line \(line.number)")
            case .refused(let refusal):
                #expect(verdict != "ok" || beyond.contains(refusal.action ?? ""), "line \(line.number)")
            case nil: Issue.record("line \(line.number) is empty")
            }
        }
    }

    @Test func `what the schema refuses the code refuses too, at the same place`() throws {
        let changes: [(String, JSON)] = [
            ("id", ""), ("id", "a/b"), ("id", .string(String(repeating: "x", count: 101))), ("level", 0),
            ("level", 100), ("level", "1"),
            ("account", "a b"), ("lane", "fast"), ("notAfter", "2026-12-31"), ("notAfter", "2026-12-31T00:00:00"),
            ("data", []),
            ("debtor/name", "a\nb"), ("debtor/name", ""), ("debtor/name", "a\u{202E}b"), ("debtor/salutation", "mrs"),
            ("debtor/title", "a\nb"), ("debtor/givenName", "\u{2066}a"),
            ("debtor/familyName", .string(String(repeating: "x", count: 101))),
            ("debtor/contactPerson", "Jo"), ("debt/fees/minor", -1), ("debt/interest/currency", "eur"),
            ("debtor/kind", "person"),
            ("debtor/locale", "de_DE"),
            ("debtor/relation", "friend"), ("debtor/minor", "no"), ("debtor/segment", "a b"),
            ("debtor/risk", 101), ("debtor/risk", .number(0.7)), ("debtor/address/country", "Germany"),
            ("debtor/address/region", "NW"),
            ("debtor/zones", ["CET"]), ("debtor/contacts/0/value", "jana"), ("debtor/contacts/1/value", "0151"),
            ("debtor/contacts/0/line", "mobile"), ("debtor/contacts/0/channel", "fax"), ("debt/due", "2026-13-01"),
            ("debt/kind", "loan"),
            ("debt/open/minor", -1), ("debt/open/minor", .number(1.5)), ("debt/open/currency", "eur"),
            ("debt/inCollection", 1), ("debt/timeBarred", 1), ("debt/judgment", 1),
            ("debt/invoices/0/number", "a\rb"), ("payment/link", "ftp://x"), ("payment/reference", "\u{0}"),
        ]
        let lines = try changes.map { try example(with: [$0.0: $0.1]).canonicalBytes }
        let verdicts = try validate(lines)
        #expect(verdicts.count == changes.count)
        for (change, verdict) in zip(changes, verdicts) {
            #expect(verdict != "ok", "\(change)")
            let told = try read([change.0: change.1]).refusal?.diagnostics.compactMap(\.place.field) ?? []
            #expect(told.contains("/" + change.0) || told.contains("/" + change.0 + "/0"), "\(change)")
        }
    }

    /// The paths of all members, arrays passed through; what is within `data` belongs to the engine.
    private func members(of json: JSON, at path: String = "") -> Set<String> {
        switch json {
        case .object(let members):
            return members.reduce(into: []) { paths, member in
                let inner = path.isEmpty ? member.key : path + "/" + member.key
                paths.insert(inner)
                if inner != "data" { paths.formUnion(self.members(of: member.value, at: inner)) }
            }
        case .array(let elements): return elements.reduce(into: []) { $0.formUnion(members(of: $1, at: path)) }
        default: return []
        }
    }

    /// The same for a schema: through references, alternatives and elements.
    private func members(ofSchema schema: JSON, root: JSON, at path: String = "") -> Set<String> {
        var paths: Set<String> = []
        if let name = schema["$ref"]?.string?.split(separator: "/").last, let target = root["$defs"]?[String(name)] {
            paths.formUnion(members(ofSchema: target, root: root, at: path))
        }
        for alternative in schema["anyOf"]?.array ?? [] {
            paths.formUnion(members(ofSchema: alternative, root: root, at: path))
        }
        if let items = schema["items"] { paths.formUnion(members(ofSchema: items, root: root, at: path)) }
        for (name, inner) in schema["properties"]?.object ?? [:] {
            let place = path.isEmpty ? name : path + "/" + name
            paths.insert(place)
            paths.formUnion(members(ofSchema: inner, root: root, at: place))
        }
        return paths
    }
}
