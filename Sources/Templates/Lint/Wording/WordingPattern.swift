import Dunning
import Foundation

/// A wording to look for: words in plain form, of which some letters or whole words may be left open.
///
/// `arrest*` is any word that begins so, `*recht*` any that holds it; a `*` that stands alone is up to three words. Case
/// and accents do not count. A pattern in a script without spaces is found wherever its characters stand in a row.
struct WordingPattern: Hashable, Sendable {
    /// One word of a pattern.
    enum Piece: Hashable, Sendable {
        case exactly(String)
        case beginning(String)
        case ending(String)
        case holding(String)
        /// Up to three words.
        case some

        func takes(_ word: String) -> Bool {
            switch self {
            case .exactly(let text): word == text
            case .beginning(let text): word.hasPrefix(text)
            case .ending(let text): word.hasSuffix(text)
            case .holding(let text): word.contains(text)
            case .some: true
            }
        }
    }

    /// As it is written in the list.
    let spelling: String
    let pieces: [Piece]
    /// The characters, where the script has no spaces between words.
    let run: [Unicode.Scalar]

    init?(_ spelling: String) {
        self.spelling = spelling
        run = ReadWords.isSpaceless(spelling) ? ReadWords.folded(spelling).unicodeScalars.filter { !$0.isSpace } : []
        pieces = spelling.split(separator: " ").compactMap { Self.piece(String($0)) }
        guard let first = pieces.first, let last = pieces.last, first != .some, last != .some else { return nil }
    }

    private static func piece(_ word: String) -> Piece? {
        if word == "*" { return .some }
        let core = ReadWords.folded(word.filter { $0 != "*" })
        guard core.unicodeScalars.contains(where: \.properties.isAlphabetic) else { return nil }
        return switch (word.hasPrefix("*"), word.hasSuffix("*")) {
        case (false, false): .exactly(core)
        case (false, true): .beginning(core)
        case (true, false): .ending(core)
        case (true, true): .holding(core)
        }
    }

    /// How many words the pattern takes from a place on; nil where it does not stand there.
    func length(in words: [String], at start: Int) -> Int? {
        length(in: words, at: start, pieces[...]).map { $0 - start }
    }

    private func length(in words: [String], at start: Int, _ rest: ArraySlice<Piece>) -> Int? {
        guard let piece = rest.first else { return start }
        if piece == .some {
            for skipped in 0...3 {
                guard !words[start..<min(start + skipped, words.count)].contains(ReadWords.border) else { return nil }
                if let end = length(in: words, at: start + skipped, rest.dropFirst()) { return end }
            }
            return nil
        }
        guard start < words.count, words[start] != ReadWords.border, piece.takes(words[start]) else { return nil }
        return length(in: words, at: start + 1, rest.dropFirst())
    }
}

/// The words of a text as patterns see them.
struct ReadWords: Sendable {
    /// Stands between sentences and paragraphs: no wording goes across.
    static let border = "¶"

    private(set) var words: [String] = []
    /// The byte of the file that each word begins at.
    private(set) var offsets: [Int] = []
    /// The characters without white space, for scripts that put none between words.
    private(set) var run: [PlainSource.Letter] = []

    init(_ letters: [PlainSource.Letter]) {
        var word = ""
        var start = 0
        for letter in letters {
            if letter.scalar.isPartOfWord {
                if word.isEmpty { start = letter.offset }
                word.unicodeScalars.append(letter.scalar)
                continue
            }
            add(&word, at: start)
            if ".!?:;\u{2029}".unicodeScalars.contains(letter.scalar) { add(border: letter.offset) }
        }
        add(&word, at: start)
        run = letters.filter { !$0.isSpace }
    }

    private mutating func add(_ word: inout String, at offset: Int) {
        guard !word.isEmpty else { return }
        words.append(Self.folded(word))
        offsets.append(offset)
        word = ""
    }

    private mutating func add(border offset: Int) {
        words.append(Self.border)
        offsets.append(offset)
    }

    /// Small letters without accents.
    static func folded(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        // Marks of Japanese syllables are no accents: they make other syllables.
        guard !isSpaceless(text) else { return text.lowercased() }
        return text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil).replacing("ł", with: "l")
    }

    /// Whether a text is in a script that puts no spaces between words.
    static func isSpaceless(_ text: String) -> Bool {
        text.unicodeScalars.contains { (0x3040...0x30FF).contains($0.value) || (0x3400...0x9FFF).contains($0.value) }
    }
}

extension Unicode.Scalar {
    fileprivate var isSpace: Bool { properties.isWhitespace }

    /// Letters, digits, accents, and what stands for a value.
    fileprivate var isPartOfWord: Bool {
        properties.isAlphabetic || properties.numericType != nil || properties.generalCategory == .nonspacingMark
            || self == PlainSource.value || self == "%"
    }
}
