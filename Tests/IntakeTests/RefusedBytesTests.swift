import Dunning
import Intake
import Testing

struct RefusedBytesTests {
    @Test(
        arguments: [
            (Array(#"{"id": "a-1", "cred"#.utf8), "byte 20"), ([0x7B, 0x22, 0xFF, 0x22], "byte 3: not valid UTF-8"),
            ([0x7B, 0x00, 0x7D], "byte 2: a NUL byte"), ([0xFF, 0xFE, 0x7B, 0x00], "NUL"),
            (Array("id,creditor".utf8), "byte 1"),
            (Array(#"{"id":"a","id":"b"}"#.utf8), "twice"), (Array("[]x".utf8), "byte 3"),
            (Array(String(repeating: "[", count: 500_000).utf8), "byte 65: nested deeper"),
        ] as [([UInt8], String)]
    )
    func `what is no JSON is refused with line, byte and mend`(bytes: [UInt8], message: String) throws {
        let refusal = try #require(read(bytes)?.refusal)
        let first = try #require(refusal.diagnostics.first)
        #expect(first.message.contains(message))
        #expect(first.mend != nil)
        #expect(first.place.file == "in.jsonl" && first.place.line == 7)
        #expect(refusal.bytes == Array(bytes.prefix(16 << 10)))
        #expect(refusal.action == nil)
    }

    @Test(arguments: ["", " ", "\t", " \r"])
    func `an empty line is passed over`(text: String) {
        #expect(read(Array(text.utf8)) == nil)
    }

    @Test(arguments: ["[]", "1", "null", #""text""#, "{}"])
    func `what is JSON but no action is refused`(text: String) throws {
        #expect(read(Array(text.utf8))?.refusal != nil)
    }

    @Test func `a line of ten megabytes is refused, and it is said that it was cut`() throws {
        var reader = LineReader<Never>(bytes: Array(repeating: UInt8(ascii: "x"), count: 10 << 20))
        let first = reader.next()
        let line = try #require(first)
        let refusal = try #require(ActionReader(rules: rules, file: "-").read(line)?.refusal)
        #expect(refusal.bytes.count == 16 << 10)
        #expect(
            refusal.diagnostics.map(\.message) == [
                "the line has 10485760 bytes, 1048576 are read", "of 10485760 bytes the first 16384 are kept",
            ]
        )
    }

    @Test func `an id that is a path is refused and shown only as quoted`() throws {
        let refusal = try #require(try read(["id": "../../x\n"]).refusal)
        #expect(refusal.action == nil)
        #expect(refusal.diagnostics.map(\.message) == [#"`../../x\u{a}` is no identifier"#])
    }

    @Test func `no mistake shows a name, an address or a number`() throws {
        let line = try read([
            "debtor/name": "Secretname\n", "debtor/contacts/0/value": "secretmail@",
            "debtor/contacts/1/value": "+49secret",
            "debtor/address/lines/0": "Secretstreet\u{0}", "debtor/address/city": "Secretcity\t",
            "payment/link": "secretlink",
        ])
        let told = try #require(line.refusal).diagnostics.map(\.description).joined().lowercased()
        #expect(line.told.count == 6)
        #expect(!told.contains("secret"))
    }

    @Test func `lines that were changed at random are answered, never crash, and keep their bytes`() throws {
        var generator = SeededGenerator(seed: 5)
        let whole = Array(try JSON(parsing: example).canonicalBytes)
        var accepted = 0
        for _ in 0..<3000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let index = Int.random(in: bytes.indices, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[index] = .random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: index)
                default: bytes.insert(UInt8(ascii: "0"), at: index)
                }
            }
            switch read(bytes) {
            case .action(let action):
                accepted += 1
                #expect(try Action(jsonText: action.action.json.canonical) == action.action)
            case .refused(let line):
                #expect(line.bytes == bytes)
                #expect(line.diagnostics.contains { $0.severity == .error })
            case nil: Issue.record("a line with something in it was passed over")
            }
        }
        #expect(accepted > 50)
    }
}

/// SplitMix64: the same seed gives the same values on every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
