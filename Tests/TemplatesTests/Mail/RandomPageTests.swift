import Dunning
import Testing

@testable import Templates

/// Pages that nobody would write, made by chance from fixed seeds.
struct RandomPageTests {
    /// The same numbers for the same seed, everywhere.
    private struct Chance: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }

        mutating func pick<Element>(_ choices: [Element]) -> Element {
            choices[Int.random(in: choices.indices, using: &self)]
        }
    }

    private static let shreds = [
        "<p>", "</p>", "<table>", "<tr>", "<td class=amount>", "</table>", "<th scope=row>", "<style>", "</style>",
        "p{color:red}", "@media x{", "}", "{", ".a", "/*", "*/", "\"", "'", "\\", "url(", ")", ";", ":", "!important",
        "<!--", "-->", "<a href=\"", "https://x", ">", "<", "</a>", "<ol>", "<li>", "<br>", "<h1>", "</h1>", "\n", "日本",
        "{{due}}", "{{#a}}", "{{/a}}", "{{^a}}", "style=\"", "class=\"", "[dir=rtl]", "+", ",", "a:hover", "&#0;",
        "<b>",
        "</b>", "<div hidden>", "</div>", "<template>", "<svg>", "<select>", "<title>", "display:none", "@import",
        "<td colspan=99>", "\u{F0001}", "</body>", "<plaintext>", "<frameset>", "<image>", "<![CDATA[",
    ]

    @Test(arguments: 1...8)
    func `no page ends the program, and none loses a value or a section`(seed: UInt64) {
        var chance = Chance(state: seed)
        for _ in 0..<40 {
            let page = (0..<Int.random(in: 1...40, using: &chance)).map { _ in chance.pick(Self.shreds) }.joined()
            let parsed = MustacheParser.parse(Array(page.utf8), file: "page").template
            let ready = MustachePartials(lastLineEnd: .kept)
            guard let linked = MustacheLinker.link(parsed, with: ready).linked else { continue }
            let (result, _) = StyleInliner.inline(linked)
            #expect(Self.tags(result.nodes) == Self.tags(linked.nodes), "\(page)")
            _ = MailClientCheck.check(linked)
            _ = PlainTextFromHTML.derive(from: result)
        }
    }

    /// The tags of a tree, in their order.
    private static func tags(_ nodes: [LinkedNode]) -> [String] {
        nodes.flatMap { node -> [String] in
            switch node {
            case .text: []
            case .variable(let field, _): [field.name]
            case .section(let field, let body): ["#\(field.name)"] + tags(body) + ["/"]
            case .inverted(let field, let body): ["^\(field.name)"] + tags(body) + ["/"]
            }
        }
    }

    @Test(arguments: 1...8)
    func `a text that is derived before values are known is that of the rendered page`(seed: UInt64) throws {
        var chance = Chance(state: seed)
        for _ in 0..<25 {
            let page = (0..<4).map { _ in Self.block(&chance, depth: 3) }.joined(separator: chance.pick(["", "\n"]))
            let html = try MailSample.linked(page)
            let derived = try #require(PlainTextFromHTML.derive(from: html), "\(page)")
            let values: MustacheValue = .object([
                "name": .text("A <b> & \"C\""), "long": .text("日本 and twelve more words of no meaning at all"),
                "yes": .flag(true), "no": .flag(false), "link": .text("https://x.example/y"),
                "rows": .list([.object(["n": .text("1")]), .object(["n": .text("22")])]), "none": .list([]),
            ])
            var rendered = MustacheRenderer(values, escaping: .html, mode: .strict)
            rendered.render(html)
            var marked = MustacheRenderer(values, escaping: .none, mode: .strict)
            marked.render(derived)
            let expected = PlainTextFromHTML.text(of: String(decoding: rendered.output, as: UTF8.self))
            #expect(PlainTextSetter.set(marked.output, language: "en") == expected, "\(page)")
        }
    }

    /// A piece of a page as authors write them: whole elements, sections around them and within.
    private static func block(_ chance: inout Chance, depth: Int) -> String {
        let inner = depth > 0 ? block(&chance, depth: depth - 1) : "<p>\(words(&chance))</p>"
        let section = chance.pick(["#yes", "^yes", "#no", "^no", "#rows", "^rows", "#none", "^none"])
        let items = "<li>\(words(&chance))</li>{{#rows}}<li>{{n}}\(chance.pick(["", inner]))</li>\n{{/rows}}"
        let rows = "<tr><th scope=row>{{n}}</th><td\(chance.pick([""," class=amount"]))>\(words(&chance))</td></tr>"
        return chance.pick([
            "<p>\(words(&chance))</p>", "<h2>\(words(&chance))</h2>\n<p>\(words(&chance))</p>", "<div>\(inner)</div>",
            "{{\(section)}}\(inner){{/\(section.dropFirst())}}", "<ul>\(items)</ul>", "<ol>\n\(items)</ol>",
            "<table>{{#rows}}\(rows){{/rows}}</table>", "<table role=presentation><tr><td>\(inner)</td></tr></table>",
            "<div style=\"display:none\">\(inner)</div>", "\(inner)<hr>", "<blockquote>\(inner)</blockquote>",
        ])
    }

    private static func words(_ chance: inout Chance) -> String {
        let pieces = [
            "Hallo ", "{{name}}", " und {{long}}", "日本\n", "<br>", "<b>{{name}}</b> ",
            "<a href=\"{{link}}\">{{name}}</a>",
            "<a href=\"mailto:{{name}}\">{{name}}</a>", "{{#yes}} ja{{/yes}}", "{{#no}}nein {{/no}}", "&amp;&nbsp;5 ",
            "<span style=\"white-space:nowrap\">{{long}} a b</span>", ".", "<a class=button href=\"{{link}}\">Los</a>",
        ]
        return (0..<Int.random(in: 1...5, using: &chance)).map { _ in chance.pick(pieces) }.joined()
    }
}
