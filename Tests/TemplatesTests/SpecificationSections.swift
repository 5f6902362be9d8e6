/// Sections and inverted sections.
extension SpecificationCase {
    private static let deepData = """
        {"a": {"one": 1}, "b": {"two": 2}, "c": {"three": 3, "d": {"four": 4, "five": 5}}}
        """
    private static let deepTemplate = """
        {{#a}}{{one}}{{#b}}{{one}}{{two}}{{one}}{{#c.d}}{{one}}{{two}}{{four}}{{five}}{{two}}{{/c.d}}{{one}}{{/b}}{{/a}}
        """

    static let sections = [
        Self("truth shows", "{{#b}}yes{{/b}}", #"{"b": true}"#, "yes"),
        Self("untruth hides", "({{#b}}no{{/b}})", #"{"b": false}"#, "()"),
        Self("null hides", "({{#b}}no{{/b}})", #"{"b": null}"#, "()"),
        Self("an object is the context", "{{#c}}Hi {{name}}.{{/c}}", #"{"c": {"name": "Joe"}}"#, "Hi Joe."),
        Self(
            "names are looked for outwards",
            "{{#s}}{{a}}, {{b}}, {{c.d}}{{/s}}",
            #"{"a": "foo", "b": "wrong", "s": {"b": "bar"}, "c": {"d": "baz"}}"#,
            "foo, bar, baz"
        ),
        Self("a value is tested and shown", "{{#f}}{{.}} is {{f}}{{/f}}", #"{"f": "bar"}"#, "bar is bar"),
        Self("all contexts are open", deepTemplate, deepData, "1" + "121" + "12452" + "1"),
        Self("a list repeats", "{{#l}}{{i}}{{/l}}", #"{"l": [{"i": 1}, {"i": 2}, {"i": 3}]}"#, "123"),
        Self("an empty list hides", "({{#l}}no{{/l}})", #"{"l": []}"#, "()"),
        Self(
            "several on lines of their own",
            "{{#b}}\n* 1\n{{/b}}\n* {{t}}\n{{#b}}\n* 3\n{{/b}}\n",
            #"{"b": true, "t": "2"}"#,
            "* 1\n* 2\n* 3\n"
        ),
        Self("nested, shown", "|A{{#b}}B{{#b}}C{{/b}}D{{/b}}E|", #"{"b": true}"#, "|ABCDE|"),
        Self("nested, hidden", "|A{{#b}}B{{#b}}C{{/b}}D{{/b}}E|", #"{"b": false}"#, "|AE|"),
        Self("a miss hides", "[{{#m}}no{{/m}}]", "[]"),
        Self("the dot shows strings", "{{#l}}({{.}}){{/l}}", #"{"l": ["a", "b"]}"#, "(a)(b)"),
        Self("the dot shows numbers", "{{#l}}({{.}}){{/l}}", #"{"l": [1, 2.5]}"#, "(1)(2.5)"),
        Self(
            "the dot walks lists in lists",
            "{{#l}}({{#.}}{{.}}{{/.}}){{/l}}",
            #"{"l": [[1, 2], ["a", "b"]]}"#,
            "(12)(ab)"
        ),
        Self("the dot escapes", "{{#l}}({{.}}){{/l}}", #"{"l": ["<", "&"]}"#, "(&lt;)(&amp;)"),
        Self("the dot unescaped", "{{#l}}({{{.}}}{{&.}}){{/l}}", #"{"l": ["<"]}"#, "(<<)"),
        Self("the dot at the root", "{{#.}}({{v}}){{/.}}", #"[{"v": "a"}, {"v": "b"}]"#, "(a)(b)"),
        Self("dotted, shown", "{{#a.b.c}}yes{{/a.b.c}}", #"{"a": {"b": {"c": true}}}"#, "yes"),
        Self("dotted, hidden", "({{#a.b.c}}no{{/a.b.c}})", #"{"a": {"b": {"c": false}}}"#, "()"),
        Self("dotted, broken", "({{#a.b.c}}no{{/a.b.c}})", #"{"a": {}}"#, "()"),
        Self("white space around stays", " | {{#b}}\t|\t{{/b}} | \n", #"{"b": true}"#, " | \t|\t | \n"),
        Self("white space within stays", " | {{#b}} {{! x }}\n {{/b}} | \n", #"{"b": true}"#, " |  \n  | \n"),
        Self("indented on one line", " {{#b}}A{{/b}}\n {{#b}}B{{/b}}\n", #"{"b": true}"#, " A\n B\n"),
        Self("standalone lines vanish", "A\n{{#b}}\nB\n{{/b}}\nC\n", #"{"b": true}"#, "A\nB\nC\n"),
        Self("indented standalone lines vanish", "A\n  {{#b}}\nB\n  {{/b}}\nC\n", #"{"b": true}"#, "A\nB\nC\n"),
        Self("carriage returns count as line ends", "|\r\n{{#b}}\r\n{{/b}}\r\n|", #"{"b": true}"#, "|\r\n|"),
        Self("without a line before", "  {{#b}}\n#{{/b}}\n/", #"{"b": true}"#, "#\n/"),
        Self("without a line after", "#{{#b}}\n/\n  {{/b}}", #"{"b": true}"#, "#\n/\n"),
        Self("padding within is dropped", "|{{# b }}={{/ b }}|", #"{"b": true}"#, "|=|"),
    ]

    static let inverted = [
        Self("untruth shows", "{{^b}}yes{{/b}}", #"{"b": false}"#, "yes"),
        Self("truth hides", "({{^b}}no{{/b}})", #"{"b": true}"#, "()"),
        Self("null shows", "{{^b}}yes{{/b}}", #"{"b": null}"#, "yes"),
        Self("an object hides", "({{^c}}no{{/c}})", #"{"c": {"name": "Joe"}}"#, "()"),
        Self("a list hides", "({{^l}}no{{/l}})", #"{"l": [{"n": 1}]}"#, "()"),
        Self("an empty list shows", "{{^l}}yes{{/l}}", #"{"l": []}"#, "yes"),
        Self("a miss shows", "[{{^m}}yes{{/m}}]", "[yes]"),
        Self(
            "several on lines of their own",
            "{{^b}}\n* 1\n{{/b}}\n* {{t}}\n{{^b}}\n* 3\n{{/b}}\n",
            #"{"b": false, "t": "2"}"#,
            "* 1\n* 2\n* 3\n"
        ),
        Self("nested, shown", "|A{{^b}}B{{^b}}C{{/b}}D{{/b}}E|", #"{"b": false}"#, "|ABCDE|"),
        Self("nested, hidden", "|A{{^b}}B{{^b}}C{{/b}}D{{/b}}E|", #"{"b": true}"#, "|AE|"),
        Self("dotted, truth", "({{^a.b.c}}no{{/a.b.c}})", #"{"a": {"b": {"c": true}}}"#, "()"),
        Self("dotted, untruth", "{{^a.b.c}}yes{{/a.b.c}}", #"{"a": {"b": {"c": false}}}"#, "yes"),
        Self("dotted, broken", "{{^a.b.c}}yes{{/a.b.c}}", #"{"a": {}}"#, "yes"),
        Self("white space around stays", " | {{^b}}\t|\t{{/b}} | \n", #"{"b": false}"#, " | \t|\t | \n"),
        Self("white space within stays", " | {{^b}} {{! x }}\n {{/b}} | \n", #"{"b": false}"#, " |  \n  | \n"),
        Self("indented on one line", " {{^b}}A{{/b}}\n {{^b}}B{{/b}}\n", #"{"b": false}"#, " A\n B\n"),
        Self("standalone lines vanish", "A\n{{^b}}\nB\n{{/b}}\nC\n", #"{"b": false}"#, "A\nB\nC\n"),
        Self("indented standalone lines vanish", "A\n  {{^b}}\nB\n  {{/b}}\nC\n", #"{"b": false}"#, "A\nB\nC\n"),
        Self("carriage returns count as line ends", "|\r\n{{^b}}\r\n{{/b}}\r\n|", #"{"b": false}"#, "|\r\n|"),
        Self("without a line before", "  {{^b}}\n^{{/b}}\n/", #"{"b": false}"#, "^\n/"),
        Self("without a line after", "^{{^b}}\n/\n  {{/b}}", #"{"b": false}"#, "^\n/\n"),
        Self("padding within is dropped", "|{{^ b }}={{/ b }}|", #"{"b": false}"#, "|=|"),
    ]
}
