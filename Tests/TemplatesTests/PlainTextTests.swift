import Dunning
import Testing

@testable import Templates

/// The text part that is made of the HTML part.
struct PlainTextTests {
    /// A piece of a page, and its text without the last line end.
    @Test(
        arguments: [
            ("<p>a  b\n c</p><p>d</p>", "a b c\n\nd"),
            ("<p>a<br>b</p>", "a\nb"),
            ("a<br><br>b<br><br><br>c", "a\n\nb\n\nc"),
            ("<div>a</div><div>b</div>", "a\nb"),
            ("<p>a <strong>b</strong>, <em>c</em>.</p>", "a b, c."),
            ("<h1>a</h1><p>b</p><h2>c</h2><p>d</p>", "a\n\nb\n\nc\nd"),
            ("<p>a</p><hr><p>b</p>", "a\n\n------------------------\n\nb"),
            ("<p>&amp; &lt;b&gt; &#8364;&nbsp;5 so&shy;fort</p>", "& <b> €\u{A0}5 sofort"),
            ("<img src=\"https://x\" alt=\"Logo\"><img src=\"https://y\" alt=\"\">", "Logo"),
            // What is not seen.
            (
                "<title>x</title><style>p {}</style><p hidden>x</p><!-- x --><p style=\"DISPLAY: None\">x</p><p>a</p>",
                "a"
            ),
            // Lists.
            ("<p>a</p><ul><li>b</li><li>c</li></ul><p>d</p>", "a\n\n- b\n- c\n\nd"),
            ("<ol><li>a</li><li>b<ul><li>c<li>d</ul></li><li>e</li></ol>", "1. a\n2. b\n   - c\n   - d\n3. e"),
            ("<ul><li><p>a</p><p>b</p></li></ul>", "- a\n\n  b"),
            // Links.
            ("<p><a href=\"https://x\">a</a></p>", "a: https://x"),
            ("<p>see <a href=\"https://x\">a</a>.</p>", "see a (https://x)."),
            ("<p><a href=\"https://x\">https://x</a> <a href=\"mailto:a@b\">a@b</a></p>", "https://x a@b"),
            ("<p><a href=\"mailto:a@b\">write</a>, <a href=\"tel:+49 1\">+49 1</a>, b</p>", "write (a@b), +49 1, b"),
            ("<p>x <a href=\"https://x\"></a></p>", "x https://x"),
            ("<p><a href=\"mailto:\u{2068}a@b\u{2069}\">c</a></p>", "c: a@b"),
            (
                "<p>a</p><table role=presentation><tr><td class=button><a href=\"https://x\">b</a></td></tr></table>c",
                "a\n\nb:\nhttps://x\nc"
            ),
            ("<a class=button href=\"https://x\">Pay!</a>", "Pay!\nhttps://x"),
            // Tables: labels with values, columns, bars where columns are too wide; layout leaves nothing.
            ("<table><tr><th scope=row>a</th><td>b</td></tr><tr><th>c:</th><td>d</td></tr></table>", "a: b\nc: d"),
            (
                "<table><tr><th scope=col>No</th><th scope=col class=amount>Open</th></tr><tr><td>INV-7</td><td class=amount>5</td></tr></table>",
                "No     Open\nINV-7     5"
            ),
            ("<table><tr><td>a</td><td>b</td></tr><tr><td colspan=2>c</td><td>d</td></tr></table>", "a  b\nc     d"),
            ("<table role=presentation><tr><td>a</td><td>b</td></tr></table><p>c</p>", "a\nb\n\nc"),
        ] as [(String, String)]
    )
    func `a piece of a page reads well as text`(html: String, text: String) {
        #expect(PlainTextFromHTML.text(of: html) == text + "\n")
    }

