import CLibxml2

/// The plain-text part of an email, made from its HTML part where the author gave none.
///
/// Paragraphs are set apart, list items get a dash, cells of a table of data are set apart by a bar, links keep their
/// address behind their text. What is hidden from readers (the preheader) stays out.
struct PlainTextFromHTML {
    private static let blocks: Set<String> = [
        "p", "div", "table", "tr", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "section", "header", "footer",
        "hr",
        "address", "body",
    ]
    /// Blocks with an empty line around them.
    private static let roomy: Set<String> = ["p", "table", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "hr"]
    private static let silent: Set<String> = ["script", "style", "head", "title", "template"]

    private var text = ""
    private var owesSpace = false
    /// Line ends that are to come before the next word.
    private var owesLines = 0
    private var cells = 0

    /// Nil where the HTML cannot be read at all.
    static func text(of html: String) -> String? {
        var bytes = Array(html.utf8)
        let count = Int32(clamping: bytes.count)
        let options = Int32(
            bitPattern: HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_NOERROR.rawValue
                | HTML_PARSE_NOWARNING.rawValue
        )
        let document = bytes.withUnsafeMutableBytes { htmlReadMemory($0.baseAddress, count, nil, "UTF-8", options) }
        guard let document else { return nil }
        defer { xmlFreeDoc(document) }
        var reader = PlainTextFromHTML()
        if let root = xmlDocGetRootElement(document) { reader.read(root, depth: 0) }
        return reader.text + "\n"
    }

    private mutating func read(_ node: xmlNodePtr, depth: Int) {
        guard depth < 200 else { return }
        switch node.pointee.type {
        case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
            if let content = node.pointee.content { add(String(cString: content)) }
        case XML_ELEMENT_NODE: readElement(node, depth: depth)
        default: return
        }
    }

    private mutating func readElement(_ node: xmlNodePtr, depth: Int) {
        let name = String(cString: node.pointee.name)
        guard !Self.silent.contains(name), !isHidden(node) else { return }
        let lines = Self.roomy.contains(name) && attribute("role", of: node) == nil ? 2 : 1
        if Self.blocks.contains(name) { owe(lines: lines) }
        switch name {
        case "br": owe(lines: min(2, owesLines + 1), adding: true)
        case "li":
            owe(lines: 1)
            add("- ")
        case "tr": cells = 0
        case "td", "th":
            if cells > 0 { add(" | ") }
            cells += 1
        case "img": add(attribute("alt", of: node) ?? "")
        default: break
        }
        let start = text.endIndex
        var child = node.pointee.children
        while let next = child {
            read(next, depth: depth + 1)
            child = next.pointee.next
        }
        if name == "a", let address = attribute("href", of: node) { addAddress(address, behind: text[start...]) }
        if Self.blocks.contains(name) || name == "li" { owe(lines: lines) }
    }

    private mutating func addAddress(_ address: String, behind label: Substring) {
        let bare = address.hasPrefix("mailto:") ? String(address.dropFirst(7)) : address
        guard !address.hasPrefix("tel:"), !label.contains(bare) else { return }
        add(label.isEmpty ? bare : ": " + bare)
    }

    private mutating func owe(lines: Int, adding: Bool = false) {
        owesSpace = false
        owesLines = adding ? lines : max(owesLines, lines)
    }

    private mutating func add(_ piece: String) {
        for character in piece {
            if character == " " || character == "\n" || character == "\t" || character == "\r\n" || character == "\r" {
                owesSpace = true
                continue
            }
            if owesLines > 0, !text.isEmpty {
                text += String(repeating: "\n", count: owesLines)
            } else if owesSpace, !text.isEmpty {
                text.append(" ")
            }
            owesLines = 0
            owesSpace = false
            text.append(character)
        }
    }

    private func isHidden(_ node: xmlNodePtr) -> Bool {
        if attribute("hidden", of: node) != nil { return true }
        return attribute("style", of: node)?.filter { $0 != " " }.lowercased().contains("display:none") ?? false
    }

    private func attribute(_ name: String, of node: xmlNodePtr) -> String? {
        guard let value = xmlGetProp(node, name) else { return nil }
        defer { cxml_free(value) }
        return String(cString: value)
    }
}
