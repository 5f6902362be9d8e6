import Dunning

/// Words with places for names, such as `Sehr geehrte Frau {title} {family},`.
///
/// A place without a value takes one blank beside it along. What fills a place is never read again.
struct WordPattern: Hashable, Sendable {
    /// What can fill a place.
    enum Place: String, CaseIterable, Hashable, Sendable {
        /// The full name of the person, or of the business.
        case name
        /// The name of the business, beside that of a person in it.
        case company
        case title, given, family
        /// The family name with a capital: Dutch writes `Jan de Vries`, but `de heer De Vries`.
        case familyWithCapital = "Family"
    }

    /// A pattern that cannot be used.
    struct Fault: Error, Hashable {
        let message: String
        let mend: String
    }

    private enum Piece: Hashable, Sendable {
        case words(String)
        case place(Place)
    }

    private var pieces: [Piece] = []

    init(_ text: String) throws(Fault) {
        guard !text.isEmpty else { throw Fault(message: "no words", mend: "write the whole line") }
        var rest = text[...]
        while let start = rest.firstIndex(of: "{") {
            guard let end = rest[start...].firstIndex(of: "}") else {
                throw Fault(message: "a place is not closed", mend: "write `}` behind its name")
            }
            if start > rest.startIndex { pieces.append(.words(String(rest[..<start]))) }
            pieces.append(.place(try Self.place(String(rest[rest.index(after: start)..<end]))))
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { pieces.append(.words(String(rest))) }
    }

    private static func place(_ name: String) throws(Fault) -> Place {
        if let place = Place(rawValue: name) { return place }
        let names = Place.allCases.map(\.rawValue)
        let nearest = NearestName.suggest(name, among: names).map { "did you mean `{\($0)}`?" }
        let all = "write one of " + names.map { "`{\($0)}`" }.joined(separator: ", ")
        throw Fault(message: "no place is called `\(name)`", mend: nearest ?? all)
    }

    /// The line with all places filled.
    func filled(_ value: (Place) -> String?) -> String {
        var line = ""
        var lacksLast = false
        for piece in pieces {
            switch piece {
            case .words(let words):
                let dropsBlank = lacksLast && words.first == " " && (line.isEmpty || line.last == " ")
                if dropsBlank { line += words.dropFirst() } else { line += words }
                lacksLast = false
            case .place(let place):
                let text = value(place) ?? ""
                line += text
                lacksLast = text.isEmpty
            }
        }
        return line
    }
}
