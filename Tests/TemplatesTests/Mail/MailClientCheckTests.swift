import Dunning
import Testing

@testable import Templates

struct MailClientCheckTests {
    private func complaints(_ page: String) throws -> [String] {
        MailClientCheck.check(try MailSample.linked(page)).map(\.description)
    }

    @Test(
        arguments: [
            ("x\n<script>a()</script>", "mail:2:1: error: <script> is taken out: mails run no scripts; remove it"),
            (
                "<form></form>",
                "error: <form> is taken out or warned of: mails hold no forms; link to a page with the form"
            ),
            ("<iframe></iframe>", "error: <iframe> is taken out: mails hold no other pages; link to the page"),
            ("<video></video>", "warning: <video> is played by few clients; link to it"),
            ("<svg></svg>", "warning: <svg> is taken out by most clients; use text, or an image with alternative text"),
            (
                "<link rel=stylesheet href=\"https://x\">",
                "error: <link> is not loaded: mails load no style sheets; put the rules into <style>"
            ),
            ("<p onclick=\"a()\">x</p>", "mail:1:13: error: `onclick` is taken out: mails run no scripts; remove it"),
            (
                "<p style=\"color:red; position:absolute\">x</p>",
                "mail:1:22: warning: `position: absolute` is taken out by most clients; lay out with tables"
            ),
            (
                "<style>p{display:flex}</style>",
                "mail:1:10: warning: `display: flex` is read by few clients; lay out with a table, role=\"presentation\""
            ),
            (
                "<style>@media print{p{float:left}}</style>",
                "warning: `float: left` is ignored by Outlook; lay out with the cells of a table, or `align`"
            ),
            (
                "<p style=\"margin:0 -4px\">x</p>",
                "warning: `margin: 0 -4px` is taken out by many clients; use padding, or less space"
            ),
            (
                "<style>p{background:url(x.png)}</style>",
                "warning: `background: url(x.png)` is not shown by many clients; use a colour, and an <img> for pictures that matter"
            ),
            (
                "<style>@font-face{src:url(x)}</style>",
                "mail:1:8: warning: web fonts are not loaded by most clients; use system fonts"
            ),
            (
                "<style>@import url(x);</style>",
                "mail:1:8: error: style sheets from elsewhere are not loaded; put the rules here"
            ),
            (
                "<img src=\"https://x\">",
                "error: image without alternative text; add alt=\"…\" with what it says, or alt=\"\" where it is decoration"
            ),
            ("<img alt=\"\" src=\"data:x\">", "mail:1:18: error: image is `data:`; write `https://…`"),
            (
                "<a href=\"http://x\">y</a>",
                "mail:1:10: error: link is `http:`; write `https://…`, `mailto:…` or `tel:…`"
            ),
            ("<a href=\"pay.html\">y</a>", "error: link has no scheme; write `https://…`, `mailto:…` or `tel:…`"),
            ("<a href=\"\">y</a>", "error: link leads nowhere; write `https://…`, `mailto:…` or `tel:…`"),
            ("<div><p>x</p>", "mail:1:1: warning: <div> is never closed; add </div>"),
            (
                "<table><p>x</p></table>",
                "mail:1:8: warning: <p> may not stand here; close what is open before it, and put rows and cells into tables only"
            ),
        ] as [(String, String)]
    )
    func `what clients drop is named with its reason and its mend`(page: String, complaint: String) throws {
        let complaints = try complaints(page)
        #expect(complaints.count == 1 && complaints[0].hasSuffix(complaint), "\(complaints)")
    }

    @Test(arguments: [
        "<a href=\"{{payment.link}}\">x</a>", "<a href=\"mailto:{{creditor.email}}\">x</a>", "<a href=\"tel:1\">x</a>",
        "<img src=\"https://x\" alt=\"\">", "<p style=\"position:static;margin:0 auto\">x</p>",
        "<!--[if mso]><table><tr><td><![endif]--><p>x</p>",
    ])
    func `what clients show is no matter`(page: String) throws {
        #expect(try complaints(page) == [])
    }

    @Test func `a mail that Gmail would cut off is warned of`() {
        #expect(MailClientCheck.clipping(bytes: 102_000, file: "f") == nil)
        #expect(
            MailClientCheck.clipping(bytes: 110_500, file: "f")?.description
                == "f: warning: the HTML is 110 kB; Gmail cuts mails off at 102 kB; shorten it, or show fewer rows"
        )
    }
}
