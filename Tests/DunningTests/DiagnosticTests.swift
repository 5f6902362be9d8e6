import Dunning
import Testing

struct DiagnosticTests {
    @Test func `a diagnostic reads as one line: place, severity, field, message, mend`() {
        let place = Place(file: "channels.conf", line: 7, column: 3, field: "email.primary.url")
        #expect(
            Diagnostic(at: place, "unknown scheme", mend: "use smtp://").description
                == "channels.conf:7:3: error: email.primary.url: unknown scheme; use smtp://"
        )
        #expect(Diagnostic(.warning, at: Place(), "odd").description == "warning: odd")
        #expect(Diagnostic(at: Place(file: "-", line: 2, field: ""), "bad").description == "-:2: error: bad")
    }

    @Test func `diagnostics sort by file, line as a number, column and field`() {
        func at(_ file: String?, _ line: Int?, _ column: Int?, _ field: String?) -> Diagnostic {
            Diagnostic(at: Place(file: file, line: line, column: column, field: field), "m")
        }
        let sorted = [at("a", 2, 9, nil), at("a", 10, 1, "/a"), at("a", 10, 1, "/b"), at("b", 1, 1, nil)]
        #expect(sorted.reversed().sorted() == sorted)
    }

    @Test func `JSON leaves out what is not known`() {
        let json = Diagnostic(at: Place(line: 3, field: "/id"), "bad").json
        #expect(json == ["severity": "error", "line": 3, "field": "/id", "message": "bad"])
    }

    @Test func `a quoted value cannot forge lines, colours or directions, and is cut`() {
        #expect(quoted("a\nb\u{1B}[31m\u{202E}`") == #"`a\u{a}b\u{1b}[31m\u{202e}'`"#)
        #expect(quoted(String(repeating: "x", count: 61)) == "`" + String(repeating: "x", count: 60) + "…`")
    }
}
