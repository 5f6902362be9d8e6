import CLibxml2

/// A parsed fragment; its nodes live as long as the closure of ``withBody(_:)`` runs.
struct ParsedMarkup {
    private let html: String

    init(_ html: String) { self.html = html }

    /// Parses, calls the closure with the body element, and frees the tree.
    ///
    /// The parser mends what is broken; here its first complaint is an error, so that nothing is printed that the
    /// author did not write. A control character would end or bend the parse, so they go before it.
    func withBody<Value>(
        _ use: (MarkupNode) throws(LetterError) -> Value
    ) throws(LetterError) -> Value {
        if let (line, words) = SilentFaults.first(in: html) { throw .markup(line: line, .syntax(words)) }
        let complaints = Complaints()
        guard let document = parse(complaints) else { throw .markup(line: 1, .syntax("markup cannot be parsed")) }
        defer { xmlFreeDoc(document) }
        if let (line, words) = complaints.first { throw .markup(line: line, .syntax(words)) }
        let root = xmlDocGetRootElement(document).map(MarkupNode.init)
        guard let body = root?.children.first(where: { $0.content == .element("body") }) else {
            throw .markup(line: 1, .syntax("markup cannot be parsed"))
        }
        return try use(body)
    }

    private func parse(_ complaints: Complaints) -> xmlDocPtr? {
        let clean = PlainText.markup(html)
        var bytes = Array("<html><body>\(clean)</body></html>".utf8)
        let options = Int32(bitPattern: HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue)
        let count = Int32(bytes.count)
        // The handler is the thread's own: set and taken back within this call, which never suspends.
        xmlSetStructuredErrorFunc(Unmanaged.passUnretained(complaints).toOpaque()) { context, error in
            guard let context, let error else { return }
            Unmanaged<Complaints>.fromOpaque(context).takeUnretainedValue().note(error.pointee)
        }
        defer { xmlSetStructuredErrorFunc(nil, nil) }
        return withExtendedLifetime(complaints) {
            bytes.withUnsafeMutableBytes { htmlReadMemory($0.baseAddress, count, nil, "UTF-8", options) }
        }
    }
}

/// The parser's first complaint.
private final class Complaints {
    private(set) var first: (line: Int, words: String)?

    func note(_ error: xmlError) {
        guard first == nil else { return }
        let words = error.message.map { String(cString: $0) } ?? "markup cannot be parsed"
        first = (max(1, Int(error.line)), words.split(separator: "\n").first.map(String.init) ?? words)
    }
}

/// A node of the tree, valid while its document is.
struct MarkupNode {
    enum Content: Hashable {
        case element(String)
        case text(String)
        case ignored
    }

    private let node: xmlNodePtr

    init(_ node: xmlNodePtr) { self.node = node }

    var line: Int { max(1, Int(xmlGetLineNo(node))) }

    var children: some Sequence<MarkupNode> {
        sequence(state: node.pointee.children) { next in
            guard let current = next else { return nil }
            next = current.pointee.next
            return MarkupNode(current)
        }
    }

    var content: Content {
        switch node.pointee.type {
        case XML_ELEMENT_NODE: .element(String(cString: node.pointee.name))
        case XML_TEXT_NODE, XML_CDATA_SECTION_NODE, XML_ENTITY_REF_NODE:
            .text(node.pointee.content.map { String(cString: $0) } ?? "")
        default: .ignored
        }
    }

    var attributes: [(name: String, value: String)] {
        sequence(first: node.pointee.properties, next: { $0?.pointee.next }).compactMap { attribute in
            guard let attribute else { return nil }
            let value = xmlNodeListGetString(node.pointee.doc, attribute.pointee.children, 1)
            defer { value.map { cxml_free($0) } }
            return (String(cString: attribute.pointee.name), value.map { String(cString: $0) } ?? "")
        }
    }

    func refuseAttributes(of name: String) throws(LetterError) {
        guard let first = attributes.first else { return }
        throw .markup(line: line, .attribute(first.name, on: name))
    }

    /// The child elements, where text may not stand between them.
    func elements(inside name: String) throws(LetterError) -> [(MarkupNode, String)] {
        var elements: [(MarkupNode, String)] = []
        for child in children {
            switch child.content {
            case .element(let element): elements.append((child, element))
            case .text(let text):
                guard text.unicodeScalars.allSatisfy(\.isCollapsible) else {
                    throw .markup(line: child.line, .text(inside: name))
                }
            case .ignored: continue
            }
        }
        return elements
    }
}
