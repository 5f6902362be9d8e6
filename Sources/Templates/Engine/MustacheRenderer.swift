import Dunning

/// A tag that no value could fill.
public struct MissingValue: Hashable, Sendable {
    /// Why there is nothing to show.
    public enum Reason: String, Hashable, Sendable {
        /// Nobody gave the value.
        case missing
        /// The value is there but has no text in it.
        case empty
        /// The value is a list or a group of values, not a text.
        case group
    }

    /// The field as the template names it.
    public let field: String
    /// The template file.
    public let file: String
    /// The line of the tag, from 1.
    public let line: Int
    /// The column of the tag, from 1.
    public let column: Int
    /// Why there is nothing to show.
    public let reason: Reason
}

/// Turns a tree and values into bytes.
struct MustacheRenderer {
    /// Partials that call themselves end here; a tree of data that is deeper is no data of ours.
    private static let depthLimit = 256
    /// Partials that each call the next one twice end here.
    private static let callLimit = 200_000
    private static let byteLimit = 100_000_000

    let partials: MustachePartials
    let escaping: Escaping
    let mode: Mustache.Mode
    private(set) var output: [UInt8] = []
    private(set) var missing: [MissingValue] = []
    /// Calls that lead nowhere, or that only values could lead anywhere.
    private(set) var problems: [MustacheProblem] = []
    /// The names of the partials that were called.
    private(set) var called: Set<String> = []
    /// Whether partials called each other too deep or too often to be rendered.
    private(set) var isEndless = false
    private var contexts: [MustacheValue]
    private var depth = 0
    private var calls = 0

    init(
        _ value: MustacheValue,
        partials: MustachePartials = MustachePartials(lastLineEnd: .kept),
        escaping: Escaping,
        mode: Mustache.Mode
    ) {
        self.partials = partials
        self.escaping = escaping
        self.mode = mode
        contexts = [value]
    }

    /// Renders a template behind what has been rendered already.
    mutating func render(_ template: MustacheTemplate) {
        output.reserveCapacity(output.count + template.source.count * 2)
        render(MustachePartials.body(of: template))
    }

    /// Renders a part with all that it calls behind what has been rendered already.
    mutating func render(_ template: LinkedTemplate) { render(template.nodes) }

    private mutating func render(_ nodes: [LinkedNode]) {
        for node in nodes {
            switch node {
            case .text(let bytes, _): output.append(contentsOf: bytes)
            case .variable(let field, let isEscaped): show(field, isEscaped: isEscaped)
            case .section(let field, let body): renderSection(value(of: field)) { $0.render(body) }
            case .inverted(let field, let body): if value(of: field)?.isShown != true { render(body) }
            }
        }
    }

    private mutating func render(_ nodes: [MustacheNode]) {
        guard depth < Self.depthLimit else {
            isEndless = true
            return
        }
        depth += 1
        defer { depth -= 1 }
        // Once something was too deep nothing more is rendered: what calls itself twice would never end.
        for node in nodes where !isEndless {
            switch node {
            case .text(let bytes, _): output.append(contentsOf: bytes)
            case .variable(let field, let isEscaped): show(field, isEscaped: isEscaped)
            case .section(let field, let body): renderSection(value(of: field)) { $0.render(body) }
            case .inverted(let field, let body): if value(of: field)?.isShown != true { render(body) }
            case .partial(let name, let indent, let spot): call(name, indent, [:], spot)
            case .parent(let name, let indent, let blocks, let spot): call(name, indent, blocks, spot)
            case .block(let block): render(block.body)
            }
        }
    }

    /// A missing partial, and a name that leads nowhere, are empty.
    private mutating func call(
        _ name: String,
        _ indent: [UInt8]?,
        _ blocks: [String: MustacheBlock],
        _ spot: MustacheSpot
    ) {
        guard let known = target(of: name, spot) else { return }
        if mode == .strict, partials[known] == nil { problems.append(noPartial(known, spot)) }
        called.insert(known)
        calls += 1
        isEndless = isEndless || calls > Self.callLimit || output.count > Self.byteLimit
        render(partials.body(of: known, indent: indent, filling: blocks))
    }

    private mutating func target(of name: String, _ spot: MustacheSpot) -> String? {
        guard name.hasPrefix("*") else { return name }
        guard mode == .strict else { return value(at: MustacheField.path(String(name.dropFirst())))?.shownText }
        problems.append(.dynamicName(name, spot))
        return nil
    }

    private func noPartial(_ name: String, _ spot: MustacheSpot) -> MustacheProblem {
        let nearest = NearestName.suggest(name, among: partials.names.sorted())
        let mend = nearest.map { "did you mean `\($0)`?" } ?? "add \(name).mustache to the folder of partials"
        return MustacheProblem(spot: spot, message: "no partial is called `\(name)`", mend: mend)
    }

    private mutating func renderSection(_ value: MustacheValue?, _ body: (inout Self) -> Void) {
        switch value {
        case .list(let elements)?:
            for element in elements { render(in: element, body) }
        case .flag(true)?: body(&self)
        case let value? where value.isShown: render(in: value, body)
        default: break
        }
    }

    private mutating func render(in value: MustacheValue, _ body: (inout Self) -> Void) {
        contexts.append(value)
        body(&self)
        contexts.removeLast()
    }

    private mutating func show(_ field: MustacheField, isEscaped: Bool) {
        let found = value(of: field)
        if let text = found?.shownText {
            if mode == .strict, text.utf8.allSatisfy({ $0 == UInt8(ascii: " ") }) { return note(field, .empty) }
            return (isEscaped ? escaping : .none).append(text, to: &output)
        }
        switch found {
        case .flag(let flag)? where mode == .lenient: output.append(contentsOf: (flag ? "true" : "false").utf8)
        case .null?, nil: note(field, .missing)
        default: note(field, .group)
        }
    }

    private mutating func note(_ field: MustacheField, _ reason: MissingValue.Reason) {
        guard mode == .strict else { return }
        let spot = field.spot
        missing.append(
            MissingValue(field: field.name, file: spot.file, line: spot.line, column: spot.column, reason: reason)
        )
    }

    /// The first part of a name is looked for from the inside out; the rest only within what was found.
    private func value(of field: MustacheField) -> MustacheValue? { value(at: field.path) }

    private func value(at path: [String]) -> MustacheValue? {
        guard let first = path.first else { return contexts.last }
        for context in contexts.reversed() {
            guard var found = context.member(first) else { continue }
            for name in path.dropFirst() {
                guard let inner = found.member(name) else { return nil }
                found = inner
            }
            return found
        }
        return nil
    }
}
