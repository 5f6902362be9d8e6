/// Partials.
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
        Self("an empty one indents nothing", "a\n  {{>p}}\nb", partials: ["p": ""], "a\nb"),
        Self("empty lines of it are indented too", " {{>p}}\n", partials: ["p": "1\n\n2\n"], " 1\n \n 2\n"),
        Self("its carriage returns stay", " {{>p}}\r\n|", partials: ["p": "1\r\n2\r\n"], " 1\r\n 2\r\n|"),
        Self(
            "sections within are indented with their lines",
            "  {{>p}}\n",
            #"{"y": true, "l": [1, 2]}"#,
            partials: ["p": "{{#l}}\n- {{.}}\n{{/l}}\n{{#y}}a{{/y}}{{^y}}b{{/y}} c\n{{^y}}d\n{{/y}} e\n"],
            "  - 1\n  - 2\n  a c\n   e\n"
        ),
        Self(
            "tags at the beginning of a line are indented",
            "  {{>p}}\n",
            #"{"v": "x"}"#,
            partials: ["p": "{{v}}\n{{{v}}}\n{{! no }}y\n"],
            "  x\n  x\n  y\n"
        ),
        Self(
            "so are calls within lines",
            "  {{>p}}\n",
            partials: ["p": "{{>q}} a\n{{<q}}{{/q}} b\n", "q": "1\n2"],
            "  1\n2 a\n  1\n2 b\n"
        ),
    ]
}
