public import Dunning

/// Where the documents are that go along with messages.
public protocol DocumentShelf: Sendable {
    /// The bytes of a document.
    /// - Throws: why it cannot be sent: missing, unreadable, too big, no PDF.
    func document(_ name: DocumentName) throws(DocumentFault) -> [UInt8]
}

/// Why a document cannot be sent; the message that it belongs to is not sent without it.
public struct DocumentFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// In words, with the name of the document.
    public let description: String

    /// Why it cannot be sent.
    public init(_ description: String) { self.description = description }
}
