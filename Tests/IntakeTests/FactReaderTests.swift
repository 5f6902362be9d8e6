import Dunning
import Intake
import Testing

struct FactReaderTests {
    private func read(_ text: String) -> FactLine? {
        FactReader(file: "facts.jsonl", kinds: ["paid", "dispute", "calamity"])
            .read(RawLine(number: 3, bytes: Array(text.utf8)))
    }

    @Test func `a fact is read with whom it is about`() throws {
        let line = read(#"{"debtor":"P1","debt":"D-1","kind":"paid","at":"2026-11-18T15:00:00+01:00"}"#)
        guard case .fact(let fact) = line else { throw Unexpected() }
        #expect(fact.debtor == DebtorID("P1"))
        #expect(fact.debt == DebtID("D-1"))
        #expect(fact.fact == Fact(at: Instant(seconds: 1_795_010_400), .paid))
        #expect(fact.line == 3)
    }

    @Test(arguments: [
        (#"{"kind":"paid","at":"2026-11-18T14:00:00Z"}"#, ["/debt", "/debtor"]),
        (#"{"debtor":"P1","kind":"paid","at":"2026-11-18T14:00:00Z"}"#, ["/debt"]),
        (#"{"debtor":"P1","kind":"payed","at":"2026-11-18"}"#, ["/at", "/kind"]),
        (#"{"debtor":"P 1","debtt":"D-1","kind":"paid","at":"2026-11-18T14:00:00Z"}"#, ["/debt", "/debtor", "/debtt"]),
        (#"{"debtor":"P1","kind":"hold","until":null,"reason":"a\nb","at":"2026-11-18T14:00:00Z"}"#, ["/reason"]),
        (#"{"debtor":"P1","kind":"calamities","at":"2026-11-18T14:00:00Z"}"#, ["/kind"]),
        (#"{"debtor":"P1","kind":"release","releases":"disptue","at":"2026-11-18T14:00:00Z"}"#, ["/releases"]),
        (
            #"{"debtor":"P1","kind":"opt-out","channel":"sms","value":null,"via":"\u202eSTOP","at":"2026-11-18T14:00:00Z"}"#,
            ["/via"]
        ),
        ("[]", [""]),
    ])
    func `every mistake of a fact is told at its place`(text: String, places: [String]) throws {
        guard case .refused(let line) = read(text) else { throw Unexpected() }
        #expect(line.diagnostics.map { $0.place.field ?? "-" } == places)
        #expect(line.bytes == Array(text.utf8))
    }

    @Test func `a kind that some rule reads is taken`() throws {
        guard case .fact(let fact) = read(#"{"debtor":"P1","kind":"calamity","at":"2026-11-18T14:00:00Z"}"#) else {
            throw Unexpected()
        }
        #expect(fact.fact.kind == .other(kind: "calamity", until: nil))
    }

    @Test func `what is no JSON is refused, what is empty is passed over`() {
        #expect(read("") == nil)
        guard case .refused = read("{") else {
            Issue.record("a line that is cut off was read")
            return
        }
    }

    private struct Unexpected: Error {}
}
