import Letters
import Testing

struct MarkupTests {
    let press = LetterPress()

    static let wrong: [(String, Int, MarkupFault?)] = [
        ("<p>a</p>\n<script>alert(1)</script>", 2, .element("script", inside: "body")),
        ("<p>a</p>\n<p><img src='x'></p>", 2, .element("img", inside: "p")),
        ("<div>a</div>", 1, .element("div", inside: "body")),
        ("<p>a</p>\n\nloose words", 3, .text(inside: "body")),
        ("<p onclick='x'>a</p>", 1, .attribute("onclick", on: "p")),
        ("<p style='color:red'>a</p>", 1, .attribute("style", on: "p")),
        ("<p>\n<a href='javascript:alert(1)'>a</a></p>", 2, .link),
        ("<p><a href='https://x.example/&#39; rect=[0 0 9 9]'>a</a></p>", 1, .link),
        ("<p><a href='https://x.example/&#92;'>a</a></p>", 1, .link),
        ("<p><a href='file:///etc/passwd'>a</a></p>", 1, .link),
        ("<p><a>a</a></p>", 1, .attribute("href", on: "a")),
        ("<p><a href='https://a.example' target='x'>a</a></p>", 1, .attribute("target", on: "a")),
        ("<ul><p>a</p></ul>", 1, .element("p", inside: "ul")),
        ("<table>\n<tr><td>a</td><td>b</td></tr>\n<tr><td>a</td></tr></table>", 3, .columns(found: 1, expected: 2)),
        ("<table><tr><td colspan='99'>a</td></tr></table>", 1, .attribute("colspan", on: "td")),
        ("<table><tr><td colspan='0'>a</td></tr></table>", 1, .attribute("colspan", on: "td")),
        ("<table><tr><td colspan='99999999999999999999'>a</td></tr></table>", 1, .attribute("colspan", on: "td")),
        ("<table><tr><td align='justify'>a</td></tr></table>", 1, .attribute("align", on: "td")),
        ("<p>a</p>\n<p>Tom & Jerry</p>", 2, nil),
        ("<p>a</p>\n<p><b>a</p>", 2, nil),
        ("<p>a</p>\n<blink>a</blink>", 2, nil),
        ("<p>a</p>\n<p>&unknown;</p>", 2, .syntax("entity `&unknown;` is unknown")),
        ("<svg><p>a</p></svg>", 1, nil),
        ("<p>a</p>\n<!-- <p>b</p>", 2, nil),
        ("<p>a</p></body>\n<p>b</p>", 2, nil),
        ("<p>a</p></b>", 1, nil),
        ("<html><p>a</p></html>", 1, nil),
        ("<p>a</p>\n<p title=\"a", 2, nil),
        ("<p>a <![CDATA[ <b>c</b> ]]></p>", 1, nil),
        ("<p>a</p>\n<?php echo 1 ?>", 2, nil),
        ("<!DOCTYPE html><p>a</p>", 1, nil),
        ("<p>a &#xD800; &#x110000;</p>", 1, nil),
        ("<p><a href='https://a.example/?a=1&b=2'>a</a></p>", 1, nil),
        ("<title>a</title><p>b</p>", 1, nil),
        ("<p>a</p><ul><li>a<table><tr><td><p>a</p></td></tr></table></li></ul>", 1, .element("p", inside: "td")),
        (String(repeating: "<b>", count: 500), 1, nil),
        ("<p>" + String(repeating: "<b>", count: 50) + "x" + String(repeating: "</b>", count: 50) + "</p>", 1, .size),
        (String(repeating: "<ul><li>", count: 60) + String(repeating: "</li></ul>", count: 60), 1, .size),
        ("<p>" + String(repeating: "a ", count: 300_000) + "</p>", 1, .size),
    ]

    @Test(arguments: wrong)
    func `markup outside the small language is refused with its line`(html: String, line: Int, fault: MarkupFault?) {
        let error = #expect(throws: LetterError.self) { try press.print(.german.with { $0.body = html }) }
        guard case .markup(let found, let what)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(found == line)
        if let fault { #expect(what == fault) } else { #expect(!what.description.isEmpty) }
    }

    @Test(arguments: [
        "", "<p></p>", "<p> </p>", "<!-- a comment --><p>a</p>", "<ul></ul>", "<ul><li></li></ul>", "<table></table>",
        "<table><thead><tr><th>a</th></tr></thead></table>", "<p><br></p>", "<p>&lt;b&gt; &amp; &#x202E;</p>",
        "<ol><li>a<ul><li>b</li></ul></li><li><p>c</p></li></ol>", "<P>a<BR/>b</P>",
    ])
    func `odd but right markup is printed`(html: String) throws {
        #expect(try press.print(.german.with { $0.body = html }).pages == 1)
    }

    @Test func `white space is folded as in HTML, a no-break space is not`() throws {
        let letter = LetterDocument.german.with {
            $0.body = "<p>  eins\n   zwei <b> drei</b><i> vier </i> fünf<br>  sechs </p>"
        }
        let text = try PDFFile(press.print(letter).bytes).text()
        #expect(text.contains("eins zwei drei vier fünf\nsechs\n"))
    }

    @Test func `a link is a link in the PDF, percent-encoded`() throws {
        let file = try PDFFile(press.print(.german).bytes)
        let plain = try Tool.qpdf.text([
            "--qdf", "--object-streams=disable", "--stream-data=uncompress", file.path, "-",
        ])
        #expect(plain.contains("/URI (https://pay.acme.example/D-1?a=1&b=%C3%BC)"))
    }
}
