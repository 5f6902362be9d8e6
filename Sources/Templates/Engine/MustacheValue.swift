import Dunning

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
    /// An amount as the locale writes it; its members are made when they are asked for.
    case amount(Money, text: String)
    /// A day as the locale writes it, in words and in figures.
    case day(CivilDate, long: String, short: String)
    /// A number of things as the locale writes it.
    case count(Int, text: String, plural: PluralCategory)
    /// Members by name; `text` is what stands for the whole, as `creditor.iban` does beside `creditor.iban.plain`.
    case object(MustacheMembers, text: String?)

    /// An object that has no text of its own.
    static func object(_ members: MustacheMembers) -> MustacheValue { .object(members, text: nil) }

    /// A text, or nothing where there is none.
    static func optional(_ text: String?) -> MustacheValue { text.map(MustacheValue.text) ?? .null }

    /// Whether a section on this value is shown.
    var isShown: Bool {
        switch self {
        case .null: false
        case .flag(let flag): flag
        case .text(let text): !text.isEmpty
        case .list(let elements): !elements.isEmpty
        case .object, .amount, .day, .count: true
        }
    }

    /// What stands for the value where a tag shows it.
    var shownText: String? {
        switch self {
        case .text(let text), .amount(_, let text), .day(_, let text, _), .count(_, let text, _): text
        case .object(_, let text): text
        case .null, .flag, .list: nil
        }
    }

    /// A member of a value that has some.
    func member(_ name: String) -> MustacheValue? {
        switch self {
        case .object(let members, _): members[name]
        case .amount(let money, _): money.member(name)
        case .day(let day, _, let short):
            name == "short" ? .text(short) : name == "iso" ? .text(day.description) : nil
        case .count(let number, _, let plural):
            switch name {
            case "isOne": .flag(number == 1)
            case "isZero": .flag(number == 0)
            case "plain": .text(String(number))
            case "plural": .object([plural.rawValue: .flag(true)])
            default: nil
            }
        case .null, .flag, .text, .list: nil
        }
    }
}

extension Money {
    fileprivate func member(_ name: String) -> MustacheValue? {
        switch name {
        case "minor": .text(String(minor))
        case "currency": .text(currency.code)
        case "plain": .text(plain)
        default: nil
        }
    }

    /// `1234.50`: digits and a point, as machines and voices read it.
    private var plain: String {
        guard currency.digits > 0 else { return String(minor) }
        let digits = String(minor.magnitude)
        let all = String(repeating: "0", count: max(0, currency.digits + 1 - digits.count)) + digits
        return (minor < 0 ? "-" : "") + all.dropLast(currency.digits) + "." + all.suffix(currency.digits)
    }
}
