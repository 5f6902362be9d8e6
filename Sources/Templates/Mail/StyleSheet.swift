/// One `property: value` of a style.
struct StyleDeclaration: Hashable, Sendable {
    /// In small letters.
    let property: String
    let value: String
    let isImportant: Bool
    /// Where it begins, in bytes from the beginning of what was read.
    let offset: Int

    /// As it stands in an attribute or in a style sheet.
    func written(keepingImportance: Bool) -> String {
        "\(property):\(value)\(isImportant && keepingImportance ? "!important" : "")"
    }
}

/// A style sheet in pieces, in the order of its source.
///
/// Holds as much of CSS as mails use: rules, `@media` and its like, and other at-rules, which are kept as they are.
struct StyleSheet: Sendable {
    struct Rule: Sendable {
        let selectors: [StyleSelector]
        let declarations: [StyleDeclaration]
    }

    enum Item: Sendable {
        case rule(Rule)
        /// `@media …` and `@supports …`: rules that hold on a condition.
        case conditional(prelude: String, [Item])
        /// Any other at-rule, with its name and its text.
        case other(name: String, text: String, offset: Int)
    }

    /// What could not be read, and where.
    struct Problem: Hashable, Sendable {
        let offset: Int
        let message: String
        let mend: String
    }

    var items: [Item] = []
    var problems: [Problem] = []

    /// Reads the content of a `<style>` element; offsets count from `base`.
    init(_ source: ArraySlice<UInt8>, base: Int) {
        var reader = StyleReader(Array(source), base: base)
        items = reader.items(nested: false)
        problems = reader.problems
    }

    /// Reads the value of an attribute `style`.
    static func declarations(_ source: some StringProtocol) -> [StyleDeclaration] {
        var reader = StyleReader(Array(source.utf8), base: 0)
        return reader.declarations()
    }
}

/// Reads CSS by its own tokens: strings, brackets and comments hide what is within them.
private struct StyleReader {
    private let source: [UInt8]
    private let base: Int
    private var index = 0
    private(set) var problems: [StyleSheet.Problem] = []

    init(_ source: [UInt8], base: Int) {
        self.source = source
        self.base = base
    }

    mutating func items(nested: Bool) -> [StyleSheet.Item] {
        var items: [StyleSheet.Item] = []
        while true {
            skipSpace()
            guard index < source.count else {
                if nested { complain(at: index, "`{` is never closed", "add `}`") }
                return items
            }
            if source[index] == UInt8(ascii: "}") {
                index += 1
                if nested { return items }
                complain(at: index - 1, "`}` closes nothing", "remove it")
                continue
            }
            if let item = source[index] == UInt8(ascii: "@") ? atRule() : rule() { items.append(item) }
        }
    }

    private mutating func atRule() -> StyleSheet.Item? {
        let start = index
        let prelude = text(until: [UInt8(ascii: "{"), UInt8(ascii: ";"), UInt8(ascii: "}")])
        let name = String(prelude.dropFirst().prefix { $0.isLetter || $0 == "-" }).lowercased()
        guard index < source.count, source[index] == UInt8(ascii: "{") else {
            if index < source.count, source[index] == UInt8(ascii: ";") { index += 1 }
            return .other(name: name, text: prelude + ";", offset: base + start)
        }
        index += 1
        guard name == "media" || name == "supports" else {
            let body = block()
            return .other(name: name, text: "\(prelude){\(body)}", offset: base + start)
        }
        return .conditional(prelude: prelude, items(nested: true))
    }

