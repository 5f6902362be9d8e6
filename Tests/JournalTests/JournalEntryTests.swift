import Dunning
import Journal
import Testing

struct JournalEntryTests {
    static let full = JournalDraft(
        .handedOver,
        action: ActionID(trusted: "A1"),
        attempt: AttemptID(trusted: "A1.1"),
        debtor: DebtorID(trusted: "P1"),
        debt: DebtID(trusted: "D1"),
        body: ["reference": "r-1", "nested": [["deep": nil], 1, "äöü \u{1F600}"]],
        content: [Commitment(hex: String(repeating: "ab", count: 32))].compactMap(\.self)
    )

    private func entry(_ draft: JournalDraft, _ sequence: Int64 = 7) -> JournalEntry {
        JournalEntry(sequence: sequence, at: Instant(milliseconds: 1_795_262_400_123), draft: draft)
    }

    @Test func `the canonical text is what it always was`() {
        let text = String(decoding: entry(Self.full).canonicalBytes, as: UTF8.self)
        let hash = String(repeating: "ab", count: 32)
        #expect(
            text == #"{"action":"A1","at":"2026-11-21T12:00:00.123Z","attempt":"A1.1","body":"#
                + #"{"nested":[{"deep":null},1,"äöü 😀"],"reference":"r-1"},"content":["\#(hash)"],"#
                + #""debt":"D1","debtor":"P1","kind":"handed-over","seq":7}"#
        )
    }

    @Test(arguments: EntryKind.allCases)
    func `an entry of every kind is read back as it was written`(kind: EntryKind) throws {
        let bare = entry(JournalDraft(kind, body: ["n": 1]))
        #expect(try JournalEntry(parsing: String(decoding: bare.canonicalBytes, as: UTF8.self)) == bare)
        var draft = Self.full
        draft.kind = kind
        let full = entry(draft)
        #expect(full.canonicalBytes == full.json.canonicalBytes)
        #expect(bare.canonicalBytes == bare.json.canonicalBytes)
        let again = try JournalEntry(json: full.json)
        #expect(again == full)
        #expect(again.leafHash == full.leafHash)
    }

    @Test func `an identifier that is not spelt as one is escaped all the same`() throws {
        let odd = entry(
            JournalDraft(.fact, action: ActionID(trusted: "a\"b\\"), content: Self.full.content)
        )
        #expect(odd.canonicalBytes == odd.json.canonicalBytes)
    }

    @Test(arguments: [
        (#"[]"#, "an object"), (#"{"#, "not JSON"), (#"{"seq":0}"#, "seq"), (#"{"seq":"1"}"#, "seq"),
        (#"{"seq":1,"at":"yesterday"}"#, "`at`"), (#"{"seq":1,"at":"2026-11-21T12:00:00Z","kind":"x"}"#, "`kind`"),
        (#"{"seq":1,"at":"2026-11-21T12:00:00Z","kind":"fact"}"#, "`body`"),
        (#"{"seq":1,"at":"2026-11-21T12:00:00Z","kind":"fact","body":{},"action":"a b"}"#, "`action`"),
        (#"{"seq":1,"at":"2026-11-21T12:00:00Z","kind":"fact","body":{},"debtor":1}"#, "`debtor`"),
        (#"{"seq":1,"at":"2026-11-21T12:00:00Z","kind":"fact","body":{},"content":["AB"]}"#, "`content`"),
        (#"{"seq":1,"at":"2026-11-21T12:00:00Z","kind":"fact","body":{},"content":"ab"}"#, "`content`"),
        (#"{"seq":1,"at":"2026-11-21T12:00:00Z","kind":"fact","body":{},"more":1}"#, "`more`"),
    ])
    func `what is no entry is refused by name`(text: String, named: String) throws {
        let error = try #require(throws: JournalError.self) { try JournalEntry(parsing: text) }
        #expect(error.description.contains(named))
    }
}

struct JournalPenTests {
    private let drafts = (0..<20).map { number in
        JournalDraft(.decided, action: ActionID(trusted: "A\(number)"), body: ["n": .integer(Int64(number))])
    }

    private func written() -> (entries: [JournalEntry], head: JournalHead) {
        var pen = JournalPen(tree: MerkleTree())
        let entries = drafts.map { pen.write($0, at: Instant(seconds: 1)).entry }
        return (entries, pen.tree.head)
    }

    @Test func `entries are numbered from one without gaps, and give the head`() {
        let (entries, head) = written()
        #expect(entries.map(\.sequence) == Array(1...20))
        #expect(JournalVerification.of(entries, against: head) == .sound)
        #expect(JournalVerification.of([], against: MerkleTree().head) == .sound)
    }

    @Test func `what is stored is what was hashed`() {
        var pen = JournalPen(tree: MerkleTree())
        let written = pen.write(drafts[0], at: Instant(seconds: 1))
        #expect(TreeHash(leaf: written.text) == written.leaf)
        #expect(written.entry.leafHash == written.leaf)
    }

    @Test func `a changed, missing, added or moved entry is found`() {
        let (entries, head) = written()
        var changed = entries
        changed[4] = JournalEntry(sequence: 5, at: Instant(seconds: 2), draft: entries[4].draft)
        guard case .wrongRoot = JournalVerification.of(changed, against: head) else {
            Issue.record("a changed entry was not found")
            return
        }
        var missing = entries
        missing.remove(at: 4)
        #expect(JournalVerification.of(missing, against: head) == .gap(expected: 5, found: 6))
        #expect(JournalVerification.of(entries.dropLast(), against: head) == .wrongSize(expected: 20, found: 19))
        #expect(JournalVerification.of(entries.reversed(), against: head) == .gap(expected: 1, found: 20))
    }
}
