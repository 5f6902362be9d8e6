import CLibxml2

/// Writes one XML document; every text and value is escaped by libxml2.
///
/// Not `Sendable`, and used within one function only: the C writer has no lock.
final class XMLText {
    private let buffer: xmlBufferPtr
    private let writer: xmlTextWriterPtr

    /// Begins a document; nil where there is no memory.
    init?() {
        guard let buffer = xmlBufferCreate() else { return nil }
        guard let writer = xmlNewTextWriterMemory(buffer, 0) else {
            xmlBufferFree(buffer)
            return nil
        }
        self.buffer = buffer
        self.writer = writer
        xmlTextWriterStartDocument(writer, "1.0", "UTF-8", nil)
    }

    deinit {
        xmlFreeTextWriter(writer)
        xmlBufferFree(buffer)
    }

    func element(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ content: () -> Void = {}) {
        xmlTextWriterStartElement(writer, name)
        for case (let name, let value?) in attributes { xmlTextWriterWriteAttribute(writer, name, value) }
        content()
        xmlTextWriterEndElement(writer)
    }

    func attribute(_ name: String, _ value: String) { xmlTextWriterWriteAttribute(writer, name, value) }

    func text(_ text: String) { xmlTextWriterWriteString(writer, text) }

    /// Ends the document and gives its bytes.
    func finished() -> [UInt8] {
        xmlTextWriterEndDocument(writer)
        xmlTextWriterFlush(writer)
        guard let start = xmlBufferContent(buffer) else { return [] }
        return Array(UnsafeBufferPointer(start: start, count: Int(xmlBufferLength(buffer))))
    }
}
