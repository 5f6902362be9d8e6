import Dunning
import TOML

/// The first line of a message in one language, by who is addressed.
///
/// It comes from `[salutation]` or `[greeting]` of `_labels/<locale>.toml`. A gender is never guessed: without the
/// engine's `salutation` and the family name the neutral form stands, with the full name.
struct Salutations: Hashable, Sendable {
    /// The forms that a language may have; `neutral` and `business` it must have.
    enum Form: String, CaseIterable, Hashable, Sendable {
        case ms, mr, neutral, business
        /// With a title such as `Dr.`, where a language writes that in another way.
        case msTitled = "ms_titled"
        case mrTitled = "mr_titled"
        case neutralTitled = "neutral_titled"
        /// A person in a business who is known by full name alone; `neutral` where it is left out.
        case contact

        /// The same with a title.
        var titled: Form? {
            switch self {
            case .ms: .msTitled
            case .mr: .mrTitled
            case .neutral: .neutralTitled
            default: nil
            }
        }
    }

    private var patterns: [Form: WordPattern]

    /// No words at all.
    static let none = Salutations(patterns: [:])

    /// The line with its closing punctuation; nil where the language has no form that fits.
    func line(for debtor: Debtor, isolating isolate: (String) -> String = { $0 }) -> String? {
        guard let (form, pattern) = choose(for: debtor) else { return nil }
        let person = form == .business || debtor.kind == .consumer ? debtor.name : debtor.contactPerson ?? debtor.name
        return pattern.filled { place in
            let value =
                switch place {
                case .name: person
                case .company: debtor.name
                case .title: debtor.title
                case .given: debtor.givenName
                case .family: debtor.familyName
                case .familyWithCapital: debtor.familyName.map { $0.prefix(1).uppercased() + $0.dropFirst() }
                }
            return value.map(CleanText.line).map(isolate)
        }
    }

    private func choose(for debtor: Debtor) -> (Form, WordPattern)? {
        let wished: Form =
            switch debtor.salutation {
            case .ms: .ms
            case .mr: .mr
            case .none: .neutral
            }
        let hasFamily = debtor.familyName?.isEmpty == false
        let hasTitle = hasFamily && debtor.title?.isEmpty == false
        let isNamed = debtor.kind == .consumer || debtor.contactPerson != nil
        if hasTitle, let form = wished.titled, let pattern = patterns[form] { return (form, pattern) }
        if hasFamily, wished != .neutral, let pattern = patterns[wished] { return (wished, pattern) }
        if debtor.kind == .business, isNamed, let pattern = patterns[.contact] { return (.contact, pattern) }
        let last: Form = isNamed ? .neutral : .business
        return patterns[last].map { (last, $0) }
    }

    /// Reads one table of a file of labels; all mistakes are told to the reader.
    static func read(_ table: TOMLReader?) -> Salutations {
        guard let table else { return .none }
        var patterns: [Form: WordPattern] = [:]
        for form in Form.allCases {
            let isNeeded = form == .neutral || form == .business
            guard let text = isNeeded ? table.string(form.rawValue) : table.optionalString(form.rawValue) else {
                continue
            }
            do {
                patterns[form] = try WordPattern(text)
            } catch {
                table.complain(error.message, mend: error.mend, at: form.rawValue)
            }
        }
        return Salutations(patterns: patterns)
    }
}
