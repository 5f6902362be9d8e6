import CLibxml2

/// Whether a script is a `<speak>` document that a voice can read.
enum SpeechCheck {
    /// What is wrong with it; nil where it is fine.
    static func fault(in script: String) -> String? {
        var bytes = Array(script.utf8)
        let count = Int32(clamping: bytes.count)
        let options = Int32(
            bitPattern: XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        )
        let document = bytes.withUnsafeMutableBytes { xmlReadMemory($0.baseAddress, count, nil, "UTF-8", options) }
        guard let document else { return "it is not well-formed XML" }
        defer { xmlFreeDoc(document) }
        guard let root = xmlDocGetRootElement(document), String(cString: root.pointee.name) == "speak" else {
            return "it is no <speak> document"
        }
        return nil
    }
}
