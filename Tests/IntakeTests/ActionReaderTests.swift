import Dunning
import Intake
import Testing

struct ActionReaderTests {
    @Test func `the documented example is accepted without a word`() throws {
        let action = try #require(try read([:]).action)
        #expect(action.warnings.isEmpty)
        #expect(action.action.id == ActionID("act-2026-000123"))
        #expect(action.action.notAfter == Instant(rfc3339: "2026-12-31T00:00:00Z"))
    }

    @Test func `five mistakes are told as five, each with its place and mend`() throws {
        let line = try read([
            "debt/open/currency": "EURO", "debt/due": "2026-02-30", "debtor/name": "Jana\r\nBcc: x@example.com",
            "debtor/contacts/1/value": "+4915112345679", "creditor": "acmee",
        ])
        #expect(
            line.told == [
                "error /creditor", "error /debt/due", "error /debt/open/currency", "error /debtor/contacts/1/value",
                "error /debtor/name",
            ]
        )
        #expect(line.refusal?.diagnostics.allSatisfy { $0.mend != nil && $0.place.line == 1 } == true)
        #expect(line.refusal?.action == "act-2026-000123")
    }

    @Test(arguments: [
        "{{amount}} {{{x}}}", "<b>Jana</b> & \"Co\"", "'; DROP TABLE action; --", "../../etc/passwd", "${HOME} $(id)",
        "محمد علي", "田中 太郎", "O’Brien-Žižek", "می\u{200C}خواهم", "👩‍👧 GmbH", "=1+1",
    ])
    func `text that only looks dangerous is text`(name: String) throws {
        let line = try read(["debtor/name": .string(name)])
        #expect(line.action?.action.debtor.name == name)
    }

    @Test(arguments: [
        "a\r\nb", "a\nb", "a\u{0}b", "a\tb", "a\u{1B}[31m", "a\u{85}b", "a\u{2028}b", "a\u{202E}b", "a\u{2066}b",
        "\u{FEFF}a",
        "a\u{E0041}", "a\u{7F}", " ", "\u{200B}\u{200D}", "", String(repeating: "x", count: 201),
    ])
    func `what is no text in a name is refused at its place`(name: String) throws {
        #expect(try read(["debtor/name": .string(name)]).told == ["error /debtor/name"])
    }

    @Test(arguments: [
        "debtor/address/lines/0", "debtor/address/city", "debtor/address/postalCode", "debt/invoices/0/number",
        "payment/reference", "data/note", "data/list/0",
    ])
    func `every text is held to the same measure`(path: String) throws {
        let changes: JSONMembers = path == "data/list/0" ? ["data": ["list": ["a\nb"]]] : [path: "a\nb"]
        #expect(try read(changes).told == ["error /" + path])
    }

    @Test(
        arguments: [
            (["creditor": "Acme"], ["error /creditor"]), (["sequence": "standart"], ["error /sequence"]),
            (["sequence": nil, "channel": "email", "template": "remindr"], ["error /template"]),
            (["sequence": nil, "channel": "email", "template": "reminder"], []),
            (["id": .string("x" + String(repeating: "y", count: 100))], ["error /id"]),
            (
                ["debtor/contacts": .array(Array(repeating: ["channel": "letter"], count: 51))],
                ["error /debtor/contacts"]
            ),
            (["debtor/address/lines": .array(Array(repeating: "x", count: 7))], ["error /debtor/address/lines"]),
            (["debtor/zones": ["Europe/Berlin", "Europe/Berln"]], ["error /debtor/zones/1"]),
            (["debtor/zones": ["EST"]], ["error /debtor/zones/0"]),
            (["debtor/locale": "de_DE"], ["error /debtor/locale"]),
            (["debtor/locale": "de-XX"], ["error /debtor/locale"]),
            (["debtor/locale": "qq-DE"], ["error /debtor/locale"]), (["debtor/locale": "fr-CH"], []),
            (["debtor/locale": "zh-Hant-TW"], []), (["debtor/locale": "ja"], []),
            (["debtor/address/country": "de"], ["error /debtor/address/country"]),
            (["debtor/address/country": "AT"], ["error /debtor/address/region"]),
            (["debtor/address/country": "UK", "debtor/address/region": "UK-ENG"], ["error /debtor/address/country"]),
            (["debtor/address/region": "DE-XX"], ["error /debtor/address/region"]),
            (["debtor/address/region": "Nordrhein"], ["error /debtor/address/region"]),
            (["debtor/address/region": nil], []), (["debtor/address": nil], []),
            (["notBefore": "2026-12-31T00:00:00Z"], ["error /notAfter"]),
            (["notBefore": "2027-01-01T00:00:00Z"], ["error /notAfter"]),
            (["debt/due": "0001-01-01"], ["error /debt/due"]),
            (["debt/invoices/0/issued": "2026-10-02"], ["error /debt/invoices/0/due"]),
            (["debt/invoices/0/issued": "2026-10-01"], []),
        ] as [(JSONMembers, [String])]
    )
    func `names, places, languages and days must be real`(changes: JSONMembers, told: [String]) throws {
        #expect(try read(changes).told == told)
    }

    @Test(
        arguments: [
            (["debt/open/minor": 0, "debt/invoices": []], ["error /debt/open/minor"]),
            (["debt/open/minor": 11999], ["error /debt/open/minor"]),
            (["debt/invoices/0/open/minor": 12001, "debt/open/minor": 12001], ["error /debt/invoices/0/open/minor"]),
            (["debt/invoices/0/open/currency": "CHF"], ["error /debt/invoices/0/open/currency"]),
            (["debt/open/currency": "CHF", "debt/invoices": []], []),
            (["debt/open/minor": .integer(.max), "debt/invoices": []], ["error /debt/open/minor"]),
            (
                ["debt/invoices/0/open/minor": .integer(.max)],
                ["error /debt/invoices/0/open/minor", "error /debt/invoices/0/open/minor"]
            ),
            (["debt/open/minor": -1], ["error /debt/open/minor"]),
            (["debt/open/minor": .number(120.0)], ["error /debt/open/minor"]),
        ] as [(JSONMembers, [String])]
    )
    func `sums must be right and amounts must be meant`(changes: JSONMembers, told: [String]) throws {
        #expect(try read(changes).told == told)
    }

    @Test(arguments: [
        ("debtor/contacts/1/value", "015112345678", ["error /debtor/contacts/1/value"]),
        ("debtor/contacts/1/value", "+49 151 12345678", ["error /debtor/contacts/1/value"]),
        ("debtor/contacts/1/value", "+4915112345679", ["error /debtor/contacts/1/value"]),
        ("debtor/contacts/1/value", "+4915112345671", ["warning /debtor/contacts/1/value"]),
        ("debtor/contacts/1/value", "+4915112345670", ["warning /debtor/contacts/1/value"]),
        ("debtor/contacts/2/value", "+4915112345670", []),
        ("debtor/contacts/0/value", "jana", ["error /debtor/contacts/0/value"]),
        ("debtor/contacts/0/value", "+4915112345678", ["error /debtor/contacts/0/value"]),
    ])
    func `contact points are held to their channel`(path: String, value: String, told: [String]) throws {
        #expect(try read([path: .string(value)]).told == told)
    }

    @Test func `a contact point that is there twice is worth a warning`() throws {
        let double: JSON = ["channel": "email", "value": "JANA@example.com"]
        #expect(try read(["debtor/contacts/3": double]).told == ["warning /debtor/contacts/3"])
    }

    @Test func `one message without a way to the debtor is worth a warning`() throws {
        let changes: JSONMembers = [
            "sequence": nil, "channel": "letter", "template": "reminder", "debtor/address": nil,
        ]
        #expect(try read(changes).told == ["warning /channel"])
    }

    @Test func `the kind of line comes from the numbering plan where the engine says nothing`() throws {
        let given: JSONMembers = [
            "debtor/contacts/1/value": "+4915112345672", "debtor/contacts/2/value": "+493012345670",
            "debtor/contacts/1/line": "unknown",
        ]
        let contacts = try #require(try read(given).action?.action.debtor.contacts)
        #expect(contacts.map(\.line) == [nil, .unknown, .landline])
    }

    @Test func `the body holds nothing of ours and is the same for the same value`() throws {
        let body = try #require(read(Array(example.replacing("\n", with: " ").utf8))?.action?.body)
        #expect(try JSON(parsing: body) == JSON(parsing: example))
        #expect(try read([:]).action?.body == body)
        #expect(!body.contains("\"line\""))
    }
}

