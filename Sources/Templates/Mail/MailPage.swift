import Dunning

/// The linked tree of a mail's HTML as one page that an HTML parser can read, and the way back to the tree.
///
/// Each tag that shows a value becomes one character of a private plane, in text as in attributes. The ends of sections
/// become comments, which may stand anywhere between elements; within a tag they leave nothing, but are remembered.
struct MailPage {
    /// A section or an inverted section, and where its ends are.
    struct Section {
        let field: MustacheField
        let isInverted: Bool
        var open: Int
        var close: Int
        /// The attribute in whose value it opens; empty where it stands elsewhere in a tag.
        let attribute: String?
        /// Whether it opens in a `<style>` element.
        let isInStyle: Bool
        /// Whether both of its ends are comments of the page.
        var isInText: Bool
    }

    struct Variable {
        let field: MustacheField
        let isEscaped: Bool
        let offset: Int
    }

    /// A text of the tree.
    struct Run {
        let range: Range<Int>
        let spot: MustacheSpot
    }

    /// The first of the private characters; no font and no author has a use for this plane.
    private static let firstPlaceholder: UInt32 = 0xF0000
    /// The plane has hardly more characters.
    private static let placeholderLimit = 65_000

    /// The file of the part itself.
    let file: String
    let nodes: [LinkedNode]
    private(set) var bytes: [UInt8] = []
    private(set) var variables: [Variable] = []
    private(set) var sections: [Section] = []
    /// Whether each value has a character of its own that nothing else of the page has.
    private(set) var isUnambiguous = true
    private(set) var runs: [Run] = []
    private var position = MarkupPosition()

    init(_ template: LinkedTemplate) {
        file = template.file
        nodes = template.nodes
        add(nodes)
    }

    private mutating func add(_ nodes: [LinkedNode]) {
        for node in nodes {
            switch node {
            case .text(let text, let spot):
                runs.append(Run(range: bytes.count..<bytes.count + text.count, spot: spot))
                bytes += text
                position.feed(text)
                // U+C0000 and beyond, where the private planes are.
                if text.contains(where: { $0 >= 0xF3 }) { isUnambiguous = false }
            case .variable(let field, let isEscaped):
                if variables.count == MailPage.placeholderLimit { isUnambiguous = false }
                variables.append(Variable(field: field, isEscaped: isEscaped, offset: bytes.count))
                bytes += Array(String(MailPage.placeholder(variables.count - 1)).utf8)
            case .section(let field, let body): add(field, isInverted: false, body)
            case .inverted(let field, let body): add(field, isInverted: true, body)
            }
        }
    }

    private mutating func add(_ field: MustacheField, isInverted: Bool, _ body: [LinkedNode]) {
        let index = sections.count
        let section = Section(
            field: field,
            isInverted: isInverted,
            open: bytes.count,
            close: bytes.count,
            attribute: position.isInTag ? position.quotedAttribute ?? "" : nil,
            isInStyle: position.isInStyle,
            isInText: position.isText
        )
        sections.append(section)
        if position.isText { bytes += Array("<!--\(MailPage.mark)\(index)-->".utf8) }
        add(body)
        sections[index].close = bytes.count
        if position.isText {
            bytes += Array("<!--\(MailPage.mark)/\(index)-->".utf8)
        } else {
            sections[index].isInText = false
        }
    }

    /// What tells our comments from an author's.
    private static let mark = "\u{F0000}"

    private static func placeholder(_ index: Int) -> Character {
        Unicode.Scalar(firstPlaceholder + 1 + UInt32(index)).map(Character.init) ?? "?"
    }

    /// Where the author wrote what stands at an offset of the page.
    func spot(at offset: Int) -> MustacheSpot? {
        guard let run = runs.last(where: { $0.range.lowerBound <= offset }) else { return nil }
        let spot = run.spot
        let before = bytes[run.range.lowerBound..<min(offset, run.range.upperBound)]
        guard let lastBreak = before.lastIndex(of: UInt8(ascii: "\n")) else {
            return MustacheSpot(file: spot.file, line: spot.line, column: spot.column + MailPage.columns(in: before))
        }
        let line = spot.line + before.count { $0 == UInt8(ascii: "\n") }
        return MustacheSpot(file: spot.file, line: line, column: MailPage.columns(in: before[(lastBreak + 1)...]) + 1)
    }

    private static func columns(in bytes: ArraySlice<UInt8>) -> Int { bytes.count { $0 & 0xC0 != 0x80 } }

    /// A diagnostic for what stands at an offset of the page.
    func diagnostic(
        _ severity: Diagnostic.Severity = .error,
        at offset: Int,
        _ message: String,
        mend: String
    ) -> Diagnostic {
        diagnostic(severity, at: spot(at: offset), message, mend: mend)
    }

    /// A diagnostic at a place that is known.
    func diagnostic(
        _ severity: Diagnostic.Severity = .error,
        at spot: MustacheSpot?,
        _ message: String,
        mend: String
    ) -> Diagnostic {
        let place = Place(file: spot?.file ?? file, line: spot?.line, column: spot?.column)
        return Diagnostic(severity, at: place, message, mend: mend)
    }

    /// The variable for which a character of the page stands.
    func variable(_ scalar: Unicode.Scalar) -> Int? {
        guard scalar.value > MailPage.firstPlaceholder else { return nil }
        let index = Int(scalar.value - MailPage.firstPlaceholder - 1)
        return index < variables.count ? index : nil
    }

    /// Whether a text of the page holds values.
    func holdsVariables(_ text: some StringProtocol) -> Bool {
        text.unicodeScalars.contains { variable($0) != nil }
    }

    /// The section whose end a comment of the page is.
    func section(_ comment: String) -> (index: Int, isClose: Bool)? {
        guard comment.hasPrefix(MailPage.mark) else { return nil }
        let rest = comment.dropFirst(MailPage.mark.count)
        let isClose = rest.hasPrefix("/")
        guard let index = Int(isClose ? rest.dropFirst() : rest), sections.indices.contains(index) else { return nil }
        return (index, isClose)
    }
}
