import TOML
import Testing

private enum Role: String, CaseIterable { case creditor, collector, bank, lender }

struct TOMLReaderTests {
    private func reader(_ text: String) throws -> TOMLReader {
        TOMLReader(try TOMLDocument(text: text, file: "a.toml"))
    }

    @Test func `what is right is read and leaves no problem`() throws {
        let reader = try reader(
            """
            name = "Acme"
            count = 3
            ratio = 2
            flag = false
            roles = ["bank", "lender"]
            from = 2026-01-31
            at = 08:30:00
            since = 2026-01-31T08:30:00Z
            [email.primary]
            [email.backup]
            [[steps]]
            after = "3d"
            """
        )
        #expect(reader.string("name") == "Acme")
        #expect(reader.integer("count", range: 1...3) == 3)
        #expect(reader.number("ratio") == 2)
        #expect(reader.boolean("flag") == false)
        #expect(reader.enumerations("roles", as: Role.self) == [.bank, .lender])
        #expect(reader.date("from") == TOMLDate(year: 2026, month: 1, day: 31))
        #expect(reader.time("at")?.secondsSinceMidnight == 30_600)
        #expect(reader.dateTime("since")?.secondsSinceEpoch == 1_769_848_200)
        #expect(reader.namedTables("email").map(\.name) == ["primary", "backup"])
        #expect(reader.tables("steps").map { $0.string("after") } == ["3d"])
        #expect(reader.optionalString("nothing") == nil)
        #expect(reader.optionalTables("nobody").isEmpty)
        #expect(reader.finish().isEmpty)
    }

