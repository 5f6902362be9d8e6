import Dunning
import Testing

struct FactCodecTests {
    static let contact = PastContact(
        at: Instant(seconds: 1_795_000_000),
        channel: .voice,
        mode: .live,
        direction: .out,
        outcome: .noAnswer,
        use: .home,
        to: "+16145550110",
        debts: [DebtID(trusted: "A"), DebtID(trusted: "B")],
        account: AccountID(trusted: "ACC-1"),
        group: GroupID(trusted: "EDU-1"),
        purpose: .reminder,
        canLeaveMessage: false,
        replyTo: AnsweredMessage(channel: .email, at: Instant(seconds: 1_794_000_000))
    )

    static let kinds: [Fact.Kind] = {
        let later = Instant(seconds: 1_796_000_000)
        guard let euro = Currency("EUR") else { return [] }
        let wish = Wish(
            effect: .inconvenient,
            days: [.monday, .sunday],
            from: 0,
            to: 1440,
            channel: .voice,
            until: later
        )
        return [
            .optOut(channel: .sms, value: "+16145550111", via: "STOP", about: nil),
            .optOut(channel: nil, value: nil, via: "letter", about: .marketing),
            .optIn(channel: .email, value: "a@example.com", via: "START"),
            .consent(channel: .sms, value: nil, form: .written, scope: .contact, until: nil),
            .consent(channel: nil, value: nil, form: .oral, scope: .work, until: later),
            .wish(wish), .wish(Wish(effect: .convenient, days: nil, from: 1080, to: 540, channel: nil)),
            .cease(form: .written, via: "letter"), .refusal(form: .oral, via: "call"),
            .dispute(form: .written, reasoned: true, answered: later),
            .dispute(form: .oral, reasoned: false, answered: nil),
            .attorney(reachable: true, form: nil), .attorney(reachable: false, form: .written),
            .bankruptcy(until: nil), .bankruptcy(until: later),
            .moratorium(name: "breathing-space", debts: [DebtID(trusted: "A")], until: later),
            .moratorium(name: "breathing-space", debts: nil, until: nil),
            .paymentPlan(until: later), .deceased, .bereavement(until: nil), .notice(.validation, channel: .letter),
            .workplaceProhibited(by: .employer, form: nil, confirmed: nil),
            .workplaceProhibited(by: .debtor, form: .oral, confirmed: later), .homeUnreachable,
            .writingOnly(via: "email"),
            .procedure(.text, channel: .sms, value: "+16145550111"), .reassignedNumberCheck(value: "+16145550111"),
            .badPoint(channel: .email, value: "a@example.com", code: "550 5.1.1"),
            .paid, .partPaid(open: Money(minor: 2500, currency: euro)), .promise(until: CivilDate(dayNumber: 20_800)),
            .opened(attempt: AttemptID(trusted: "A1.1")), .opened(attempt: nil), .clicked(attempt: nil),
            .hold(until: later, reason: "asked by the manager"), .hold(until: nil, reason: "x"),
            .release(kind: "dispute"), .release(kind: "calamity"), .contact(contact),
            .optOut(channel: .electronic, value: nil, via: "form", about: nil),
            .optIn(channel: .electronic, value: nil, via: "form"), .notice(.medical, channel: .letter),
            .notice(.transfer, channel: .email), .other(kind: "calamity", until: nil),
            .other(kind: "wedding", until: later),
            .wish(Wish(effect: .convenient, days: nil, from: 0, to: 60, channel: nil, use: .work, form: .written)),
        ]
    }()

    @Test(arguments: kinds)
    func `a fact that is written is read again as the same`(kind: Fact.Kind) throws {
        let fact = Fact(at: Instant(seconds: 1_795_500_000), kind)
        #expect(try Fact(jsonText: fact.json.canonical) == fact)
    }

    @Test func `every kind is among those that are written and read`() {
        let names = Set(Self.kinds.map(\.name.rawValue))
        #expect(names == Set(Fact.KindName.allCases.map(\.rawValue) + ["calamity", "wedding"]))
    }

