import ContactRules
import Dunning
import Testing

struct CaseRunTests {
    @Test func `a failure shows expected and found side by side, and what holds the message first`() throws {
        let line = """
            {"id":"X-1","note":"At night.","citation":"none","confidence":"high","basis":"policy",\
            "contact":{"at":"2026-11-19T03:00:00Z","channel":"sms","to":{"value":"+16145550110","use":"home",\
            "line":"mobile"},"purpose":"reminder","discloses":null},"creditor":{"role":"creditor"},\
            "debtor":{"id":"P1","kind":"consumer","relation":"debtor","address":{"country":"US","region":"US-OH",\
            "city":"Columbus","postalCode":"43004"}},"debt":{"id":"A","kind":"consumer"},"history":[],"facts":[],\
            "expect":{"verdict":"send"}}
            """
        let (value, diagnostics) = ContactCase.reading(Array(line.utf8), isTest: true)
        #expect(diagnostics.isEmpty, "\(diagnostics)")
        let trial = try Trial(
            "kind = \"wish\"\n[[rule]]\nid = \"t.hours\"\ntitle = \"Day\"\ncitation = \"Act\"\n"
                + "source = \"none\"\nconfidence = \"high\"\nbasis = \"law\"\n" + SummaryTests.hours
        )
        let run = CaseRun(try #require(value), trial.gate)
        #expect(run.outcome == .failed)
        #expect(
            run.report == """
                X-1  At night.
                  expected                            found
                  send                                defer until 2026-11-19T13:00:00Z
                                                      (Thu 19 Nov 2026 08:00 in America/New_York)
                  shut until 2026-11-19T13:00:00Z  t.hours  Day: it is outside these hours in America/New_York. [Act]
                  open  t.r0  Trial: nothing stands in the way. [none]
                """
        )
    }
}