    private mutating func rule() -> StyleSheet.Item? {
        let start = index
        let prelude = text(until: [UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ";")])
        guard index < source.count, source[index] == UInt8(ascii: "{") else {
            if index < source.count, source[index] == UInt8(ascii: ";") { index += 1 }
            complain(at: start, "`\(prelude.prefix(40))` is no rule", "write it as `selector { property: value }`")
            return nil
        }
        index += 1
        let declarations = declarations()
        if index < source.count {
            index += 1
        } else {
            complain(at: start, "the rule `\(prelude.prefix(40))` is never closed", "add `}`")
        }
        let selectors = prelude.split(separator: ",", omittingEmptySubsequences: false).compactMap { text in
            let selector = StyleSelector(text, offset: base + start)
            if selector == nil {
                let what = text.trimmed.isEmpty ? "a selector is missing" : "selector `\(text.trimmed)` cannot be read"
                complain(at: start, what, "use elements, `.class`, `#id`, `[attribute]`, blanks and `>`")
            }
            return selector
        }
        return .rule(StyleSheet.Rule(selectors: selectors, declarations: declarations))
    }

    /// Up to the end of the rule, which is not taken.
    mutating func declarations() -> [StyleDeclaration] {
        var result: [StyleDeclaration] = []
        while true {
            skipSpace()
            guard index < source.count, source[index] != UInt8(ascii: "}") else { return result }
            let start = index
            let text = text(until: [UInt8(ascii: ";"), UInt8(ascii: "}"), UInt8(ascii: "{")])
            if index < source.count, source[index] == UInt8(ascii: "{") {
                index += 1
                _ = block()
                complain(at: start, "a rule stands within a rule", "end the one before with `}`")
            } else if index < source.count, source[index] == UInt8(ascii: ";") {
                index += 1
            }
            guard !text.isEmpty else { continue }
            if let declaration = declaration(text, at: start) {
                result.append(declaration)
            } else {
                complain(at: start, "`\(text.prefix(40))` is no declaration", "write it as `property: value;`")
            }
        }
    }

    private func declaration(_ text: String, at start: Int) -> StyleDeclaration? {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let property = text[..<colon].trimmed.lowercased()
        var value = text[text.index(after: colon)...].trimmed
        guard !property.isEmpty, !value.isEmpty,
            property.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
        else { return nil }
        var isImportant = false
        if let mark = value.lastIndex(of: "!"), value[value.index(after: mark)...].trimmed.lowercased() == "important" {
            isImportant = true
            value = value[..<mark].trimmed
        }
        return StyleDeclaration(property: property, value: value, isImportant: isImportant, offset: base + start)
    }

    /// The inside of a block whose `{` was taken; takes its `}`.
    private mutating func block() -> String {
        var result = ""
        while index < source.count {
            result += text(until: [UInt8(ascii: "{"), UInt8(ascii: "}")])
            guard index < source.count else { break }
            index += 1
            guard source[index - 1] == UInt8(ascii: "{") else { return result }
            result += "{\(block())}"
        }
        complain(at: index, "`{` is never closed", "add `}`")
        return result
    }

    /// With single blanks and without comments, up to one of some bytes outside of strings and brackets.
    private mutating func text(until ends: Set<UInt8>) -> String {
        var result: [UInt8] = []
        var brackets = 0
        while index < source.count {
            let byte = source[index]
            if brackets == 0, ends.contains(byte) { break }
            if isComment || isSpace(byte) {
                skipSpace()
                if !result.isEmpty { result.append(0x20) }
                continue
            }
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                result += string(byte)
                continue
            }
            if byte == UInt8(ascii: "(") { brackets += 1 }
            if byte == UInt8(ascii: ")") { brackets = max(0, brackets - 1) }
            result.append(byte)
            index += 1
        }
        if result.last == 0x20 { result.removeLast() }
        return String(decoding: result, as: UTF8.self)
    }

    private mutating func string(_ quote: UInt8) -> ArraySlice<UInt8> {
        let start = index
        index += 1
        while index < source.count, source[index] != quote {
            guard source[index] != 0x0A else {
                complain(at: start, "a string is not closed on its line", "add the closing quote")
                return source[start..<index]
            }
            index += source[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        index = min(index + 1, source.count)
        return source[start..<index]
    }

    private var isComment: Bool {
        index + 1 < source.count && source[index] == UInt8(ascii: "/") && source[index + 1] == UInt8(ascii: "*")
    }

    private mutating func skipSpace() {
        while index < source.count {
            if isComment {
                let start = index
                index += 2
                while index < source.count,
                    !(source[index] == UInt8(ascii: "/") && source[index - 1] == UInt8(ascii: "*")) || index < start + 3
                {
                    index += 1
                }
                if index >= source.count { complain(at: start, "a comment is never closed", "add `*/`") }
                index = min(index + 1, source.count)
            } else if isSpace(source[index]) {
                index += 1
            } else {
                return
            }
        }
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private mutating func complain(at offset: Int, _ message: String, _ mend: String) {
        problems.append(StyleSheet.Problem(offset: base + offset, message: message, mend: mend))
    }
}

extension StringProtocol {
    /// Without blanks at its ends.
    var trimmed: String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
        while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
        return String(rest)
    }
}
