import Dunning
import Testing

@testable import Templates

struct StyleInlinerTests {
    /// Rules, an element before, and the same after.
    @Test(
        arguments: [
            ("p{color:red}", "<p>x</p>", "<p style=\"color:red\">x</p>"),
            (".a{color:red}", "<p class=\"b a\">x</p>", "<p class=\"b a\" style=\"color:red\">x</p>"),
            ("#i{color:red}", "<p id=i>x</p>", "<p id=i style=\"color:red\">x</p>"),
            ("p,b{color:red}", "<b>x</b>", "<b style=\"color:red\">x</b>"),
            ("div p{color:red}", "<div><b><p>x</p></b></div>", "<div><b><p style=\"color:red\">x</p></b></div>"),
            ("div>p{color:red}", "<div><b><i>x</i></b></div><p>y</p>", "<div><b><i>x</i></b></div><p>y</p>"),
            ("div > b{color:red}", "<div><b>x</b></div>", "<div><b style=\"color:red\">x</b></div>"),
            ("[lang=de]{color:red}", "<p lang=\"de\">x</p>", "<p lang=\"de\" style=\"color:red\">x</p>"),
            ("[lang=de]{color:red}", "<p lang=\"en\">x</p>", "<p lang=\"en\">x</p>"),
            // Later rules win, more specific ones win over later ones, and what is overruled goes.
            ("p{color:red}p{color:blue}", "<p>x</p>", "<p style=\"color:blue\">x</p>"),
            (".a{color:red}p{color:blue}", "<p class=a>x</p>", "<p class=a style=\"color:red\">x</p>"),
            (".a.b{color:red}.b{color:blue}", "<p class=\"a b\">x</p>", "<p class=\"a b\" style=\"color:red\">x</p>"),
            // An element's own style wins over rules, but not over !important; its own !important wins over all.
            ("p{color:red;margin:0}", "<p style=\"color:blue\">x</p>", "<p style=\"margin:0;color:blue\">x</p>"),
            ("p{color:red !important}", "<p style=\"color:blue\">x</p>", "<p style=\"color:red\">x</p>"),
            ("p{color:red!important}", "<p style=\"color:blue ! important\">x</p>", "<p style=\"color:blue\">x</p>"),
            // Shorthands keep their place among what they stand for.
            (
                "p{margin:0 0 4px}.a{margin-top:2px}", "<p class=a>x</p>",
                "<p class=a style=\"margin:0 0 4px;margin-top:2px\">x</p>"
            ),
            ("p{margin-top:2px}.a{margin:0}", "<p class=a>x</p>", "<p class=a style=\"margin:0\">x</p>"),
            // Strings, brackets, comments and entities.
            ("p{font-family:\"A;B\",'C'}", "<p>x</p>", "<p style=\"font-family:&quot;A;B&quot;,'C'\">x</p>"),
            ("/* p{a:b} */p{/**/font-family:\"A\"/* } */}", "<p>x</p>", "<p style=\"font-family:'A'\">x</p>"),
            ("br{clear:both}", "x<br/>y<br />", "x<br style=\"clear:both\"/>y<br style=\"clear:both\" />"),
        ] as [(String, String, String)]
    )
    func `a rule comes into the elements that it is for`(rules: String, body: String, expected: String) throws {
        let result = try MailSample.inlined("<html><head><style>\(rules)</style></head><body>\(body)</body></html>")
        #expect(result == "<html><head></head><body>\(expected)</body></html>")
    }

