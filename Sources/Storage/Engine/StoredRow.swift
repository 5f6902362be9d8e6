package import Dunning

/// A row that an engine's database answered with; columns are counted from 0.
package protocol StoredRow {
    /// Whether there is nothing in the column.
    func isNull(_ column: Int32) -> Bool
    /// The column as a whole number.
    func int(_ column: Int32) -> Int64
    /// The column as text.
    func text(_ column: Int32) -> String
    /// The column as bytes.
    func bytes(_ column: Int32) -> [UInt8]
}

extension StoredRow {
    /// The text, where there is some.
    package func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    /// Milliseconds since 1970 as an instant.
    package func instant(_ column: Int32) -> Instant { Instant(milliseconds: int(column)) }

    /// An instant, where there is one.
    package func optionalInstant(_ column: Int32) -> Instant? { isNull(column) ? nil : instant(column) }

    /// A name that was checked when it came in.
    package func identifier<ID: Identifier>(_ column: Int32, _ type: ID.Type = ID.self) -> ID {
        ID(trusted: text(column))
    }

    /// A name, where there is one.
    package func optionalIdentifier<ID: Identifier>(_ column: Int32, _ type: ID.Type = ID.self) -> ID? {
        optionalText(column).map(ID.init(trusted:))
    }

    /// A word of ours, such as a state.
    package func word<Word: RawRepresentable>(_ column: Int32) throws(StoreError) -> Word
    where Word.RawValue == String {
        try StoredForm.word(text(column))
    }

    /// A word of ours, where there is one.
    package func optionalWord<Word: RawRepresentable>(_ column: Int32) throws(StoreError) -> Word?
    where Word.RawValue == String {
        guard let text = optionalText(column) else { return nil }
        return try StoredForm.word(text)
    }
}