    @Test func `ten mistakes are ten problems, sorted by place`() throws {
        let reader = try reader(
            """
            name = 5
            count = 70000
            ratio = "x"
            flag = "true"
            role = "creditr"
            roles = ["bank", "shark", 7]
            from = "2026-01-31"
            colour = "red"
            [steps]
            """
        )
        #expect(reader.table("store") == nil)
        #expect(reader.tables("steps").isEmpty)
        #expect(reader.date("from") == nil)
        #expect(reader.enumerations("roles", as: Role.self) == nil)
        #expect(reader.enumeration("role", as: Role.self) == nil)
        #expect(reader.boolean("flag") == nil)
        #expect(reader.number("ratio") == nil)
        #expect(reader.integer("count", range: 1...65_535) == nil)
        #expect(reader.string("name") == nil)
        #expect(
            reader.finish().map(\.description) == [
                "a.toml:1:1: `store`: required key is missing; add `store`, a table",
                "a.toml:1:8: `name`: expected a string, found integer 5",
                "a.toml:2:9: `count`: 70000 is out of range; write a number from 1 to 65535",
                "a.toml:3:9: `ratio`: expected a number, found a string",
                "a.toml:4:8: `flag`: expected a boolean, found a string; write `true` or `false`, without quotes",
                "a.toml:5:8: `role`: `creditr` is not known here; did you mean `creditor`?",
                "a.toml:6:18: `roles[1]`: `shark` is not known here; "
                    + "write one of `creditor`, `collector`, `bank`, `lender`",
                "a.toml:6:27: `roles[2]`: expected a string, found integer 7",
                "a.toml:7:8: `from`: expected a date, found a string; write it as `2026-12-31`, without quotes",
                "a.toml:8:1: `colour`: unknown key; remove it, or write one of `store`, `steps`, `from`, `roles`, "
                    + "`role`, `flag`, `ratio`, `count`, `name`",
                "a.toml:9:1: `steps`: expected an array, found a table",
            ]
        )
    }

    @Test func `a mistyped required key is one problem, not two`() throws {
        let reader = try reader("[email.primary]\nusrname = \"x\"\nrate = 1\n")
        let primary = try #require(reader.namedTables("email").first?.reader)
        #expect(primary.string("username") == nil)
        #expect(primary.integer("rate") == 1)
        #expect(
            reader.finish().map(\.description) == [
                "a.toml:2:1: `email.primary.usrname`: unknown key; did you mean `username`?"
            ]
        )
    }

    @Test func `two mistyped keys do not share one right key`() throws {
        let reader = try reader("nmae = 1\nnaem = 2\n")
        #expect(reader.string("name") == nil)
        #expect(reader.finish().map(\.line) == [1, 2])
    }

    @Test func `a missing key is placed at its table`() throws {
        let reader = try reader("x = 1\n\n[store]\n")
        #expect(reader.integer("x") == 1)
        #expect(reader.table("store")?.string("url") == nil)
        #expect(
            reader.finish().map(\.description) == [
                "a.toml:3:1: `store.url`: required key is missing; add `url`, a string"
            ]
        )
    }

    @Test func `keys of tables that nobody read are unknown`() throws {
        let reader = try reader("[[steps]]\na = 1\n[[steps]]\nb = 1\n[other]\nc = 1\n")
        #expect(reader.tables("steps").count == 2)
        #expect(reader.finish().map(\.keyPath) == ["steps[0].a", "steps[1].b", "other"])
    }

    @Test func `the rest of a table can be left alone`() throws {
        let reader = try reader("provider = \"smpt\"\nurl = \"x\"\n")
        reader.complain("`smpt` is not a provider", mend: "did you mean `smtp`?", at: "provider")
        reader.skipRest()
        #expect(
            reader.finish().map(\.description) == [
                "a.toml:1:12: `provider`: `smpt` is not a provider; did you mean `smtp`?"
            ]
        )
    }

    @Test func `finishing twice reports nothing twice`() throws {
        let reader = try reader("a = 1\n[b]\nc = 1\n")
        _ = reader.table("b")
        #expect(reader.finish() == reader.finish())
        #expect(reader.finish().count == 2)
    }

    @Test func `a value of the caller's own kind is placed like any other`() throws {
        let reader = try reader("rate = \"50/s\"\nother = \"fast\"\n")
        let read = { (node: TOMLNode) throws(TOMLMistake) -> Int in
            guard let count = Int(try node.string().prefix(2)) else {
                throw TOMLMistake("not a rate", mend: "write 5/s")
            }
            return count
        }
        #expect(reader.value("rate", expected: "a rate", read) == 50)
        #expect(reader.value("other", expected: "a rate", read) == nil)
        #expect(reader.value("third", expected: "a rate such as `50/s`", read) == nil)
        #expect(
            reader.finish().map(\.description) == [
                "a.toml:1:1: `third`: required key is missing; add `third`, a rate such as `50/s`",
                "a.toml:2:9: `other`: not a rate; write 5/s",
            ]
        )
    }

    @Test func `no message repeats a text that might be a secret`() throws {
        let reader = try reader("port = \"hunter2\"\nflag = \"hunter2\"\nlist = \"hunter2\"\ntable = \"hunter2\"\n")
        _ = (reader.integer("port"), reader.boolean("flag"), reader.strings("list"), reader.table("table"))
        let problems = reader.finish()
        #expect(problems.count == 4)
        #expect(problems.allSatisfy { !$0.description.contains("hunter2") })
    }

    @Test(arguments: ["inf", "-inf", "nan"])
    func `a number that is not finite is refused`(text: String) throws {
        let reader = try reader("x = \(text)")
        #expect(reader.number("x") == nil)
        #expect(reader.finish().count == 1)
    }

    @Test func `an empty string is refused unless it is allowed`() throws {
        let reader = try reader("a = \"\"\nb = \"\"\n")
        #expect(reader.string("a") == nil)
        #expect(reader.string("b", mayBeEmpty: true) == "")
        #expect(reader.finish().map(\.message) == ["expected a string, found an empty one"])
    }

    @Test func `keys that need quotes are quoted in paths`() throws {
        let reader = try reader("[\"a b\".\"ü\"]\nx = 1\n")
        _ = reader.table("a b")?.table("ü")
        #expect(reader.finish().map(\.keyPath) == ["\"a b\".\"ü\".x"])
    }
}
