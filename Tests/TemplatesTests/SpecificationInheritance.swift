/// The optional module of parents and blocks.
extension SpecificationCase {
    static let inheritance = [
        Self("a block has a default", "{{$t}}Default{{/t}}\n", "Default\n"),
        Self("the default sees the context", "{{$t}}{{v}}{{/t}}", #"{"v": "x"}"#, "x"),
        Self("the default shows values unescaped", "{{$t}}({{{v}}}){{/t}}\n", #"{"v": "<b>"}"#, "(<b>)\n"),
        Self("the default may hold sections", "{{$t}}{{#s}}{{v}}{{/s}}{{/t}}", #"{"s": {"v": "x"}}"#, "x"),
        Self("the default may hold inverted ones", "{{$t}}{{^s}}{{v}}{{/s}}{{/t}}", #"{"v": "x"}"#, "x"),
        Self("values in a default are not read again", "{{$t}}{{v}}{{/t}}", #"{"v": "{{x}}", "x": "no"}"#, "{{x}}"),
        Self("a parent without blocks", "{{<p}}{{/p}}", partials: ["p": "{{$t}}D{{/t}}"], "D"),
        Self("a missing parent is empty", "({{<p}}{{$t}}x{{/t}}{{/p}})", "()"),
        Self("a block is filled", "{{<p}}{{$t}}mine{{/t}}{{/p}}", partials: ["p": "{{$t}}D{{/t}}!"], "mine!"),
        Self("a filling may be empty", "{{<p}}{{$t}}{{/t}}{{/p}}", partials: ["p": "[{{$t}}D{{/t}}]"], "[]"),
        Self(
            "data of the same name fills nothing",
            "{{<p}}{{/p}} {{<p}}{{$v}}filled{{/v}}{{/p}}",
            #"{"v": "data"}"#,
            partials: ["p": "{{$v}}own{{/v}}"],
            "own filled"
        ),
        Self(
            "one is filled, the other is not",
            "{{<p}}{{$b}}2{{/b}}{{/p}}",
            partials: ["p": "{{$a}}one{{/a}}, {{$b}}two{{/b}}"],
            "one, 2"
        ),
        Self(
            "a block of one name is filled wherever it stands",
            "{{<p}}{{$a}}x{{/a}}{{/p}}",
            partials: ["p": "{{$a}}1{{/a}}-{{$a}}2{{/a}}"],
            "x-x"
        ),
        Self(
            "text within a parent is ignored",
            "{{<p}} junk {{$t}}mine{{/t}} junk {{/p}}{{<p}} only junk {{/p}}",
            partials: ["p": "{{$t}}D{{/t}}!"],
            "mine!D!"
        ),
        Self(
            "a filled block sees the context of its place",
            "{{<p}}{{$t}}{{v}}{{/t}}{{/p}}",
            #"{"v": "out", "s": {"v": "in"}}"#,
            partials: ["p": "{{#s}}{{$t}}D{{/t}}{{/s}}"],
            "in"
        ),
        Self(
            "a parent within a section repeats",
            "{{#l}}{{<p}}{{$t}}({{.}}){{/t}}{{/p}}{{/l}}",
            #"{"l": [1, 2]}"#,
            partials: ["p": "{{$t}}D{{/t}};"],
            "(1);(2);"
        ),
        Self(
            "the outermost filling counts",
            "{{<p}}{{$a}}c{{/a}}{{/p}}|{{<p}}{{/p}}",
            partials: ["p": "{{<o}}{{$a}}p{{/a}}{{/o}}", "o": "{{<r}}{{$a}}o{{/a}}{{/r}}", "r": "{{$a}}r{{/a}}"],
            "c|p"
        ),
        Self(
            "a block within a filling can be filled",
            "{{<p}}{{$in}}mine{{/in}}{{/p}}|{{<p}}{{/p}}",
            partials: ["p": "{{<o}}{{$out}}[{{$in}}p{{/in}}]{{/out}}{{/o}}", "o": "{{$out}}o{{/out}}"],
            "[mine]|[p]"
        ),
        Self(
            "one parent may be used twice",
            "{{<p}}{{$t}}1{{/t}}{{/p}} {{<p}}{{$t}}2{{/t}}{{/p}}\n",
            partials: ["p": "[{{$t}}D{{/t}}{{$u}} d{{/u}}]"],
            "[1 d] [2 d]\n"
        ),
        Self(
            "a partial is a parent without fillings, and gets none from outside",
            "{{>p}}|{{<q}}{{$t}}x{{/t}}{{/q}}",
            partials: ["p": "{{$t}}D{{/t}}", "q": "{{>p}}{{$t}}E{{/t}}"],
            "D|Dx"
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
        Self(
            "delimiters are not handed on",
            "{{=| |=}}|<p||$t|{{v}}|/t||/p|",
            partials: ["p": "{{$t}}D{{/t}}|v|"],
            "{{v}}|v|"
        ),
    ]

    /// Lines and indentation of parents and blocks.
    static let inheritedLines = [
        Self("a parent alone in its line takes it along", "{{<p}}{{/p}}\n", partials: ["p": "{{$t}}D{{/t}}"], "D"),
        Self("it need not", "a {{<p}}{{/p}}\nb", partials: ["p": "x"], "a x\nb"),
        Self(
            "both tags of a parent in one line make it alone, and indent it",
            "A\n  {{<p}}{{/p}}\nB\n",
            partials: ["p": "1\n2\n"],
            "A\n  1\n  2\nB\n"
        ),
        Self(
            "a parent over several lines as well",
            "A\n  {{<p}}\n    {{$t}}x{{/t}}\n  {{/p}}\nB\n",
            partials: ["p": "1\n{{$t}}D{{/t}}\n2\n"],
            "A\n  1\n  x\n  2\nB\n"
        ),
        Self("carriage returns count as line ends", "|\r\n{{<p}}{{/p}}\r\n|", partials: ["p": ">"], "|\r\n>|"),
        Self(
            "the line end behind the beginning of a filling goes",
            "{{<p}}{{$t}}\nwalked\n\n:)\n{{/t}}{{/p}}",
            partials: ["p": "{{$t}}walks{{/t}}"],
            "walked\n\n:)\n"
        ),
        Self(
            "a filling within a line stays as it is",
            "{{<p}}{{$t}}one\n  two{{/t}}{{/p}}",
            partials: ["p": "a {{$t}}D{{/t}} z\n"],
            "a one\n  two z\n"
        ),
        Self(
            "a block alone in its line hands its indentation on",
            "{{<p}}{{$t}}mine{{/t}}{{/p}}",
            partials: ["p": "wait:\n  {{$t}}the default{{/t}}\nend\n"],
            "wait:\n  mine\nend\n"
        ),
        Self(
            "each line of the filling is indented, the last ends once",
            "{{<p}}{{$t}}\n1\n2{{/t}}\n{{/p}}\n",
            partials: ["p": "wait:\n  {{$t}}{{/t}}\nend\n"],
            "wait:\n  1\n  2\nend\n"
        ),
        Self(
            "the indentation of a filling's own lines goes before",
            "{{<p}}{{$t}}\n      1\n        2\n    3\n{{/t}}{{/p}}\n",
            partials: ["p": "wait:\n  {{$t}}\n  {{/t}}\n"],
            "wait:\n  1\n    2\n  3\n"
        ),
        Self(
            "what the default's first line is indented with decides",
            "{{<p}}{{$t}}\n1\n2\n{{/t}}{{/p}}\n",
            partials: ["p": "wait:\n{{$t}}\n\tdefault\n{{/t}}\n"],
            "wait:\n\t1\n\t2\n"
        ),
        Self(
            "the default keeps its own lines",
            "{{>p}}",
            partials: ["p": "wait:\n{{$t}}\n  1\n 2\n{{/t}}\n {{$u}}3{{/u}}\n"],
            "wait:\n  1\n 2\n 3\n"
        ),
        Self(
            "blocks within fillings move with them",
            "{{<p}}{{$in}}\nthree\n{{/in}}{{/p}}\n",
            partials: [
                "p": "{{<o}}{{$out}}\n    one\n    {{$in}}\n      two\n    {{/in}}\n{{/out}}{{/o}}\n",
                "o": "{{$out}}default{{/out}}",
            ],
            "one\n  three\n"
        ),
        Self(
            "an indented parent indents what fills its blocks",
            "  {{<p}}{{$t}}1\n2{{/t}}{{/p}}\n",
            partials: ["p": "a\n {{$t}}D{{/t}}\nz\n"],
            "  a\n   1\n   2\n  z\n"
        ),
        Self(
            "sections that share a line are indented once, shown or not",
            "{{<p}}{{$t}}{{#y}}yes{{/y}}{{^y}}no{{/y}}{{#n}}no{{/n}} end{{/t}}{{/p}}",
            #"{"y": true}"#,
            partials: ["p": "a\n  {{$t}}D{{/t}}\nz\n"],
            "a\n  yes end\nz\n"
        ),
        Self(
            "values keep their lines to themselves",
            "{{<p}}{{$t}}\n  {{v}}\n  b\n{{/t}}{{/p}}",
            #"{"v": "1\n  2"}"#,
            partials: ["p": "    {{$t}}D{{/t}}\n"],
            "    1\n  2\n    b\n"
        ),
        Self(
            "partials within fillings move with them",
            "{{<p}}{{$t}}\n    {{>q}}\n    b{{>r}}\n{{/t}}{{/p}}",
            partials: ["p": "  {{$t}}D{{/t}}\n", "q": "1\n 2\n", "r": "x\ny"],
            "  1\n   2\n  bx\ny\n"
        ),
    ]
}
