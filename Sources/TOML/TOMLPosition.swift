/// A place in a TOML file.
///
/// Line and column count from 1, columns in Unicode scalars; line 0 marks a value that came from elsewhere, such as
/// the environment.
public struct TOMLPosition: Sendable, Hashable, Comparable {
    /// The line, from 1.
    public let line: Int
    /// The column in Unicode scalars, from 1.
    public let column: Int

    /// Names a place.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// The place of a value that no file holds.
    public static let outside = TOMLPosition(line: 0, column: 0)

    /// Orders by line, then by column.
    public static func < (left: TOMLPosition, right: TOMLPosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
