import CLibxml2
import Dunning

/// A call's script, read from SSML 1.1: what is said, and where it rests.
struct SpeechScript: Hashable {
    /// A piece of what is said, in order.
    indirect enum Piece: Hashable {
        case text(String)
        /// `p`, `s`, `break`, `say-as`, `emphasis` or `prosody` with what it holds.
        case element(String, [Attribute], [Piece])
    }

    /// A name with its value.
    struct Attribute: Hashable {
        let name: String
        let value: String
    }

    /// The children of `speak`.
    let pieces: [Piece]

    /// Reads a script; refuses for good what is not plain SSML, since a voice would read out who knows what.
    init(_ ssml: String) throws(Refusal) {
        guard ssml.utf8.count <= 65_536 else { throw SpeechScript.refusal("the script is too long") }
        var bytes = Array(ssml.utf8)
        let count = Int32(bytes.count)
        let options = Int32(
            bitPattern: XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
                | XML_PARSE_NOCDATA.rawValue
        )
        let document = bytes.withUnsafeMutableBytes { xmlReadMemory($0.baseAddress, count, nil, "UTF-8", options) }
        guard let document else { throw SpeechScript.refusal("the script is not well-formed XML") }
        defer { xmlFreeDoc(document) }
        guard document.pointee.intSubset == nil else {
            throw SpeechScript.refusal("the script has a document type")
        }
        guard let root = xmlDocGetRootElement(document), SpeechScript.name(root) == "speak" else {
            throw SpeechScript.refusal("the script is no <speak> document")
        }
        pieces = try SpeechScript.children(of: root, depth: 0)
    }

    /// All words without marks, as a person would read them.
    var words: String { SpeechScript.plain(pieces) }

    /// The words of pieces with single spaces between them.
    static func plain(_ pieces: [Piece]) -> String {
        words(pieces).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func words(_ pieces: [Piece]) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .element(let name, _, let inner):
                ["p", "s", "break"].contains(name) ? " " + words(inner) + " " : words(inner)
            }
        }.joined()
    }

    private static let attributes: [String: Set<String>] = [
        "p": [], "s": [], "break": ["time", "strength"], "say-as": ["interpret-as", "format", "detail"],
        "emphasis": ["level"], "prosody": ["rate", "pitch", "volume"],
    ]

    private static func children(of parent: xmlNodePtr, depth: Int) throws(Refusal) -> [Piece] {
        guard depth < 16 else { throw refusal("the script is nested too deeply") }
        var pieces: [Piece] = []
        var next = parent.pointee.children
        while let node = next {
            switch node.pointee.type {
            case XML_TEXT_NODE: pieces.append(.text(node.pointee.content.map { String(cString: $0) } ?? ""))
            case XML_COMMENT_NODE: break
            case XML_ELEMENT_NODE:
                let name = name(node)
                guard let known = attributes[name] else { throw refusal("a voice does not know <\(name)>") }
                let own = try attributesOf(node, name, known)
                pieces.append(.element(name, own, try children(of: node, depth: depth + 1)))
            default: throw refusal("the script holds something that is no text and no element")
            }
            next = node.pointee.next
        }
        return pieces
    }

    private static func attributesOf(
        _ node: xmlNodePtr,
        _ element: String,
        _ known: Set<String>
    ) throws(Refusal) -> [Attribute] {
        var found: [Attribute] = []
        var next = node.pointee.properties
        while let attribute = next {
            let name = String(cString: attribute.pointee.name)
            let isPlain = attribute.pointee.ns == nil && known.contains(name)
            guard isPlain, let value = xmlGetProp(node, attribute.pointee.name) else {
                throw refusal("a voice does not know `\(name)` of <\(element)>")
            }
            found.append(Attribute(name: name, value: String(cString: value)))
            cxml_free(value)
            next = attribute.pointee.next
        }
        return found
    }

    private static func name(_ node: xmlNodePtr) -> String { String(cString: node.pointee.name) }

    private static func refusal(_ reason: String) -> Refusal {
        Refusal(.permanent, code: "bad-script", text: reason)
    }
}