    @Test func `lines end before column 75, at blanks alone, and never within what stays together`() {
        let words = "Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt"
        let html = """
            <p>\(words)</p><ul><li>\(words)</li></ul><p>\(String(repeating: "x", count: 90)) y</p>
            <p>Lorem ipsum dolor sit amet consectetur adipiscing elit seds <b style="white-space:nowrap">1. October 2026</b></p>
            """
        #expect(
            PlainTextFromHTML.text(of: html) == """
                Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod
                tempor incididunt

                - Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod
                  tempor incididunt

                \(String(repeating: "x", count: 90))
                y

                Lorem ipsum dolor sit amet consectetur adipiscing elit seds
                1. October 2026

                """
        )
    }

    @Test func `East Asian texts get no blanks and no line ends of ours`() {
        let sentence = "お支払期限としてご案内しておりました金額につきまして、本日時点でご入金の確認ができておりません。"
        let html =
            "<p>\(sentence)\n\(sentence)</p><table><tr><th>期限</th><td>10月</td></tr><tr><th>IBAN</th><td>DE</td></tr></table>"
        #expect(
            PlainTextFromHTML.text(of: html, language: "ja") == "\(sentence)\(sentence)\n\n期限：10月\nIBAN：DE\n"
        )
        let table = "<table><tr><td>未払額</td><td>x</td></tr><tr><td>a</td><td>y</td></tr></table>"
        #expect(PlainTextFromHTML.text(of: table) == "未払額  x\na       y\n")
    }

    @Test func `French sets a no-break space before a colon`() {
        let html = "<table><tr><th>Montant</th><td>5</td></tr></table>"
        #expect(PlainTextFromHTML.text(of: html, language: "fr-CH") == "Montant\u{A0}: 5\n")
    }

    @Test func `a table that is too wide gets bars`() {
        let wide = String(repeating: "w", count: 40)
        let html = "<table><tr><td>\(wide)</td><td>\(wide)</td></tr></table>"
        #expect(PlainTextFromHTML.text(of: html) == "\(wide) |\n\(wide)\n")
    }

    @Test func `what is derived when templates are loaded says what is read in the rendered page`() throws {
        let template = """
            <div style="display:none">{{#a}}no{{/a}}</div><p>Hi {{name}},{{#a}} yes{{/a}}{{^a}} no{{/a}}</p>
            {{#rows}}<table><tr><th scope=row>{{n}}</th><td>{{name}}</td></tr></table>{{/rows}}
            <ol>{{#rows}}<li>{{n}} &amp; {{^b}}<b>c</b>{{/b}}</li>{{/rows}}</ol><p><a href="https://x/{{name}}">{{link}}</a></p>
            """
        let html = try MailSample.linked(template)
        let derived = try #require(PlainTextFromHTML.derive(from: html))
        let values: MustacheValue = .object([
            "name": .text("A <b> & C"), "a": .flag(true), "b": .flag(false), "link": .text("here"),
            "rows": .list([.object(["n": .text("one")]), .object(["n": .text("two")])]),
        ])
        var page = MustacheRenderer(values, escaping: .html, mode: .strict)
        page.render(html)
        var marked = MustacheRenderer(values, escaping: .none, mode: .strict)
        marked.render(derived)
        let text = PlainTextSetter.set(marked.output, language: "en")
        #expect(text == PlainTextFromHTML.text(of: String(decoding: page.output, as: UTF8.self)))
        #expect(
            text == """
                Hi A <b> & C, yes

                one: A <b> & C

                two: A <b> & C

                1. one & c
                2. two & c

                here: https://x/A<b>&C

                """
        )
    }

    @Test(arguments: [
        "<a href=\"https://x/{{#a}}y{{/a}}\">z</a>", "<table><p>x</p></table>", "<p>\u{F0001}{{name}}</p>",
    ])
    func `what cannot be told before values are known is left to each message`(page: String) throws {
        #expect(PlainTextFromHTML.derive(from: try MailSample.linked(page)) == nil)
    }

    @Test func `control characters in a page never act as marks`() {
        #expect(PlainTextFromHTML.text(of: "<p>a&#1;b&#18;c</p>") == "abc\n")
    }

    @Test func `characters that no table is asked about take the one column that the table would tell`() {
        for value in [0x0370...0x0482, 0x048A...0x058F, 0x1E00...0x200A, 0x2010...0x205F, 0x20A0...0x20CF].joined() {
            guard let scalar = Unicode.Scalar(UInt32(value)), !(0x202A...0x202E).contains(value) else { continue }
            let category = scalar.properties.generalCategory
            #expect(category != .nonspacingMark && category != .enclosingMark && TextWidth.of(scalar) == 1)
        }
    }
}
