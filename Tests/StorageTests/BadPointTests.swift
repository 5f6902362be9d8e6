import Dunning
import Storage
import Testing

/// Whether anything can arrive at a contact point.
struct BadPointTests {
    private static let noon = Instant(seconds: 1_795_262_400)
    private static let point = ContactPoint(channel: .email, value: "jana@example.com")

    private static func fact(_ kind: Fact.Kind, _ seconds: Int64) -> RecordedFact {
        RecordedFact(
            number: seconds,
            debtor: DebtorID(trusted: "P1"),
            debt: nil,
            fact: Fact(at: BadPointTests.noon + .seconds(seconds), kind),
            source: "test",
            recordedAt: BadPointTests.noon
        )
    }

    private static func bad(_ channel: Channel, _ value: String, _ seconds: Int64) -> RecordedFact {
        fact(.badPoint(channel: channel, value: value, code: "550 5.1.1"), seconds)
    }

    private static let tables: [([RecordedFact], Bool)] = [
        ([], false),
        ([bad(.email, "jana@example.com", 1)], true),
        ([bad(.email, "jana@example.com", 11)], false),
        ([bad(.email, "other@example.com", 1)], false),
        ([bad(.sms, "jana@example.com", 1)], false),
        ([bad(.email, "jana@example.com", 1), fact(.release(kind: "bad-point"), 2)], false),
        ([bad(.email, "jana@example.com", 2), fact(.release(kind: "bad-point"), 2)], true),
        ([bad(.email, "jana@example.com", 1), fact(.release(kind: "opt-out"), 2)], true),
        ([bad(.email, "jana@example.com", 1), fact(.release(kind: "bad-point"), 11)], true),
        ([fact(.release(kind: "bad-point"), 1), bad(.email, "jana@example.com", 2)], true),
        (
            [
                bad(.email, "jana@example.com", 1), fact(.optIn(channel: .email, value: nil, via: "link"), 2),
                fact(.optIn(channel: .email, value: "jana@example.com", via: "link"), 3),
            ], true
        ),
    ]

    @Test(arguments: tables)
    func `a bad point stays bad until that is released, and says nothing of other points`(
        facts: [RecordedFact],
        isBad: Bool
    ) {
        let background = Background(facts: facts, history: [])
        #expect(background.isBad(Self.point, asOf: BadPointTests.noon + .seconds(10)) == isBad)
    }

    @Test func `a postal address is never bad, for it has no value to be named by`() {
        let background = Background(facts: [Self.bad(.letter, "x", 1)], history: [])
        #expect(!background.isBad(ContactPoint(channel: .letter, value: nil), asOf: BadPointTests.noon + .seconds(10)))
    }
}
