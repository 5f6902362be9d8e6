/// One selector of a rule: elements, classes, ids and attributes, and how they stand to each other.
struct StyleSelector: Hashable, Sendable {
    struct AttributeTest: Hashable, Sendable {
        let name: String
        /// `=`, `~=`, `^=`, `$=`, `*=`, `|=`; empty where only being there counts.
        let comparison: String
        let value: String
    }

    /// What must hold of one element.
    struct Compound: Hashable, Sendable {
        /// Nil = any.
        var element: String?
        var ids: [String] = []
        var classes: [String] = []
        var attributes: [AttributeTest] = []
        /// `:hover`, `::before`, with their colons.
        var pseudos: [String] = []
    }

    enum Combinator: Hashable, Sendable {
        case descendant, child
        /// `+` and `~`: what stands before depends on the sections that are shown.
        case sibling
    }

    /// As the author wrote it, with single blanks.
    let text: String
    let offset: Int
    /// From the left; each with how it stands to the one before.
    let steps: [(combinator: Combinator, compound: Compound)]

    /// Ids, then classes, attributes and pseudo-classes, then elements; counted as one number.
    let specificity: Int

    /// Nil where it cannot be read.
    init?(_ source: some StringProtocol, offset: Int) {
        var reader = SelectorReader(source)
        guard let steps = reader.steps() else { return nil }
        text = source.trimmed
        self.offset = offset
        self.steps = steps
        specificity = steps.reduce(0) { sum, step in
            let compound = step.compound
            let elements = compound.pseudos.count { $0.hasPrefix("::") } + (compound.element == nil ? 0 : 1)
            let classes = compound.classes.count + compound.attributes.count
            let pseudos = compound.pseudos.count { !$0.hasPrefix("::") }
            return sum + compound.ids.count * 1_000_000 + (classes + pseudos) * 1_000 + elements
        }
    }

    /// Whether only a mail client can tell what it matches: pseudo-classes, siblings.
    var isForClients: Bool {
        steps.contains { !$0.compound.pseudos.isEmpty || $0.combinator == .sibling }
    }

    /// The attributes that it asks for.
    var attributes: some Sequence<String> { steps.lazy.flatMap { $0.compound.attributes.map(\.name) } }

    static func == (left: StyleSelector, right: StyleSelector) -> Bool {
        left.text == right.text && left.offset == right.offset
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(text)
        hasher.combine(offset)
    }
}

/// Reads a selector from left to right.
private struct SelectorReader {
    private var rest: Substring

    init(_ source: some StringProtocol) { rest = Substring(source.trimmed) }

    mutating func steps() -> [(combinator: StyleSelector.Combinator, compound: StyleSelector.Compound)]? {
        var result: [(combinator: StyleSelector.Combinator, compound: StyleSelector.Compound)] = []
        while !rest.isEmpty {
            guard let combinator = result.isEmpty ? .descendant : combinator(), let compound = compound() else {
                return nil
            }
            result.append((combinator, compound))
        }
        return result.isEmpty ? nil : result
    }

    private mutating func combinator() -> StyleSelector.Combinator? {
        skipBlanks()
        switch rest.first {
        case ">":
            rest.removeFirst()
            skipBlanks()
            return .child
        case "+", "~":
            rest.removeFirst()
            skipBlanks()
            return .sibling
        default: return .descendant
        }
    }

    private mutating func compound() -> StyleSelector.Compound? {
        var compound = StyleSelector.Compound()
        var isEmpty = true
        if rest.first == "*" {
            rest.removeFirst()
            isEmpty = false
        } else if let name = name() {
            compound.element = name.lowercased()
            isEmpty = false
        }
        while let first = rest.first, "#.[:".contains(first) {
            rest.removeFirst()
            isEmpty = false
            switch first {
            case "#":
                guard let id = name() else { return nil }
                compound.ids.append(id)
            case ".":
                guard let name = name() else { return nil }
                compound.classes.append(name)
            case "[":
                guard let test = attribute() else { return nil }
                compound.attributes.append(test)
            default:
                guard let pseudo = pseudo() else { return nil }
                compound.pseudos.append(pseudo)
            }
        }
        guard !isEmpty, rest.first.map({ " >+~".contains($0) }) ?? true else { return nil }
        return compound
    }

    private mutating func attribute() -> StyleSelector.AttributeTest? {
        skipBlanks()
        guard let name = name() else { return nil }
        skipBlanks()
        var comparison = ""
        while let first = rest.first, "~^$*|=".contains(first) { comparison.append(rest.removeFirst()) }
        skipBlanks()
        var value = ""
        if !comparison.isEmpty {
            guard comparison.hasSuffix("="), comparison.count <= 2 else { return nil }
            if let quote = rest.first, quote == "\"" || quote == "'" {
                rest.removeFirst()
                value = String(rest.prefix { $0 != quote })
                rest = rest.dropFirst(value.count + 1)
            } else {
                value = self.name() ?? ""
            }
            skipBlanks()
        }
        guard rest.first == "]" else { return nil }
        rest.removeFirst()
        return StyleSelector.AttributeTest(name: name.lowercased(), comparison: comparison, value: value)
    }

    private mutating func pseudo() -> String? {
        var result = ":"
        if rest.first == ":" {
            rest.removeFirst()
            result = "::"
        }
        guard let name = name() else { return nil }
        result += name
        guard rest.first == "(" else { return result }
        guard let end = rest.firstIndex(of: ")") else { return nil }
        result += rest[...end]
        rest = rest[rest.index(after: end)...]
        return result
    }

    private mutating func name() -> String? {
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
        guard let first = name.first, !first.isNumber else { return nil }
        rest = rest.dropFirst(name.count)
        return String(name)
    }

    private mutating func skipBlanks() {
        while rest.first == " " { rest.removeFirst() }
    }
}
