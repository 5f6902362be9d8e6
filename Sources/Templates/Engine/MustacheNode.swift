/// Where a tag begins: a file, and a line and column in it, both from 1.
struct MustacheSpot: Hashable, Sendable {
    let file: String
    let line: Int
    /// In characters as people count them (Unicode scalars).
    let column: Int
}

/// A name in a tag, split once at its dots.
struct MustacheField: Hashable, Sendable {
    /// `["payment", "link"]`; empty for `.`, the value at hand.
    let path: [String]
    let spot: MustacheSpot

    /// As the author wrote it.
    var name: String { path.isEmpty ? "." : path.joined(separator: ".") }

    /// A name as it stands in a tag, split.
    static func path(_ name: String) -> [String] {
        name == "." ? [] : name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    }
}

/// A named place that a template which builds on this one may fill; within a parent, what fills it.
struct MustacheBlock: Hashable, Sendable {
    /// How a block that has its lines to itself is laid out, so that what fills it looks as if it had stood there.
    struct Lines: Hashable, Sendable {
        /// What each line of the filling begins with.
        var indent: [UInt8]
        /// What ends its last line where the filling does not; empty at the end of a file.
        var end: [UInt8]
    }

    let name: String
    var body: [MustacheNode]
    let spot: MustacheSpot
    /// Nil where other text stands in the line of the first tag or of the last.
    var lines: Lines?
}

/// One piece of a parsed template.
///
/// A text that is empty marks that a line begins here with a tag that is not alone in it.
indirect enum MustacheNode: Hashable, Sendable {
    /// What stands between tags, and where it begins.
    case text([UInt8], MustacheSpot)
    /// `{{name}}`, or `{{{name}}}` and `{{&name}}` where it is not escaped.
    case variable(MustacheField, isEscaped: Bool)
    /// `{{#name}}…{{/name}}`
    case section(MustacheField, [MustacheNode])
    /// `{{^name}}…{{/name}}`
    case inverted(MustacheField, [MustacheNode])
    /// `{{>name}}`, or `{{>*name}}` with the name's asterisk; the indentation goes in front of each of its lines, and is nil where the tag stands within a line.
    case partial(String, indent: [UInt8]?, MustacheSpot)
    /// `{{<name}}…{{/name}}`: another template with some of its blocks filled.
    case parent(String, indent: [UInt8]?, [String: MustacheBlock], MustacheSpot)
    /// `{{$name}}…{{/name}}`
    case block(MustacheBlock)
}

/// A template that has been read once and can be rendered any number of times.
struct MustacheTemplate: Hashable, Sendable {
    /// The file that it came from, as errors cite it.
    let file: String
    /// Its bytes.
    let source: [UInt8]
    let nodes: [MustacheNode]
}

/// What is wrong with the spelling of a template, and where.
struct MustacheProblem: Hashable, Sendable, Error {
    let spot: MustacheSpot
    let message: String
    let mend: String?
}

extension MustacheProblem {
    /// `{{>*name}}` where whoever wrote the template must know what is sent.
    static func dynamicName(_ name: String, _ spot: MustacheSpot) -> MustacheProblem {
        MustacheProblem(
            spot: spot,
            message: "`\(name)` leaves the name of a partial to a value",
            mend: "write the name of a partial, in sections where it depends on a value"
        )
    }
}
