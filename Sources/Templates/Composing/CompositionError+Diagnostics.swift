public import Dunning

extension CompositionError {
    /// Each thing that is wrong, with its place in the templates' folder where it has one.
    public var diagnostics: [Diagnostic] {
        switch self {
        case .missing(let values): values.map(\.diagnostic).sorted()
        case .unusable(let values):
            values.map { Diagnostic(at: Place(field: $0.field), "value `\($0.field)` is \($0.reason.rawValue)") }
        case .noTemplate, .noChannel, .noLocale, .noVariant, .noDisclosure, .disclosureHidden, .malformed:
            [Diagnostic(at: Place(), description)]
        }
    }
}

extension MissingValue {
    fileprivate var diagnostic: Diagnostic {
        let place = Place(file: file, line: line > 0 ? line : nil, column: line > 0 ? column : nil)
        let what =
            switch reason {
            case .missing: "{{\(field)}} is missing"
            case .empty: "{{\(field)}} is empty"
            case .group: "{{\(field)}} is a group of values, not a text"
            }
        return Diagnostic(at: place, what, mend: "ask before: {{#\(field)}}…{{/\(field)}}; or send the value")
    }
}
