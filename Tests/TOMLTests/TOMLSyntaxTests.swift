import TOML
import Testing

struct TOMLSyntaxTests {
    private func refusal(of bytes: [UInt8]) -> TOMLProblem? {
        do {
            _ = try TOMLDocument(bytes: bytes, file: "a.toml")
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        ("a = 1\na = 2\n", 2, "cannot redefine existing integer 'a'"),
        ("[t]\nx = 1\n[t]\n", 3, "cannot redefine existing table 't'"),
        ("a = 1\n[a.b]\n", 2, "redefine"),
        ("[[r]]\n[r]\n", 2, "redefine"),
        ("a = \n", 1, "expected"),
        ("a = \"open\nb = 1", 1, "string"),
        ("a = 'x\n", 1, "reading literal string"),
        ("day = 2026-02-30\n", 1, "day"),
        ("clock = 24:00:00\n", 1, "hour"),
        ("a = [1, 2\n", 1, "end-of-file while reading array"),
        ("a = 1 b = 2\n", 1, "expected"),
        ("\n\n  = 1\n", 3, "key"),
        ("a = 99999999999999999999\n", 1, "not representable in 64 bits"),
        ("a = \"\\q\"\n", 1, "escape"),
        ("a = \"\\ud800\"\n", 1, "surrogates"),
        ("a = True\n", 1, "boolean"),
        ("a\u{0} = 1\n", 1, "expected '='"),
        ("a \u{202E}= 1\n", 1, "\\u{202e}"),
    ])
    func `a syntax error names its line and what is wrong`(text: String, line: Int, message: String) throws {
        let refused = refusal(of: Array(text.utf8))
        let problem = try #require(refused)
        #expect(problem.line == line)
        #expect(problem.column >= 1)
        #expect(problem.file == "a.toml")
        #expect(problem.message.lowercased().contains(message), "\(problem.message)")
        #expect(!problem.message.hasPrefix("Error while"))
    }

    @Test(arguments: [
        [0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82],
    ])
    func `bytes that are not UTF-8 are refused at their line`(bytes: [UInt8]) throws {
        let refused = refusal(of: Array("ok = 1\nname = \"".utf8) + bytes + Array("\"\n".utf8))
        let problem = try #require(refused)
        #expect(problem.line == 2)
    }

    @Test(arguments: [0x00, 0x01, 0x0B, 0x1F, 0x7F] as [UInt8])
    func `a control character in a string or a comment is refused`(byte: UInt8) {
        #expect(refusal(of: Array("a = \"".utf8) + [byte] + Array("\"".utf8)) != nil)
        #expect(refusal(of: Array("# ".utf8) + [byte] + Array("\n".utf8)) != nil)
    }

    @Test(arguments: ["[", "{a=", "[[", "[{a="])
    func `nesting without end is refused and not followed`(opening: String) throws {
        let text = "a = " + String(repeating: opening, count: 200_000)
        let refused = refusal(of: Array(text.utf8))
        let problem = try #require(refused)
        #expect(problem.message == "values are nested more than 64 deep")
        #expect(problem.line == 1)
    }

    @Test(arguments: ["%@ = 1", "[%@]", "[[%@]]", "a = {%@ = 1}", "x = 1\n\"#\" = '\"'\n%@ = 1"])
    func `a dotted key without end is refused and not followed`(form: String) throws {
        let parts = form.split(separator: "%@", omittingEmptySubsequences: false)
        let key = String(repeating: "a.\"b.c\" . ", count: 100_000) + "a"
        let text = String(parts[0]) + key + String(parts[1])
        let refused = refusal(of: Array(text.utf8))
        let problem = try #require(refused)
        #expect(problem.message == "a dotted key has more than 32 parts")
        #expect(problem.line == (form.contains("\n") ? 3 : 1))
    }

    @Test func `dots in strings, comments and numbers are no dotted keys`() throws {
        let dots = String(repeating: ".", count: 500)
        let numbers = Array(repeating: "1.5", count: 500).joined(separator: ", ")
        let text = """
            # \(dots)
            a = "\(dots)\\"\(dots)"
            b = '\(dots)'
            c = \"\"\"
            \(dots)"\(dots)\"\"\"\"
            d = '''\(dots)
            ''\(dots)'''
            e = [\(numbers)]
            """
        let root = try TOMLDocument(text: text, file: "a.toml").root
        #expect(root.entries.count == 5)
        #expect(try root["e"]?.node.array().count == 500)
        #expect(root["c"]?.node.value == .string("\(dots)\"\(dots)\""))
    }

    @Test func `as deep as is allowed is read`() throws {
        let nested = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        let dotted = Array(repeating: "a", count: 32).joined(separator: ".")
        let document = try TOMLDocument(text: "x = \(nested)\n\(dotted) = 1\n", file: "a.toml")
        var depth = 0
        var node = try #require(document.root["x"]).node
        while case .array(let elements) = node.value {
            depth += 1
            guard let first = elements.first else { break }
            node = first
        }
        #expect(depth == 64)
    }

    @Test func `a huge file is read whole`() throws {
        let rows = 20_000
        let text = (0..<rows).map { "[row.r\($0)]\nname = \"row \($0)\"\nlist = [1, 2, 3]\n" }.joined()
        let document = try TOMLDocument(text: text, file: "a.toml")
        let keys = try document.root["row"]?.node.table().entries.map(\.key) ?? []
        #expect(keys.count == rows)
        #expect(keys.last == "r19999")
        let reader = TOMLReader(document)
        let names = reader.namedTables("row").map { row in
            (row.reader.string("name"), row.reader.strings("list"))
        }
        #expect(names.last?.0 == "row 19999")
        let problems = reader.finish()
        #expect(problems.count == 3 * rows)
        let last = "a.toml:60000:15: `row.r19999.list[2]`: expected a string, found integer 3"
        #expect(problems.last?.description == last)
    }
}