    @Test func `values and sections stay where they were`() throws {
        let page = """
            <style>a{color:red}tr{color:blue}p{margin:0}</style><p>{{x}}</p>{{#list}}
            <table>{{#rows}}<tr><td>{{n}}</td></tr>{{/rows}}</table>{{/list}}{{^list}}<p>&amp;</p>{{/list}}
            <a href="https://x/{{y}}" class="{{! no }}b">t</a>
            """
        #expect(
            try MailSample.inlined(page) == """
                <p style="margin:0">{{x}}</p>{{#list}}
                <table>{{#rows}}<tr style="color:blue"><td>{{n}}</td></tr>{{/rows}}</table>{{/list}}{{^list}}<p style="margin:0">&amp;</p>{{/list}}
                <a href="https://x/{{y}}" class="b" style="color:red">t</a>
                """
        )
    }

    @Test func `what only the client can decide stays in the head, without what nothing needs`() throws {
        let page = """
            <style>
            p, a:hover { color: red }
            .unused { color: green }
            @media (max-width: 600px) { p { color: blue !important } .unused { color: blue } }
            @media print { .unused { color: blue } }
            [data-ogsc] p, :root { color: white !important }
            </style><p>x</p><a href="https://x">y</a>
            """
        #expect(
            try MailSample.inlined(page) == """
                <style>
                a:hover{color:red}
                @media (max-width: 600px){
                p{color:blue!important}
                }
                [data-ogsc] p,:root{color:white!important}
                </style><p style="color:red">x</p><a href="https://x">y</a>
                """
        )
    }

    @Test func `a direction that is known decides, and one that is not is left to the client`() throws {
        let page = "<style>[dir=rtl] p{color:red!important}</style><div dir=\"{{direction}}\"><p>x</p></div>"
        #expect(
            try MailSample.inlined(page, known: ["direction": "rtl"])
                == "<div dir=\"{{direction}}\"><p style=\"color:red\">x</p></div>"
        )
        #expect(
            try MailSample.inlined(page, known: ["direction": "ltr"]) == "<div dir=\"{{direction}}\"><p>x</p></div>"
        )
        #expect(try MailSample.inlined(page).hasPrefix("<style>\n[dir=rtl] p{color:red!important}\n</style>"))
    }

    @Test func `old attributes say the same where Outlook wants them`() throws {
        let page = """
            <style>table{border-collapse:collapse;width:100%}td{background-color:#abc;text-align:right;vertical-align:top;\
            width:80px}</style><table><tr><td valign="middle">x</td></tr></table>
            """
        let result = try MailSample.inlined(page)
        #expect(
            result.contains(
                "<table style=\"border-collapse:collapse;width:100%\" width=\"100%\" cellspacing=\"0\" border=\"0\">"
            )
        )
        #expect(result.contains("valign=\"middle\" style="))
        #expect(result.contains(" bgcolor=\"#aabbcc\" width=\"80\" align=\"right\">x"))
    }

    @Test(
        arguments: [
            (
                "<style>\np { color }</style>",
                "mail:2:5: error: `color` is no declaration; write it as `property: value;`"
            ),
            ("<style>p { color: red</style>", "mail:1:8: error: the rule `p` is never closed; add `}`"),
            (
                "<style>p..a { color: red }</style>",
                "error: selector `p..a` cannot be read; use elements, `.class`, `#id`, `[attribute]`, blanks and `>`"
            ),
            (
                "<style>p, { color: red }</style>",
                "error: a selector is missing; use elements, `.class`, `#id`, `[attribute]`, blanks and `>`"
            ),
            ("<style>p {} }</style>", "mail:1:13: error: `}` closes nothing; remove it"),
            ("<style>/* p {}</style>", "mail:1:8: error: a comment is never closed; add `*/`"),
            (
                "<style>.panel{color:red}</style>\n<p class=\"pannel\">x</p>",
                "mail:2:11: warning: no rule is for the class `pannel`; did you mean `panel`?"
            ),
            (
                "<style>p{color:red}@media print{p{color:blue}}</style><p>x</p>",
                "warning: `color` of `p` is overruled by the style that the element gets; write `color: blue !important`"
            ),
            (
                "{{#a}}<div>{{/a}}x</div>",
                "mail:1:1: error: section `a` opens <div> and does not close it; put both tags of <div> into the section, or both outside of it"
            ),
            (
                "<div>\n {{^a}}</div>{{/a}}",
                "mail:2:2: error: section `a` closes <div>, which was opened before it; put both tags of <div> into the section, or both outside of it"
            ),
            (
                "<p {{#a}}class=\"b\"{{/a}}>x</p>",
                "mail:1:4: error: section `a` stands within a tag; write the element twice, once in {{#a}} and once in {{^a}}"
            ),
            (
                "<style>p{color:red}{{#a}}p{color:blue}{{/a}}</style>",
                "mail:1:20: error: section `a` stands in <style>; choose between classes of elements: write the element twice"
            ),
            (
                "<p class=\"b{{#a}} c{{/a}}\">x</p>",
                "mail:1:12: error: section `a` stands in the attribute `class`; write the element twice, once in {{#a}} and once in {{^a}}"
            ),
        ] as [(String, String)]
    )
    func `what is wrong is named with its place and its mend`(page: String, complaint: String) throws {
        let complaints = try MailSample.complaints(page)
        #expect(complaints.count == 1 && complaints[0].hasSuffix(complaint), "\(complaints)")
    }

    @Test func `a place in a partial is named by its own file`() throws {
        let complaints = try MailSample.complaints("<p>x</p>\n{{>p}}", ["p": "<p>\n{{#a}}<b>{{/a}}</p>\n"])
        #expect(
            complaints.count == 1 && complaints[0].hasPrefix("p:2:1: error: section `a` opens <b>"),
            "\(complaints)"
        )
    }

    @Test(arguments: [
        "{{#a}}<p>x</p>{{/a}}{{^a}}<p>y</p>{{/a}}", "<table>{{#rows}}<tr><td>x</td></tr>{{/rows}}</table>",
        "{{#a}}x{{/a}}", "<title>{{#a}}x{{/a}}</title><p>y</p>", "<ul>{{#a}}<li>x{{/a}}</ul>",
        "<a href=\"https://x/{{#a}}y{{/a}}\">z</a>", "<!-- {{#a}} -->x<!-- {{/a}} -->",
    ])
    func `sections that hold whole elements are good`(page: String) throws {
        #expect(try MailSample.complaints(page) == [])
        #expect(try MailSample.inlined(page) == page)
    }

    @Test func `a page that nests without end is an error and not the end of the program`() throws {
        let complaints = try MailSample.complaints(String(repeating: "<div>", count: 100_000))
        #expect(
            complaints == ["mail:1:1: error: elements are nested deeper than 400; close what is open, or nest less"]
        )
    }
}
