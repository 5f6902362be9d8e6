import Dunning
import Foundation
import Testing

@testable import Templates

struct LoadingTests {
    @Test func `a good folder has no complaints`() {
        #expect(Sample.complaints(Sample.files()) == [])
    }

    /// What is changed, and the one complaint that it brings.
    @Test(arguments: [
        (
            "reminder/de/sms.txt.mustache", "{{debtor.nmae}}",
            "1:1: error: no field is called `debtor.nmae`; did you mean `debtor.name`?"
        ),
        (
            "reminder/de/sms.txt.mustache", "x\n {{#isBusiness}}",
            "2:2: error: `isBusiness` is never closed; add {{/isBusiness}}"
        ),
        ("reminder/de/sms.txt.mustache", "{{/due}}", "1:1: error: `due` is closed but not open; remove it"),
        ("reminder/de/sms.txt.mustache", "ä {{due", "1:3: error: tag is not closed; end it with the closing delimiter"),
        (
            "reminder/de/sms.txt.mustache", "{{ }}",
            "1:1: error: tag has no name; a name is letters, digits, `_`, `-`, dots"
        ),
        (
            "reminder/de/sms.txt.mustache", "{{>fot}}",
            "1:1: error: no partial is called `fot`; add _partials/fot.mustache"
        ),
        (
            "reminder/de/sms.txt.mustache", "{{>*language}}",
            "1:1: error: `*language` leaves the name of a partial to a value; "
                + "write the name of a partial, in sections where it depends on a value"
        ),
        (
            "reminder/de/sms.txt.mustache", "{{isBusiness}}",
            "1:1: error: `isBusiness` is true or false; test it: {{#isBusiness}}…"
        ),
        (
            "reminder/de/sms.txt.mustache", "{{invoices}}",
            "1:1: error: `invoices` is a list; repeat over it: {{#invoices}}…"
        ),
        (
            "reminder/de/sms.txt.mustache", "{{payment}}",
            "1:1: error: `payment` is a group of fields; write one of them, such as `payment.link`, `payment.linkExpires`, `payment.reference`"
        ),
        (
            "reminder/de/sms.txt.mustache", "{{data.plan}}",
            "1:1: error: `data.plan` is not declared; add it to `needs` or `optional` in template.toml"
        ),
        ("reminder/de/email.html.mustache", "<p>{{{due}}}</p>", "1:4: error: `due` is not escaped; write {{due}}"),
        ("reminder/de/email.html.mustache", "<p>{{&due}}</p>", "1:4: error: `due` is not escaped; write {{due}}"),
        (
            "reminder/de/email.html.mustache", "<a href={{payment.link}}>x</a>",
            "1:9: error: value of attribute `href` is not quoted; put it in double quotes"
        ),
        (
            "reminder/de/email.html.mustache", "<a href=\"{{debtor.name}}\">x</a>",
            "1:10: error: an address begins with `debtor.name`; begin it with `https://…`, or use one of `optOut.link`, `payment.link`"
        ),
        (
            "reminder/de/email.html.mustache", "<SCRIPT>var a = '{{due}}'</SCRIPT>",
            "1:18: error: a value stands in <script>; take it out; no escaping makes it safe there"
        ),
        (
            "reminder/de/email.html.mustache", "<p style=\"color:{{due}}\">x</p>",
            "1:17: error: a value stands in attribute `style`; take it out; no escaping makes it safe there"
        ),
        (
            "reminder/de/email.html.mustache", "<!-- {{due}} -->",
            "1:6: error: a value stands in a comment; take it out; use {{! … }} for comments"
        ),
        (
            "reminder/de/email.html.mustache", "<p {{due}}>x</p>",
            "1:4: error: a value stands within a tag; put it in a quoted attribute or in text"
        ),
        (
            "reminder/de/email.subject.mustache", "one\ntwo\n",
            "2:1: error: a subject is one line; put all of it on the first line"
        ),
        ("reminder/de/sms.txt.mustache", "a\u{7}b", "1:2: error: control character 7; remove it"),
        (
            "reminder/de/sms.txt.mustache", "\u{FEFF}a",
            "error: file begins with a byte-order mark; save it as UTF-8 without one"
        ),
        (
            "reminder/de/sms.mustache", "a",
            "error: no part of a template is called `sms.mustache`; did you mean `sms.txt.mustache`?"
        ),
        (
            "reminder/german/sms.txt.mustache", "a",
            "error: `german` is no locale; name the folder after a locale such as `de` or `de-AT`"
        ),
    ])
    func `a mistake is named with its place and its mend`(path: String, text: String, complaint: String) {
        let separator = complaint.hasPrefix("error") ? ": " : ":"
        #expect(Sample.complaints(Sample.files([path: text])) == ["templates/\(path)\(separator)\(complaint)"])
    }