    @Test(
        arguments: [
            (#"{"kind":"opt-out","channel":"sms","via":"STOP"}"#, ["/value"]),
            (#"{"kind":"opt-out","channel":"sms","value":"0151 123","via":"STOP"}"#, ["/value"]),
            (#"{"kind":"opt-out","channel":"fax","value":null,"via":""}"#, ["/channel", "/via"]),
            (#"{"kind":"optout","channel":"sms","value":null,"via":"x"}"#, ["/kind"]),
            (#"{"kind":"opt-in","channel":null,"value":null,"via":"x","about":"marketing"}"#, ["/about"]),
            (
                #"{"kind":"consent","channel":null,"value":null,"form":"verbal","scope":"all","until":null}"#,
                ["/form", "/scope"]
            ),
            (
                #"{"kind":"wish","effect":"inconvenient","days":[],"from":"24:00","to":"25:00","channel":null}"#,
                ["/days", "/from", "/to"]
            ),
            (
                #"{"kind":"wish","effect":"inconvenient","days":["mon","mon"],"from":"9:00","to":"17:60","channel":null}"#,
                ["/days", "/from", "/to"]
            ),
            (#"{"kind":"bankruptcy"}"#, ["/until"]), (#"{"kind":"release","releases":"Every thing"}"#, ["/releases"]),
            (#"{"kind":"hold","until":null}"#, ["/reason"]),
            (#"{"kind":"moratorium","name":"x","debts":[],"until":null}"#, ["/debts"]),
            (#"{"kind":"reassigned-number-check","value":"a@example.com"}"#, ["/value"]),
            (#"{"kind":"bad-point","channel":"fax","value":null}"#, ["/channel", "/code", "/value"]),
            (#"{"kind":"deceased","until":null}"#, ["/until"]), (#"{"kind":"Calamity"}"#, ["/kind"]),
            (#"{"kind":"calamity","channel":"sms"}"#, ["/channel"]), (#"{"kind":"-x"}"#, ["/kind"]),
            (
                #"{"kind":"wish","effect":"convenient","days":null,"from":"09:00","to":"10:00","channel":null,"use":"unknown","form":"x"}"#,
                ["/form", "/use"]
            ),
            (
                #"{"kind":"contact","contact":{"channel":"voice"}}"#,
                ["/contact/at", "/contact/debts", "/contact/direction", "/contact/mode"]
            ),
        ] as [(String, [String])]
    )
    func `a mistake in a fact is told at its place`(text: String, places: [String]) throws {
        let json = try JSON(parsing: text).with([("at", "2026-11-18T14:00:00Z")])
        let (value, diagnostics) = Fact.read(json)
        #expect(value == nil)
        #expect(diagnostics.map { $0.place.field ?? "-" } == places)
    }

    @Test func `a caller reads its own members from the same object`() {
        let json: JSON = ["debtor": "P1", "kind": "paid", "at": "2026-11-18T14:00:00Z"]
        #expect(Fact.read(json).value == nil)
        let reader = JSONFieldReader(json)
        #expect(reader.required("debtor", .identifier(DebtorID.self)) == DebtorID("P1"))
        #expect(Fact(reading: reader)?.kind == .paid)
        #expect(reader.finish().isEmpty)
    }
}

struct PastContactCodecTests {
    @Test(
        arguments: [
            (#""channel":"voice","direction":"out","outcome":"sent","purpose":"reminder""#, ["/mode"]),
            (
                #""channel":"voice","mode":"postcard","direction":"out","outcome":"sent","purpose":"reminder""#,
                ["/mode"]
            ),
            (#""channel":"sms","mode":"live","direction":"out","outcome":"sent","purpose":"reminder""#, ["/mode"]),
            (#""channel":"sms","direction":"out""#, ["/outcome", "/purpose"]),
            (
                #""channel":"sms","direction":"in","replyTo":{"channel":"sms","at":"2026-01-01T00:00:00Z"}"#,
                ["/replyTo"]
            ),
            (
                #""channel":"sms","direction":"out","outcome":"sent","purpose":"reminder","canLeaveMessage":true"#,
                ["/canLeaveMessage"]
            ),
            (#""channel":"sms","direction":"in","to":"12345""#, ["/to"]),
            (#""channel":"sms","direction":"in""#, []),
        ] as [(String, [String])]
    )
    func `an entry of the history keeps to the rules of its channel and direction`(members: String, places: [String])
        throws
    {
        let json = try JSON(parsing: #"{"at":"2026-11-01T10:00:00-05:00","debts":["A"],\#(members)}"#)
        #expect(PastContact.read(json).diagnostics.map { $0.place.field ?? "-" } == places)
    }

    @Test func `a contact about no debt is refused`() {
        let json: JSON = ["at": "2026-11-01T10:00:00Z", "channel": "sms", "direction": "in", "debts": []]
        #expect(PastContact.read(json).diagnostics.map(\.place.field) == ["/debts"])
    }
}
