package import Dunning
package import Journal

/// The texts in which engines keep values; read back strictly, because nobody but a store writes them.
package enum StoredForm {
    /// Builds an action again.
    package static func action(_ text: String) throws(StoreError) -> Action {
        try value(of: text, "an action")
    }

    /// Builds a fact again.
    package static func fact(_ text: String) throws(StoreError) -> Fact {
        try value(of: text, "a fact")
    }

    /// Names without commas, one behind the other.
    package static func list(_ names: [String]) -> String { names.joined(separator: ",") }

    /// The names of a list.
    package static func names(_ list: String) -> [String] { list.split(separator: ",").map(String.init) }

    /// Writes commitments.
    package static func text(of commitments: [Commitment]) -> String { list(commitments.map(\.hex)) }

    /// Reads commitments.
    package static func commitments(_ list: String) throws(StoreError) -> [Commitment] {
        guard !list.isEmpty else { return [] }
        let commitments = names(list).map(Commitment.init(hex:))
        guard !commitments.contains(nil) else { throw .damaged("a commitment is no hash") }
        return commitments.compactMap(\.self)
    }

    /// Reads a word of ours, such as a state.
    package static func word<Word: RawRepresentable>(
        _ text: String,
        _ type: Word.Type = Word.self
    ) throws(StoreError) -> Word where Word.RawValue == String {
        guard let word = Word(rawValue: text) else {
            throw .damaged("`\(Word.self)` has no word `\(text.prefix(40))`")
        }
        return word
    }

    /// Writes what is wrong with a line.
    package static func text(of diagnostics: [Diagnostic]) -> String {
        JSON.array(diagnostics.map(\.json)).canonical
    }

    /// Reads what is wrong with a line.
    package static func diagnostics(_ text: String) throws(StoreError) -> [Diagnostic] {
        guard let list = try? JSON(parsing: text).array else { throw .damaged("diagnostics are not a list") }
        var diagnostics: [Diagnostic] = []
        for json in list {
            let place = Place(
                file: json["file"]?.string,
                line: json["line"]?.integer.map(Int.init),
                column: json["column"]?.integer.map(Int.init),
                field: json["field"]?.string
            )
            let severity: Diagnostic.Severity = try word(json["severity"]?.string ?? "")
            diagnostics.append(
                Diagnostic(severity, at: place, json["message"]?.string ?? "", mend: json["mend"]?.string)
            )
        }
        return diagnostics
    }

    private static func value<Value: JSONCoded>(of text: String, _ what: String) throws(StoreError) -> Value {
        do {
            return try Value(jsonText: text)
        } catch {
            // The mistakes may quote personal data, so only their number is told.
            throw .damaged(
                "\(what) is stored in a form that this release cannot read (\(error.diagnostics.count) mistakes)"
            )
        }
    }
}
