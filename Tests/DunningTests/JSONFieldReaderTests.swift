import Dunning
import Testing

struct JSONFieldReaderTests {
    @Test func `every mistake of an object is told, each at its own place`() {
        let reader = JSONFieldReader(["level": 0, "channel": "emial", "at": "2026-02-30T00:00:00Z", "creditr": "x"])
        _ = reader.required("level", .integer(1...99))
        _ = reader.required("channel", .choice(Channel.self))
        _ = reader.required("at", .instant)
        _ = reader.required("creditor", .identifier(CreditorID.self))
        _ = reader.required("id", .identifier(ActionID.self))
        let told = reader.finish().map(\.description)
        #expect(
            told == [
                "error: /at: `2026-02-30T00:00:00Z` is no instant that exists; "
                    + "write an RFC 3339 instant such as `2026-12-31T08:30:00Z`",
                "error: /channel: `emial` is not known here; did you mean `email`?",
                "error: /creditr: unknown member; did you mean `creditor`?",
                "error: /id: required member is missing; add `id`, an identifier",
                "error: /level: 0 is out of range; write a whole number from 1 to 99",
            ]
        )
    }

    @Test func `pointers escape what RFC 6901 reserves and reach into arrays and objects`() {
        let reader = JSONFieldReader(["a/b~c": ["list": [["x": 1], 2]]], at: Place(file: "f", line: 4))
        _ = reader.object("a/b~c") { inner in
            inner.objects("list") { $0.required("x", .string) }
        }
        let diagnostics = reader.finish()
        #expect(diagnostics.map(\.place.field) == ["/a~1b~0c/list/0/x", "/a~1b~0c/list/1"])
        #expect(diagnostics.allSatisfy { $0.place.file == "f" && $0.place.line == 4 })
    }

    @Test(arguments: [nil, true, 1, .number(1.5), "text", [1]] as [JSON])
    func `what is no object is one mistake, not one for each member`(json: JSON) {
        let (value, diagnostics) = Debtor.read(json)
        #expect(value == nil)
        #expect(diagnostics.count == 1)
        #expect(Action.read(json).diagnostics.count == 1)
        #expect(Fact.read(json).diagnostics.count == 1)
    }

    @Test func `an empty object lacks each of its required members`() {
        #expect(Money.read([:]).diagnostics.map(\.place.field) == ["/currency", "/minor"])
    }

    @Test func `optional members may be null, nullable ones must be there, required ones must not be null`() {
        let reader = JSONFieldReader(["optional": nil, "nullable": nil, "required": nil])
        #expect(reader.optional("optional", .string) == nil)
        #expect(reader.nullable("nullable", .string) == nil)
        #expect(reader.required("required", .string) == nil)
        #expect(reader.nullable("absent", .string) == nil)
        #expect(reader.finish().map(\.place.field) == ["/absent", "/required"])
    }

    @Test func `an unknown member is never echoed raw`() {
        let reader = JSONFieldReader(["evil\r\nname\u{202E}": 1])
        #expect(reader.finish().map(\.place.field) == [#"/evil\u{d}\u{a}name\u{202e}"#])
    }

    @Test func `a required member that is there mistyped is one mistake`() {
        let reader = JSONFieldReader(["creditr": "acme"])
        _ = reader.required("creditor", .string)
        #expect(reader.finish().count == 1)
    }

    @Test func `names and addresses never show in what is told`() {
        let debtor: JSON = [
            "id": "Jane Doe", "kind": 1, "name": ["Jane Doe"], "contacts": [["channel": "sms", "value": 1]],
        ]
        let told = Debtor.read(debtor).diagnostics.map(\.description).joined()
        #expect(told.contains("/name"))
        #expect(!told.contains("[\"Jane"))
    }

    @Test(
        arguments: [
            ("12", JSON.string("12")), ("1.0", .number(1)), ("true", true), ("beyond", .integer(.max)), ("null", nil),
        ] as [(String, JSON)]
    )
    func `a whole number is neither text, fraction, truth nor out of range`(name: String, json: JSON) {
        let reader = JSONFieldReader(["n": json])
        #expect(reader.required("n", .integer(0...99)) == nil)
        #expect(reader.finish().count == 1)
    }
}
