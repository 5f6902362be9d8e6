import Dunning
import Testing

struct IdentifierTests {
    @Test(arguments: ["a", "7", "act-2026-000123", "A.b_c-d:e", String(repeating: "x", count: 128)])
    func `what the alphabet holds is an identifier`(text: String) {
        #expect(ActionID(text)?.rawValue == text)
        #expect(ActionID(text)?.description == text)
    }

    @Test(arguments: [
        "", " ", ".", "..", "../etc/passwd", "a/b", "a\\b", "-a", "_a", ":a", "a b", "a\n", "a\u{0}", "ä", "a\u{301}",
        "a%2e",
        "a\u{202E}b", "１", "a;b", "a'b", "<a>", "a\r\nb", String(repeating: "x", count: 129),
    ])
    func `paths, white space, other scripts and long texts are none`(text: String) {
        #expect(ActionID(text) == nil)
        #expect(!DebtorID.isSpeltRight(text))
    }

    @Test func `identifiers order by their bytes`() throws {
        let names = try ["b", "B", "a1", "a-", "10", "9"].map { try #require(RuleID($0)) }
        #expect(names.sorted().map(\.rawValue) == ["10", "9", "B", "a-", "a1", "b"])
    }
}
