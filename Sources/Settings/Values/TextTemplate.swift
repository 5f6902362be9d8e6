import Dunning

/// A text with places to fill in: `Bearer {token}`; a brace that stands for itself is doubled, `{{`.
public struct TextTemplate: Hashable, Sendable {
    /// What can be filled in.
    public enum Placeholder: String, CaseIterable, Hashable, Sendable {
        /// The debtor's number in E.164.
        case to
        /// The same without the plus.
        case toDigits = "to_digits"
        /// The sender.
        case from
        /// The text; for calls, what is said, without markup.
        case text
        /// Calls only: what is said, as SSML.
        case script
        /// BCP 47.
        case language
        /// Our name for the attempt; a gateway that knows it can tell a double.
        case reference
    }

    /// A piece of the text.
    public enum Part: Hashable, Sendable {
        case literal(String)
        case placeholder(Placeholder)
    }

    /// The pieces, in order.
    public let parts: [Part]

    /// The text with everything filled in, as it is: escaping belongs to the place where it goes.
    public func filled(_ value: (Placeholder) -> String) -> String {
        parts.map { part in
            switch part {
            case .literal(let text): text
            case .placeholder(let placeholder): value(placeholder)
            }
        }.joined()
    }

    /// Reads a template.
    /// - Throws: what is wrong with it and what mends it.
    init(_ text: String) throws(TemplateMistake) {
        var parts: [Part] = []
        var literal = ""
        var rest = text[...]
        while let first = rest.first {
            if rest.hasPrefix("{{") || rest.hasPrefix("}}") {
                literal.append(first)
                rest = rest.dropFirst(2)
            } else if first == "{" {
                guard let end = rest.firstIndex(of: "}") else {
                    throw TemplateMistake("a `{` is not closed", mend: "close it, or write `{{`")
                }
                if !literal.isEmpty { parts.append(.literal(literal)) }
                literal = ""
                parts.append(.placeholder(try Self.placeholder(String(rest[rest.index(after: rest.startIndex)..<end]))))
                rest = rest[rest.index(after: end)...]
            } else {
                literal.append(first)
                rest = rest.dropFirst()
            }
        }
        if !literal.isEmpty { parts.append(.literal(literal)) }
        self.parts = parts
    }

    private static func placeholder(_ name: String) throws(TemplateMistake) -> Placeholder {
        if let placeholder = Placeholder(rawValue: name) { return placeholder }
        let names = Placeholder.allCases.map(\.rawValue)
        let all = names.map { "`{\($0)}`" }.joined(separator: ", ")
        let nearest = NearestName.suggest(name, among: names).map { "did you mean `{\($0)}`?" }
        throw TemplateMistake(
            "nothing is known to fill in for \(quoted("{" + name + "}"))",
            mend: nearest ?? "write one of \(all)"
        )
    }
}

/// What is wrong with a template.
struct TemplateMistake: Error {
    let message: String
    let mend: String

    init(_ message: String, mend: String) {
        self.message = message
        self.mend = mend
    }
}
