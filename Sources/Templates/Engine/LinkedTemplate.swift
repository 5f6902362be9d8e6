/// One piece of a linked template: what is left once partials, parents and blocks have been put in their places.
indirect enum LinkedNode: Hashable, Sendable {
    /// What stands between tags, and where its author wrote its beginning.
    case text([UInt8], MustacheSpot)
    /// `{{name}}`, or `{{{name}}}` and `{{&name}}` where it is not escaped.
    case variable(MustacheField, isEscaped: Bool)
    /// `{{#name}}…{{/name}}`
    case section(MustacheField, [LinkedNode])
    /// `{{^name}}…{{/name}}`
    case inverted(MustacheField, [LinkedNode])
}

/// A part of a message in one locale with everything that it calls, in one flat tree.
///
/// No text is empty; texts and fields keep the places at which their authors wrote them. Texts of several files may stand
/// beside each other.
struct LinkedTemplate: Hashable, Sendable {
    /// The file of the part itself, as errors cite it.
    let file: String
    var nodes: [LinkedNode]
}
