/// Interpolation, comments and delimiters.
extension SpecificationCase {
    static let interpolation = [
        Self("text without tags stays", "Pay {soon} please.\n", "Pay {soon} please.\n"),
        Self("a tag shows its value", "Dear {{name}}!\n", #"{"name": "Ada"}"#, "Dear Ada!\n"),
        Self("values are not read again", "{{a}} {{b}}", #"{"a": "{{b}}", "b": "x"}"#, "{{b}} x"),
        Self("HTML is escaped", "{{v}}\n", #"{"v": "& \" < >"}"#, "&amp; &quot; &lt; &gt;\n"),
        Self("three braces do not escape", "{{{v}}}\n", #"{"v": "& \" < >"}"#, "& \" < >\n"),
        Self("an ampersand does not escape", "{{&v}}\n", #"{"v": "& \" < >"}"#, "& \" < >\n"),
        Self("whole numbers", "{{n}} {{{n}}} {{&n}}", #"{"n": 85}"#, "85 85 85"),
        Self("decimal numbers", "{{n}} {{{n}}} {{&n}}", #"{"n": 1.21}"#, "1.21 1.21 1.21"),
        Self("null shows nothing", "({{n}}{{{n}}}{{&n}})", #"{"n": null}"#, "()"),
        Self("a miss shows nothing", "({{n}}{{{n}}}{{&n}})", "()"),
        Self("dotted names walk", "{{a.b}} = {{#a}}{{b}}{{/a}}", #"{"a": {"b": "x"}}"#, "x = x"),
        Self("dotted names walk unescaped", "{{{a.b}}} {{&a.b}}", #"{"a": {"b": "<"}}"#, "< <"),
        Self(
            "dotted names walk far",
            "{{a.b.c.d.e.name}}",
            #"{"a": {"b": {"c": {"d": {"e": {"name": "x"}}}}}}"#,
            "x"
        ),
        Self("a chain that breaks is empty", "({{a.b.c}})", #"{"a": {}}"#, "()"),
        Self(
            "a chain that breaks is not continued outside",
            "({{a.b.c.name}})",
            #"{"a": {"b": {}}, "c": {"name": "wrong"}}"#,
            "()"
        ),
        Self(
            "only the first part is looked for outwards",
            "{{#a}}{{b.c.name}}{{/a}}",
            #"{"a": {"b": {"c": {"name": "near"}}}, "b": {"c": {"name": "far"}}}"#,
            "near"
        ),
        Self("what is found first decides", "{{#a}}({{b.c}}){{/a}}", #"{"a": {"b": {}}, "b": {"c": "far"}}"#, "()"),
        Self("a dotted name never matches a key with a dot", "({{a.b}})", #"{"a.b": "x"}"#, "()"),
        Self("a masked dotted name stays masked", "{{a.b}}", #"{"a.b": "x", "a": {"b": "y"}}"#, "y"),
        Self("the dot is the value itself", "Dear {{.}}", #""Ada""#, "Dear Ada"),
        Self("the dot escapes", "{{.}}", #""& \" < >""#, "&amp; &quot; &lt; &gt;"),
        Self("the dot in three braces and with ampersand", "{{{.}}} {{&.}}", #""<""#, "< <"),
        Self("the dot shows numbers", "{{.}}", "1.21", "1.21"),
        Self("white space around stays", "| {{s}} | {{{s}}} | {{&s}} |", #"{"s": "-"}"#, "| - | - | - |"),
        Self("no tag for a value stands alone", "  {{s}}\n  {{{s}}}\n  {{&s}}\n", #"{"s": "-"}"#, "  -\n  -\n  -\n"),
        Self("padding within tags is dropped", "|{{ s }}|{{{ s }}}|{{& s }}|", #"{"s": "-"}"#, "|-|-|-|"),
    ]

    static let comments = [
        Self("inline comments vanish", "12{{! not shown }}34", "1234"),
        Self("comments may span lines", "12{{!\n not\n shown\n}}34\n", "1234\n"),
        Self("a standalone comment takes its line", "A\n{{! x }}\nB\n", "A\nB\n"),
        Self("also when indented", "A\n  {{! x }}\nB\n", "A\nB\n"),
        Self("a name within is not shown", "({{! x }})", #"{"! x": "no", "!x": "no", "x": "no"}"#, "()"),
        Self("carriage returns count as line ends", "|\r\n{{! x }}\r\n|", "|\r\n|"),
        Self("without a line before", "  {{! x }}\n!", "!"),
        Self("without a line after", "!\n  {{! x }}", "!\n"),
        Self("standalone over lines", "A\n{{!\nx\n}}\nB\n", "A\nB\n"),
        Self("standalone over lines, indented", "A\n  {{!\n    x\n  }}\nB\n", "A\nB\n"),
        Self("an inline comment keeps its line", "  12 {{! 34 }}\n", "  12 \n"),
        Self("white space around stays", "12 {{! x }} 34", "12  34"),
        Self("a comment never hides a value", "{{! v }}{{! v }}{{v}}", #"{"! v": 1, "v": "ok"}"#, "ok"),
    ]

    static let delimiters = [
        Self("a pair is replaced", "{{=<% %>=}}(<%t%>)", #"{"t": "x"}"#, "(x)"),
        Self("special characters are fine", "({{=[ ]=}}[t])", #"{"t": "x"}"#, "(x)"),
        Self(
            "they hold within sections and after",
            "[\n{{#s}}\n  {{d}}\n  |d|\n{{/s}}\n\n{{= | | =}}\n|#s|\n  {{d}}\n  |d|\n|/s|\n]\n",
            #"{"s": true, "d": "I"}"#,
            "[\n  I\n  |d|\n\n  {{d}}\n  I\n]\n"
        ),
        Self(
            "they hold within inverted sections",
            "[\n{{^s}}\n  {{d}}\n  |d|\n{{/s}}\n\n{{= | | =}}\n|^s|\n  {{d}}\n  |d|\n|/s|\n]\n",
            #"{"s": false, "d": "I"}"#,
            "[\n  I\n  |d|\n\n  {{d}}\n  I\n]\n"
        ),
        Self(
            "partials do not inherit them",
            "[ {{>p}} ]\n{{= | | =}}\n[ |>p| ]\n",
            #"{"v": "yes"}"#,
            partials: ["p": ".{{v}}."],
            "[ .yes. ]\n[ .yes. ]\n"
        ),
        Self(
            "partials do not hand them on",
            "[ {{>p}} ]\n[ .{{v}}.  .|v|. ]\n",
            #"{"v": "yes"}"#,
            partials: ["p": ".{{v}}. {{= | | =}} .|v|."],
            "[ .yes.  .yes. ]\n[ .yes.  .|v|. ]\n"
        ),
        Self("white space around stays", "| {{=@ @=}} |", "|  |"),
        Self("white space around stays at the end of a line", " | {{=@ @=}}\n", " | \n"),
        Self("a standalone tag takes its line", "A\n{{=@ @=}}\nB\n", "A\nB\n"),
        Self("also when indented", "A\n  {{=@ @=}}\nB\n", "A\nB\n"),
        Self("carriage returns count as line ends", "|\r\n{{= @ @ =}}\r\n|", "|\r\n|"),
        Self("without a line before", "  {{=@ @=}}\n=", "="),
        Self("without a line after", "=\n  {{=@ @=}}", "=\n"),
        Self("padding within is dropped", "|{{= @   @ =}}|", "||"),
    ]
}