    @Test func `all mistakes of a folder come at once, sorted`() {
        let files = Sample.files([
            "reminder/template.toml": "title = \"R\"\npurpose = \"remind\"\nchannels = [\"sms\"]\nlevle = 1\n",
            "reminder/de/email.subject.mustache": "{{#a}}{{/b}}",
            "other/de/sms.txt.mustache": "x",
            "_labels/de.toml": "x = ",
        ])
        let places = TemplateLibrary.load(files: files).diagnostics.map {
            "\($0.place.file ?? ""):\($0.place.line ?? 0)"
        }
        #expect(
            places == [
                "templates/_labels/de.toml:1", "templates/other:0", "templates/reminder/de/email.subject.mustache:1",
                "templates/reminder/de/email.subject.mustache:1", "templates/reminder/template.toml:2",
                "templates/reminder/template.toml:4",
            ]
        )
    }

    @Test func `a channel without its parts, labels or disclosures is refused`() {
        let manifest = """
            title = "R"
            purpose = "reminder"
            channels = ["email", "sms", "voice"]
            needs = ["paymentlink"]
            discloses = { sms = ["opt-out"] }
            """
        let complaints = Sample.complaints(Sample.files(["reminder/template.toml": manifest]))
        #expect(
            complaints == [
                "templates/reminder/template.toml:4:1: error: needs: no field is called `paymentlink`; did you mean `payment.link`?"
            ] || complaints.count == 1
        )
        let mended = manifest.replacing("paymentlink", with: "payment.link")
        #expect(
            Sample.complaints(Sample.files(["reminder/template.toml": mended])) == [
                "templates/reminder/de: error: disclosure `opt-out` has no text for sms in de; "
                    + "add _disclosures/opt-out/de.sms.mustache",
                "templates/reminder/de: error: no labels in de for voice; add _labels/de.toml",
                "templates/reminder/de: error: nothing for channel `voice`; "
                    + "add `voice.ssml.mustache`, or take the channel out of template.toml",
            ]
        )
    }

    @Test func `partials that call themselves are found, also in a circle`() {
        let files = Sample.files([
            "_partials/a.mustache": "{{>b}}", "_partials/b.mustache": "{{>a}}\n",
            "_partials/c.mustache": "x\n  {{>c}}\n", "reminder/de/email.html.mustache": "  {{>c}}\n",
            "reminder/de/sms.txt.mustache": "{{>a}}",
        ])
        #expect(
            Sample.complaints(files) == [
                "templates/_partials/b.mustache:1:1: error: partial `a` calls itself: a → b → a; break the circle",
                "templates/_partials/c.mustache:2:3: error: partial `c` calls itself: c → c; break the circle",
            ]
        )
    }

    @Test func `a file of 10 MB, UTF-16 and broken UTF-8 are refused`() {
        let big = SourceFile(path: "_partials/big.mustache", bytes: Array(repeating: 0x61, count: 10_000_000))
        let wide = SourceFile(path: "_partials/wide.mustache", bytes: [0xFF, 0xFE, 0x61, 0])
        let latin = SourceFile(path: "_partials/latin.mustache", bytes: Array("a\nb".utf8) + [0xE4, 0x20])
        #expect(
            Sample.complaints(Sample.files() + [big, wide, latin]) == [
                "templates/_partials/big.mustache: error: file is too big: 10 MB; keep it under 1 MB",
                "templates/_partials/latin.mustache:2:2: error: not valid UTF-8; save the file as UTF-8",
                "templates/_partials/wide.mustache: error: file is UTF-16; save it as UTF-8",
            ]
        )
    }

    @Test func `fields within a list are known there and nowhere else`() {
        let good =
            "{{#invoices}}{{number}} {{due.short}} {{creditor.name}}{{#issued}}{{issued}}{{/issued}}{{/invoices}}"
        #expect(Sample.complaints(Sample.files(["reminder/de/sms.txt.mustache": good])) == [])
        let bad = Sample.complaints(Sample.files(["reminder/de/sms.txt.mustache": "{{number}}"]))
        #expect(bad.count == 1 && bad[0].contains("no field is called `number`"))
    }

    @Test func `a letter may hold only what can be printed`() {
        let files = Sample.files(
            [
                "reminder/template.toml": "title = \"R\"\npurpose = \"reminder\"\nchannels = [\"letter\"]\n",
                "reminder/de/letter.html.mustache": "<p>x</p>\n<p><img src=\"x\"></p>\n<div>x</div>",
            ],
            without: ["reminder/de/sms.txt.mustache", "reminder/de/email.html.mustache"]
        )
        let complaints = Sample.complaints(files).filter { $0.contains("understood") }.map { $0.prefix(56) }
        #expect(
            complaints
                == [
                    "templates/reminder/de/letter.html.mustache:2:4: error: <",
                    "templates/reminder/de/letter.html.mustache:3:1: error: <",
                ].map { $0.prefix(56) }
        )
    }

    @Test func `an empty folder is an error`() {
        #expect(TemplateLibrary.load(files: []).library == nil)
    }
}
