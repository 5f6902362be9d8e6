import Channels
import Dunning
import Synchronization

/// The providers that may call back, by the path segment under which they do.
final class ReaderShelf: Sendable {
    private let readers = Mutex<[String: any CallbackReader]?>(nil)

    func replace(with readers: [any CallbackReader]) {
        let named = readers.map { (ReaderShelf.segment(of: $0), $0) }
        self.readers.withLock { $0 = Dictionary(named, uniquingKeysWith: { first, _ in first }) }
    }

    /// Whether providers were admitted at all.
    var isOpen: Bool { readers.withLock { $0 != nil } }

    /// Who calls back under this segment.
    subscript(_ segment: String) -> (any CallbackReader)? { readers.withLock { $0?[segment] } }

    /// An identifier's only character that addresses write as an escape is the colon.
    private static func segment(of reader: any CallbackReader) -> String {
        reader.id.rawValue.replacing(":", with: "%3A")
    }
}
