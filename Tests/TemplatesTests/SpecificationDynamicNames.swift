/// The optional module of names that values give.
extension SpecificationCase {
    static let dynamicNames = [
        Self("a value names the partial", "({{>*n}})", #"{"n": "p"}"#, partials: ["p": "from it"], "(from it)"),
        Self(
            "the asterisk is no part of the name",
            "({{>*n}})",
            #"{"n": "p", "*n": "q"}"#,
            partials: ["p": "right", "q": "wrong"],
            "(right)"
        ),
        Self("a miss is empty", "({{>*n}})", partials: ["n": "wrong"], "()"),
        Self("a partial that is not there is empty", "({{>*n}})", #"{"n": "p"}"#, partials: ["q": "wrong"], "()"),
        Self("what is no text names nothing", "({{>*n}})", #"{"n": {"p": 1}}"#, partials: ["p": "wrong"], "()"),
        Self("it sees the context", "({{>*n}})", #"{"n": "p", "v": "x"}"#, partials: ["p": "*{{v}}*"], "(*x*)"),
        Self(
            "dotted names walk",
            "({{>*a.b.c}})",
            #"{"v": "x", "a": {"b": {"c": "p"}}}"#,
            partials: ["p": "*{{v}}*"],
            "(*x*)"
        ),
        Self(
            "a dotted name is looked for as a whole",
            "({{>*a.b}})",
            #"{"a": "t", "t": {"b": "p"}}"#,
            partials: ["p": "wrong"],
            "()"
        ),
        Self(
            "a dotted name opens no context",
            "{{#s}}({{>*d.n}}){{/s}}|({{>*d.n}})",
            #"{"s": {"v": "of s"}, "d": {"n": "p", "v": "of d"}}"#,
            partials: ["p": "{{v}}"],
            "(of s)|()"
        ),
        Self(
            "nor when repeated",
            "{{#l}}{{>*d.n}}{{/l}}",
            #"{"v": "x", "l": [1, 2], "d": {"n": "p", "v": "wrong"}}"#,
            partials: ["p": "{{v}}"],
            "xx"
        ),
        Self(
            "it may call itself",
            "{{>*t}}",
            #"{"t": "node", "c": "X", "n": [{"c": "Y", "n": []}]}"#,
            partials: ["node": "{{c}}<{{#n}}{{>*t}}{{/n}}>"],
            "X<Y<>>"
        ),
        Self(
            "elements name partials",
            "{{#l}}{{>*.}}{{/l}}",
            #"{"l": ["p", "q"]}"#,
            partials: ["p": "1", "q": "2"],
            "12"
        ),
        Self("two asterisks are one too many", "({{>**n}})", #"{"n": "m", "m": "p"}"#, partials: ["p": "wrong"], "()"),
        Self(
            "an asterisk within a name is part of it",
            "({{>*a.*b}})",
            #"{"a": "c", "b": "d", "c": {"d": {"p": null}}}"#,
            partials: ["p": "wrong"],
            "()"
        ),
        Self("white space around stays", "| {{>*n}} |", #"{"n": "p"}"#, partials: ["p": "\t|\t"], "| \t|\t |"),
        Self(
            "inline indentation stays",
            "  {{d}}  {{>*n}}\n",
            #"{"n": "p", "d": "|"}"#,
            partials: ["p": ">\n>"],
            "  |  >\n>\n"
        ),
        Self(
            "carriage returns count as line ends",
            "|\r\n{{>*n}}\r\n|",
            #"{"n": "p"}"#,
            partials: ["p": ">"],
            "|\r\n>|"
        ),
        Self("without a line before", "  {{>*n}}\n>", #"{"n": "p"}"#, partials: ["p": ">\n>"], "  >\n  >>"),
        Self("without a line after", ">\n  {{>*n}}", #"{"n": "p"}"#, partials: ["p": ">\n>"], ">\n  >\n  >"),
        Self(
            "each of its lines is indented, values are not",
            "\\\n {{>*n}}\n/\n",
            #"{"n": "p", "c": "<\n->"}"#,
            partials: ["p": "|\n{{{c}}}\n|\n"],
            "\\\n |\n <\n->\n |\n/\n"
        ),
        Self("padding within is dropped", "|{{> * n }}|", #"{"n": "p"}"#, partials: ["p": "[]"], "|[]|"),
        Self(
            "a value names the parent",
            "{{<*n}}{{$t}}mine{{/t}}{{/*n}}|{{< * n }}{{/ * n }}|{{<*m}}{{$t}}x{{/t}}{{/*m}}",
            #"{"n": "p"}"#,
            partials: ["p": "{{$t}}D{{/t}}!"],
            "mine!|D!|"
        ),
    ]
}
