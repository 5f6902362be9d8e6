import TOML
import Testing

struct TOMLDocumentTests {
    static let kinds = """
        text = "über"
        whole = -5
          part = 1.5
        flag = true
        instant = 2026-11-21T08:30:00.25+01:00
        local = 2026-11-21T08:30:00
        day = 2026-02-28
        clock = 08:30:59
        list = [1, "two",
          3.0]
        inline = { a = 1, b.c = 2 }
        "ü key" = 1
        [table]
        x = 1
        [[rows]]
        y = 1
        [[rows]]
        y = 2
        """

    @Test(arguments: [
        ("text", 1, 1, 1, 8), ("whole", 2, 1, 2, 9), ("part", 3, 3, 3, 10), ("flag", 4, 1, 4, 8),
        ("instant", 5, 1, 5, 11), ("local", 6, 1, 6, 9), ("day", 7, 1, 7, 7), ("clock", 8, 1, 8, 9),
        ("list", 9, 1, 9, 8), ("inline", 11, 1, 11, 10), ("ü key", 12, 1, 12, 11), ("table", 13, 2, 13, 1),
        ("rows", 15, 3, 15, 1),
    ])
    func `every kind of value and key knows its place`(
        key: String,
        keyLine: Int,
        keyColumn: Int,
        line: Int,
        column: Int
    ) throws {
        let entry = try #require(try TOMLDocument(text: Self.kinds, file: "a.toml").root[key])
        #expect(entry.keyPosition == TOMLPosition(line: keyLine, column: keyColumn))
        #expect(entry.node.position == TOMLPosition(line: line, column: column))
    }

    @Test func `every kind of value keeps its value`() throws {
        let root = try TOMLDocument(text: Self.kinds, file: "a.toml").root
        let day = TOMLDate(year: 2026, month: 11, day: 21)
        let half = TOMLTime(hour: 8, minute: 30)
        let quarter = TOMLTime(hour: 8, minute: 30, nanosecond: 250_000_000)
        #expect(root["text"]?.node.value == .string("über"))
        #expect(root["whole"]?.node.value == .integer(-5))
        #expect(root["part"]?.node.value == .float(1.5))
        #expect(root["flag"]?.node.value == .boolean(true))
        let instant = TOMLOffsetDateTime(date: day, time: quarter, offsetMinutes: 60)
        #expect(root["instant"]?.node.value == .offsetDateTime(instant))
        #expect(instant.secondsSinceEpoch == 1_795_246_200)
        #expect(root["local"]?.node.value == .localDateTime(TOMLLocalDateTime(date: day, time: half)))
        #expect(root["day"]?.node.value == .localDate(TOMLDate(year: 2026, month: 2, day: 28)))
        #expect(root["clock"]?.node.value == .localTime(TOMLTime(hour: 8, minute: 30, second: 59)))
    }

    @Test func `elements of arrays and of inline tables know their places`() throws {
        let root = try TOMLDocument(text: Self.kinds, file: "a.toml").root
        let list = try #require(root["list"]).node.array()
        #expect(list.map(\.value) == [.integer(1), .string("two"), .float(3)])
        #expect(list.map(\.position.line) == [9, 9, 10])
        #expect(list.map(\.position.column) == [9, 12, 3])
        let inline = try #require(root["inline"]).node.table()
        let dotted = try #require(try inline["b"]?.node.table()["c"])
        #expect(dotted.keyPosition == TOMLPosition(line: 11, column: 21))
        #expect(dotted.node == TOMLNode(.integer(2), at: TOMLPosition(line: 11, column: 25)))
        let rows = try #require(root["rows"]).node.array()
        #expect(rows.map(\.position.line) == [15, 17])
    }

    @Test func `keys keep the order of the file`() throws {
        let text = "z = 1\na = 2\n[m]\nq.b = 1\nq.a = 2\nc = 3\n[b]\n[a2]\n[m.x]\n"
        let root = try TOMLDocument(text: text, file: "a.toml").root
        #expect(root.entries.map(\.key) == ["z", "a", "m", "b", "a2"])
        let inner = try #require(root["m"]).node.table()
        #expect(inner.entries.map(\.key) == ["q", "c", "x"])
        #expect(try inner["q"]?.node.table().entries.map(\.key) == ["b", "a"])
    }

    @Test func `lines that end in CRLF and a byte order mark change no place`() throws {
        let root = try TOMLDocument(text: "\u{FEFF}a = 1\r\nb = \"x\"\r\n", file: "a.toml").root
        #expect(root["a"]?.keyPosition == TOMLPosition(line: 1, column: 1))
        #expect(root["b"]?.keyPosition == TOMLPosition(line: 2, column: 1))
        #expect(root["b"]?.node.value == .string("x"))
    }

    @Test func `an empty file is an empty table`() throws {
        #expect(try TOMLDocument(text: "", file: "a.toml").root.entries.isEmpty)
        #expect(try TOMLDocument(bytes: [], file: "a.toml").root.entries.isEmpty)
    }

    @Test func `a NUL in a string or a key survives`() throws {
        let root = try TOMLDocument(text: "\"a\\u0000b\" = \"c\\u0000d\"", file: "a.toml").root
        #expect(root["a\0b"]?.node.value == .string("c\0d"))
    }

    @Test(arguments: [
        (-719_528, 0, 1, 1), (-1, 1969, 12, 31), (0, 1970, 1, 1), (11_016, 2000, 2, 29), (20_778, 2026, 11, 21),
        (2_932_896, 9999, 12, 31),
    ])
    func `days are counted from the epoch`(days: Int, year: Int, month: Int, day: Int) {
        #expect(TOMLDate(year: year, month: month, day: day).daysSinceEpoch == days)
    }

    @Test func `an override from outside lands at its path and makes the tables on the way`() throws {
        var root = try TOMLDocument(text: "[email.primary]\nrate = 5\nname = \"x\"", file: "a.toml").root
        let answers = [
            root.set(TOMLNode(.integer(9)), at: ["email", "primary", "rate"]),
            root.set(TOMLNode(.string("db")), at: ["store", "url"]),
            root.set(TOMLNode(.integer(1)), at: ["email", "primary", "name", "deeper"]),
            root.set(TOMLNode(.integer(1)), at: []),
        ]
        #expect(answers == [true, true, false, false])
        let primary = try #require(try root["email"]?.node.table()["primary"]?.node.table())
        #expect(primary.entries.map(\.node.value) == [.integer(9), .string("x")])
        #expect(primary["rate"]?.node.position == .outside)
        #expect(try root["store"]?.node.table()["url"]?.node.value == .string("db"))
    }
}
