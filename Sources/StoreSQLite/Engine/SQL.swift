/// The text of a statement that runs for every mail; known again by its identity, so that its hundreds of letters are
/// put together once and never hashed.
///
/// Kept by those who prepare it, so that no other statement ever takes over its identity.
final class SQL: Sendable {
    let text: String

    init(_ text: String) { self.text = text }
}
