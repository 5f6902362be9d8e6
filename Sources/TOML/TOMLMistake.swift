/// What is wrong with one value, before anyone says where it stands.
///
/// Readers of values throw it; the `TOMLReader` that asked adds file, place and key path.
public struct TOMLMistake: Error, Sendable, Hashable {
    /// What is wrong, with a small first letter and no full stop.
    public let message: String
    /// What to do about it, where that is known.
    public let mend: String?

    /// Describes a mistake.
    public init(_ message: String, mend: String? = nil) {
        self.message = message
        self.mend = mend
    }

    /// A value of the wrong kind: "expected a string, found integer 5".
    public static func expected(_ expected: String, found value: TOMLValue, mend: String? = nil) -> TOMLMistake {
        TOMLMistake("expected \(expected), found \(value.summary)", mend: mend)
    }
}
