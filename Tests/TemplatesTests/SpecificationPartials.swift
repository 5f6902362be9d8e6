/// Partials, and the optional module of parents and blocks.
extension SpecificationCase {
    static let partialCalls = [
        Self("a partial is put in", "({{>t}})", partials: ["t": "from it"], "(from it)"),
        Self("a missing one is empty", "({{>t}})", "()"),
        Self("it sees the context", "({{>t}})", #"{"v": "x"}"#, partials: ["t": "*{{v}}*"], "(*x*)"),
        Self(
            "it may call itself",
            "{{>node}}",
            #"{"c": "X", "n": [{"c": "Y", "n": []}]}"#,
            partials: ["node": "{{c}}<{{#n}}{{>node}}{{/n}}>"],
            "X<Y<>>"
        ),
        Self(
            "partials may call partials",
            "{{>outer}}",
            #"{"a": "hello", "b": "world"}"#,
            partials: ["outer": "*{{a}} {{>inner}}*", "inner": "{{b}}!"],
            "*hello world!*"
        ),
        Self("white space around stays", "| {{>p}} |", partials: ["p": "\t|\t"], "| \t|\t |"),
        Self("inline indentation stays", "  {{d}}  {{> p}}\n", #"{"d": "|"}"#, partials: ["p": ">\n>"], "  |  >\n>\n"),
        Self("carriage returns count as line ends", "|\r\n{{>p}}\r\n|", partials: ["p": ">"], "|\r\n>|"),
        Self("without a line before", "  {{>p}}\n>", partials: ["p": ">\n>"], "  >\n  >>"),
        Self("without a line after", ">\n  {{>p}}", partials: ["p": ">\n>"], ">\n  >\n  >"),
        Self(
            "each of its lines is indented, values are not",
            "\\\n {{>p}}\n/\n",
            #"{"c": "<\n->"}"#,
            partials: ["p": "|\n{{{c}}}\n|\n"],
            "\\\n |\n <\n->\n |\n/\n"
        ),
        Self("padding within is dropped", "|{{> p }}|", partials: ["p": "[]"], "|[]|"),
        Self(
            "indentation adds up",
            "  {{>outer}}\n",
            partials: ["outer": "a\n  {{>inner}}\n", "inner": "b\nc\n"],
            "  a\n    b\n    c\n"
        ),
    ]

    static let inheritance = [
        Self("a block has a default", "{{$t}}Default{{/t}}\n", "Default\n"),
        Self("the default sees the context", "{{$t}}{{v}}{{/t}}", #"{"v": "x"}"#, "x"),
        Self("the default may hold sections", "{{$t}}{{#s}}{{v}}{{/s}}{{/t}}", #"{"s": {"v": "x"}}"#, "x"),
        Self("a parent without blocks", "{{<p}}{{/p}}", partials: ["p": "{{$t}}D{{/t}}"], "D"),
        Self("a block is filled", "{{<p}}{{$t}}mine{{/t}}{{/p}}", partials: ["p": "{{$t}}D{{/t}}!"], "mine!"),
        Self(
            "text within a parent is ignored",
            "{{<p}} junk {{$t}}mine{{/t}} junk {{/p}}",
            partials: ["p": "{{$t}}D{{/t}}!"],
            "mine!"
        ),
        Self(
            "a filled block sees the context of the parent",
            "{{<p}}{{$t}}{{v}}{{/t}}{{/p}}",
            #"{"v": "out", "s": {"v": "in"}}"#,
            partials: ["p": "{{#s}}{{$t}}D{{/t}}{{/s}}"],
            "in"
        ),
        Self(
            "the outermost filling counts",
            "{{<p}}{{$a}}c{{/a}}{{/p}}",
            partials: ["p": "{{<o}}{{$a}}p{{/a}}{{/o}}", "o": "{{$a}}o{{/a}}"],
            "c"
        ),
        Self(
            "one parent may be used twice",
            "{{<p}}{{$t}}1{{/t}}{{/p}} {{<p}}{{$t}}2{{/t}}{{/p}}",
            partials: ["p": "[{{$t}}D{{/t}}]"],
            "[1] [2]"
        ),
        Self(
            "parents may call each other",
            "{{<p}}{{$f}}mine{{/f}}{{/p}}",
            partials: [
                "p": "{{$f}}default{{/f}} {{$b}}{{<q}}{{/q}}{{/b}}",
                "q": "{{$f}}q default{{/f}} {{<p}}{{$b}}end{{/b}}{{/p}}",
            ],
            "mine mine mine end"
        ),
    ]
}