struct DataAndPaymentTests {
    @Test(
        arguments: [
            (["contract": "C-1", "meter": ["old": 1, "isNew": true], "list": [["a": 1]]], []),
            (["a b": 1], ["error /data/a b"]), (["_x": 1], ["error /data/_x"]), (["1x": 1], ["error /data/1x"]),
            (["x\n": 1], [#"error /data/x\u{a}"#]),
            (["a/b": ["c-d": 1]], ["error /data/a~1b", "error /data/a~1b/c-d"]),
            (["a": ["b": ["c": ["d": 1]]]], []), (["a": ["b": ["c": ["d": ["e": 1]]]]], ["error /data/a/b/c/d"]),
            (["a": [[[[1]]]]], ["error /data/a/0/0/0/0"]),
            (["a": .string(String(repeating: "x", count: 33_000))], ["error /data", "warning -"]),
            (["a": "x\u{0}"], ["error /data/a"]),
        ] as [(JSON, [String])]
    )
    func `values for templates are named as templates name them, and have an end`(data: JSON, told: [String]) throws {
        #expect(try read(["data": data]).told == told)
    }

    @Test(arguments: [
        "https://pay.example.com", "https://pay.example.com:8443/a?b=c%20d#e", "http://localhost:4010/x",
        "http://127.0.0.1/x",
        "http://127.8.8.8:80", "http://[::1]:8080/x", "https://xn--mnchen-3ya.example/", "HTTPS://PAY.EXAMPLE.COM/",
    ])
    func `a link over https, or to this machine, passes`(link: String) throws {
        #expect(try read(["payment/link": .string(link)]).told.isEmpty)
    }

    @Test(arguments: [
        "http://pay.example.com/", "ftp://pay.example.com", "javascript:alert(1)", "data:text/html,x",
        "//pay.example.com", "https://",
        "https:///x", "https://user:pw@pay.example.com/", "https://pay.example.com@evil.example/",
        "https://pay .example.com",
        "https://pay.example.com/\r\nX: y", "https://pay.example.com/\"><script>", "https://münchen.example/",
        "https://a..b/",
        "https://pay.example.com:0/", "https://pay.example.com:99999/", "https://pay.example.com:/",
        "http://127.0.0.1.evil.example/",
        "http://localhost.evil.example/", "http://127.0.0.300/", "https://-a.example/", "https://[::1/",
        "https://[evil]/",
        "https://a.example/\\@b", "https://pay.example.com/" + String(repeating: "x", count: 2000),
    ])
    func `a link that leads astray, or carries more than a link, is refused`(link: String) throws {
        #expect(try read(["payment/link": .string(link)]).told == ["error /payment/link"])
    }

    @Test(arguments: [
        ("RF18539007547034", []), ("RF18 5390 0754 7034", []), ("RF19539007547034", ["warning /payment/reference"]),
        ("INV-7/2026", []), ("RFQ-1", []),
    ])
    func `a creditor reference with wrong check digits is worth a warning`(reference: String, told: [String]) throws {
        #expect(try read(["payment/reference": .string(reference)]).told == told)
    }
}
