import Dunning
import Testing

@testable import Templates

/// Templates by themselves, as `dunlin templates render` renders them.
struct RawRenderingTests {
    private func file(_ path: String, _ text: String) -> SourceFile {
        SourceFile(path: path, bytes: Array(text.utf8))
    }

    private func render(
        _ text: String,
        _ data: JSON = [:],
        _ partials: [String: String] = [:],
        mode: Mustache.Mode = .strict
    ) throws(Mustache.Failure) -> String {
        let others = Dictionary(uniqueKeysWithValues: partials.map { ($0, file("\($0).mustache", $1)) })
        return try Mustache.render(file("t.mustache", text), data: data, partials: others, mode: mode)
    }

    private func complaints(_ body: () throws(Mustache.Failure) -> String) -> [String] {
        do throws(Mustache.Failure) {
            return ["no complaint: " + (try body())]
        } catch {
            return error.diagnostics.map(\.description)
        }
    }

    @Test func `strictly, everything that is missing is told at once, with its place`() {
        let text = "Hi {{n}}\n {{>one}}{{>p}}{{>*d}}{{o}}{{f}}{{<q}}{{/q}}"
        let found = complaints { () throws(Mustache.Failure) in
            try render(text, ["o": ["x": 1], "f": "  "], ["p": "\n{{m}}", "onne": ""])
        }
        #expect(
            found == [
                "p.mustache:2:1: error: nobody gave `m`; give it in the data, or ask before you show it: {{#m}}…{{/m}}",
                "t.mustache:1:4: error: nobody gave `n`; give it in the data, or ask before you show it: {{#n}}…{{/n}}",
                "t.mustache:2:2: error: no partial is called `one`; did you mean `onne`?",
                "t.mustache:2:16: error: `*d` leaves the name of a partial to a value; "
                    + "write the name of a partial, in sections where it depends on a value",
                "t.mustache:2:23: error: `o` is no text",
                "t.mustache:2:28: error: `f` is empty; give it in the data, or ask before you show it: {{#f}}…{{/f}}",
                "t.mustache:2:33: error: no partial is called `q`; add q.mustache to the folder of partials",
            ]
        )
    }

    @Test func `strictly, what is there is rendered as leniently`() throws {
        let data: JSON = ["n": "<Ada>", "l": [1, 2], "y": true]
        let text = "{{n}} {{{n}}}{{#l}} {{.}}{{/l}}{{#y}}{{>p}}{{/y}}{{^z}}!{{/z}}"
        let strict = try render(text, data, ["p": "p"])
        #expect(strict == "&lt;Ada&gt; <Ada> 1 2p!")
        let lenient = try render(text, data, ["p": "p"], mode: .lenient)
        #expect(lenient == strict)
    }

    @Test func `a mistake in a partial counts where it is called`() throws {
        let unused = try render("a", [:], ["p": "{{#"], mode: .lenient)
        #expect(unused == "a")
        for text in ["{{>p}}", "{{<p}}{{/p}}", "{{>*n}}"] {
            let found = complaints { () throws(Mustache.Failure) in
                try render(text, ["n": "p"], ["p": "a\n{{#"], mode: .lenient)
            }
            #expect(found == ["p.mustache:2:1: error: tag is not closed; end it with the closing delimiter"])
        }
    }

    @Test func `files that are no text, or too big, are refused`() {
        let latin = SourceFile(path: "t", bytes: [0xE4, 0x20])
        let big = SourceFile(path: "t", bytes: Array(repeating: 0x61, count: 10_000_000))
        let found = [latin, big].flatMap { file in
            complaints { () throws(Mustache.Failure) in try Mustache.render(file, data: .null, mode: .lenient) }
        }
        #expect(
            found == [
                "t: error: not valid UTF-8; save the file as UTF-8",
                "t: error: file is too big: 10 MB; keep it under 1 MB",
            ]
        )
    }

    @Test func `partials that double at each step end`() {
        let doubling = Dictionary(uniqueKeysWithValues: (0..<60).map { ("p\($0)", "{{>p\($0 + 1)}}{{>p\($0 + 1)}}") })
        let found = complaints { () throws(Mustache.Failure) in
            try render("{{>p0}}", [:], doubling, mode: .lenient)
        }
        #expect(found == ["t.mustache: error: partials call each other without end"])
    }

    @Test func `values are never read again, whatever they hold`() throws {
        let hostile = "{{n}}{{>p}}{{=<% %>=}}</script>"
        for mode in [Mustache.Mode.strict, .lenient] {
            let shown = try render("{{{v}}}{{>p}}", ["v": .string(hostile)], ["p": "[{{{v}}}]"], mode: mode)
            #expect(shown == "\(hostile)[\(hostile)]")
        }
    }
}
