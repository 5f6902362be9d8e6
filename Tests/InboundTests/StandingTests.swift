import Dunning
import DunlinTesting
import Storage
import Testing

@testable import Inbound

struct StandingTests {
    private static let number = "+4915112345678"

    private static func optOut(
        _ channel: Fact.Channels? = .sms,
        _ value: String? = number,
        about: Purpose? = nil
    ) -> Fact.Kind {
        .optOut(channel: channel, value: value, via: "sms", about: about)
    }

    private static func optIn(_ channel: Fact.Channels? = .sms, _ value: String? = number) -> Fact.Kind {
        .optIn(channel: channel, value: value, via: "sms")
    }

    @Test(
        arguments: [
            ([], Standing.open),
            ([.paid, optIn()], .open),
            ([optOut()], .out),
            ([optOut(), optIn()], .open),
            ([optOut(), optIn(), optOut()], .out),
            ([optOut(), optIn(nil, nil)], .open),
            ([optOut(.sms, "+49151999")], .open),
            ([optOut(), optIn(.sms, "+49151999")], .out),
            ([optOut(nil, nil)], .partly),
            ([optOut(nil, number)], .partly),
            ([optOut(.voice)], .partly),
            ([optOut(about: .marketing)], .partly),
            ([optOut(), optOut(.voice)], .out),
            ([optOut(), optIn(.voice)], .partly),
            ([optOut(), .release(kind: "opt-out")], .open),
            ([optOut(), .release(kind: "dispute")], .out),
        ] as [([Fact.Kind], Standing)]
    )
    func `the last word on this channel and point counts`(kinds: [Fact.Kind], standing: Standing) {
        let facts = kinds.enumerated().map { StandingTests.recorded($0.element, number: $0.offset + 1) }
        #expect(Standing(facts, channel: .sms, value: StandingTests.number, at: .noon) == standing)
    }

    @Test func `facts count in the order of their own dates`() {
        let later = StandingTests.recorded(StandingTests.optOut(), number: 1)
        let earlier = StandingTests.recorded(StandingTests.optIn(), number: 2, at: .noon - .seconds(60))
        #expect(Standing([later, earlier], channel: .sms, value: StandingTests.number, at: .noon) == .out)
    }

    @Test func `an opt-out that holds only later is no reason to skip one that holds now`() {
        let future = StandingTests.recorded(StandingTests.optOut(), number: 1, at: .noon + .seconds(60))
        #expect(Standing([future], channel: .sms, value: StandingTests.number, at: .noon) == .open)
    }

    @Test func `a word about one debt settles nothing about the others`() {
        let out = StandingTests.recorded(StandingTests.optOut(), number: 1, debt: "D1")
        #expect(Standing([out], channel: .sms, value: StandingTests.number, at: .noon) == .partly)
        let all = StandingTests.recorded(StandingTests.optOut(), number: 1)
        let back = StandingTests.recorded(StandingTests.optIn(), number: 2, debt: "D1")
        #expect(Standing([all, back], channel: .sms, value: StandingTests.number, at: .noon) == .partly)
    }

    private static func recorded(
        _ kind: Fact.Kind,
        number: Int,
        at: Instant = .noon,
        debt: String? = nil
    ) -> RecordedFact {
        RecordedFact(
            number: Int64(number),
            debtor: DebtorID(trusted: "P1"),
            debt: debt.map(DebtID.init(trusted:)),
            fact: Fact(at: at, kind),
            source: "operator:jane",
            recordedAt: at
        )
    }
}
