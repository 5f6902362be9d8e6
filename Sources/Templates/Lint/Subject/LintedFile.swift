import Dunning

/// One file of the folder that debtors read text from, with the messages that it is part of.
struct LintedFile: Sendable {
    /// A part of a message that the file is called by, or is.
    struct Use: Hashable, Sendable {
        let template: TemplateID
        let locale: String
        let part: TemplatePart
    }

    /// With the root in front, as findings cite it.
    let name: String
    let source: PlainSource
    /// The parts of messages that it stands in.
    let uses: Set<Use>
    /// Whether it is markup rather than plain text.
    let isMarkup: Bool
    /// The pieces of the markup; one piece of text where it is none.
    let pieces: [MarkupScan.Piece]
    /// What a reader sees; paragraphs are set apart by line ends.
    let visible: [PlainSource.Letter]

    /// The names in its tags, as they are written.
    let names: Set<String>

    init(name: String, bytes: [UInt8], uses: Set<Use>) {
        self.name = name
        self.uses = uses
        source = PlainSource(bytes)
        names = source.names
        isMarkup = uses.contains { $0.part.escaping != .none }
        pieces = isMarkup ? MarkupScan.pieces(of: source.letters) : [.text(source.letters)]
        visible = LintedFile.visible(pieces)
    }

    /// The languages that it is read in.
    var languages: Set<String> { Set(uses.map { LocaleChain.language(of: $0.locale) }) }
    /// The channels that it is part of.
    var channels: Set<Channel> { Set(uses.map(\.part.channel)) }

    /// The place of a byte.
    func place(of offset: Int) -> Place {
        let (line, column) = source.position(of: offset)
        return Place(file: name, line: line, column: column)
    }

    /// Elements that stand within a line; all others begin a paragraph.
    private static let inline: Set<String> = [
        "a", "abbr", "b", "em", "i", "span", "strong", "sub", "sup", "u", "small", "say-as", "emphasis", "prosody",
        "font",
    ]

    private static func visible(_ pieces: [MarkupScan.Piece]) -> [PlainSource.Letter] {
        var result: [PlainSource.Letter] = []
        for piece in pieces {
            switch piece {
            case .text(let letters): result += letters
            case .open(let element) where !inline.contains(element.name): result.append(border(result))
            case .close(let name) where !inline.contains(name): result.append(border(result))
            case .open, .close: continue
            }
        }
        return result
    }

    private static func border(_ letters: [PlainSource.Letter]) -> PlainSource.Letter {
        PlainSource.Letter(scalar: "\u{2029}", offset: letters.last?.offset ?? 0)
    }
}
