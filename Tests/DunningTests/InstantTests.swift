import Dunning
import Testing

struct InstantTests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0),
            ("1969-12-31T23:59:59Z", -1000),
            ("2026-11-18T14:00:00Z", 1_795_010_400_000),
            ("2026-11-18T15:00:00+01:00", 1_795_010_400_000),
            ("2026-11-18T08:30:00-05:30", 1_795_010_400_000),
            ("2026-11-18T14:00:00.5Z", 1_795_010_400_500),
            ("2026-11-18T14:00:00.123456789Z", 1_795_010_400_123),
            ("2026-11-18T14:00:00.999999999Z", 1_795_010_400_999),
            ("2024-02-29T12:00:00-00:00", 1_709_208_000_000),
            ("0001-01-01T00:00:00Z", -62_135_596_800_000),
            ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
            ("0001-01-01T00:00:00-00:01", -62_135_596_740_000),
            ("9999-12-31T23:59:59+00:01", 253_402_300_739_000),
        ] as [(String, Int64)]
    )
    func `an RFC 3339 instant is read to the millisecond`(text: String, milliseconds: Int64) {
        #expect(Instant(rfc3339: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2026-11-18", "2026-11-18T14:00Z", "2026-11-18T14:00:00", "2026-11-18 14:00:00Z", "2026-11-18t14:00:00z",
        "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-11-31T00:00:00Z",
        "2026-11-18T24:00:00Z", "2026-11-18T23:60:00Z", "2026-11-18T23:59:60Z", "2026-11-18T14:00:00.Z",
        "2026-11-18T14:00:00.1234567890Z", "2026-11-18T14:00:00+24:00", "2026-11-18T14:00:00+01:60",
        "2026-11-18T14:00:00+0100", "2026-11-18T14:00:00+1:00", "2026-11-18T14:00:00Z ", " 2026-11-18T14:00:00Z",
        "0000-01-01T00:00:00Z", "12026-11-18T14:00:00Z", "２026-11-18T14:00:00Z", "2026-11-18T14:00:00Z\u{0}",
        "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "2026-11-1\u{301}8T14:00:00Z",
        "+026-11-18T14:00:00Z", "2026-11-18T-1:00:00Z",
    ])
    func `what is no RFC 3339 instant, or does not exist, is refused`(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test func `an instant that is written is read again as the same`() throws {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<20_000 {
            let instant = Instant(
                milliseconds: .random(in: -62_135_596_800_000...253_402_300_799_999, using: &generator)
            )
            #expect(Instant(rfc3339: instant.description) == instant)
        }
    }

    @Test func `seconds round towards the past on both sides of 1970`() {
        #expect(Instant(milliseconds: 1999).seconds == 1)
        #expect(Instant(milliseconds: -1).seconds == -1)
        #expect(Instant(milliseconds: -1000).seconds == -1)
        #expect(Instant(milliseconds: -1001).seconds == -2)
    }

    @Test func `durations are added, taken away and measured`() {
        let start = Instant(milliseconds: 500)
        #expect(start + .seconds(2) == Instant(milliseconds: 2500))
        #expect(start - .milliseconds(501) == Instant(milliseconds: -1))
        #expect(Instant(milliseconds: 2500) - start == .seconds(2))
        #expect(Duration.microseconds(2999).wholeMilliseconds == 2)
    }
}
