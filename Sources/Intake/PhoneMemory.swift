import Synchronization

/// Remembers what numbering plans said about the last numbers.
///
/// A number stands in a line for texts and for calls and is asked about each time, and an answer takes as long as all
/// else that is done for a contact point.
final class PhoneMemory: Sendable {
    /// Numbers seldom come again in later lines, so a few lines' worth is enough.
    private static let limit = 64

    private let ask: @Sendable (String) -> PhoneFinding
    private let known = Mutex<[String: PhoneFinding]>([:])

    init(asking ask: @escaping @Sendable (String) -> PhoneFinding) { self.ask = ask }

    func finding(_ number: String) -> PhoneFinding {
        if let finding = known.withLock({ $0[number] }) { return finding }
        let finding = ask(number)
        known.withLock { known in
            if known.count >= PhoneMemory.limit { known.removeAll(keepingCapacity: true) }
            known[number] = finding
        }
        return finding
    }
}
