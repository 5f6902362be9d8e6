/// A value that a template can show, test or walk through.
///
/// Values are data and nothing else: no tag in them is ever read, and no code hides behind them.
enum MustacheValue: Hashable, Sendable {
    /// Known to be absent; a section on it is not shown.
    case null
    case flag(Bool)
    case text(String)
    /// A section on it is shown once for each element.
    case list([MustacheValue])
    /// Members by name; `text` is what stands for the whole, as `amountDue` does beside `amountDue.minor`.
    case object([String: MustacheValue], text: String?)

    /// An object that has no text of its own.
    static func object(_ members: [String: MustacheValue]) -> MustacheValue { .object(members, text: nil) }

    /// A text, or nothing where there is none.
    static func optional(_ text: String?) -> MustacheValue { text.map(MustacheValue.text) ?? .null }

    /// Whether a section on this value is shown.
    var isShown: Bool {
        switch self {
        case .null: false
        case .flag(let flag): flag
        case .text(let text): !text.isEmpty
        case .list(let elements): !elements.isEmpty
        case .object: true
        }
    }

    /// A member of an object.
    func member(_ name: String) -> MustacheValue? {
        guard case .object(let members, _) = self else { return nil }
        return members[name]
    }
}
