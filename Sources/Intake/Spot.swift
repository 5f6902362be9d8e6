import Dunning

/// A value of the line with its place; checks walk over these, and step over whatever has the wrong form.
struct Spot: Sendable {
    let json: JSON
    let pointer: JSONPointer

    /// A member that is there and not `null`.
    subscript(_ name: String) -> Spot? {
        switch json[name] {
        case nil, .null?: nil
        case let member?: Spot(json: member, pointer: pointer.appending(name))
        }
    }

    /// The elements of an array; none where this is no array.
    var elements: [Spot] {
        (json.array ?? []).enumerated().map { Spot(json: $0.element, pointer: pointer.appending($0.offset)) }
    }

    var text: String? { json.string }

    func error(_ message: String, mend: String) -> Remark { Remark(.error, pointer, message, mend) }

    func warning(_ message: String, mend: String) -> Remark { Remark(.warning, pointer, message, mend) }
}

/// What a check has to say about one place of the action.
struct Remark {
    let severity: Diagnostic.Severity
    let pointer: JSONPointer
    let message: String
    let mend: String

    init(_ severity: Diagnostic.Severity, _ pointer: JSONPointer, _ message: String, _ mend: String) {
        self.severity = severity
        self.pointer = pointer
        self.message = message
        self.mend = mend
    }

    func diagnostic(at place: Place) -> Diagnostic {
        var place = place
        place.field = pointer.description
        return Diagnostic(severity, at: place, message, mend: mend)
    }
}

/// One thing that must be right about an action beyond its form.
///
/// Checks work on the JSON and not on the action, so that a mistake of form in one place hides none in another.
protocol ActionCheck: Sendable {
    func remarks(on action: Spot) -> [Remark]
}
