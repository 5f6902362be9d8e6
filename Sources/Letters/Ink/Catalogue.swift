/// Adds to a finished PDF what Cairo has no call for: the language of the text, for screen readers, and that windows
/// show the title instead of the file's name.
///
/// An incremental update (ISO 32000-1, 7.5.6): the catalogue is written again behind the end of the file. A file of
/// another shape than Cairo 1.16 writes is left as it is.
struct Catalogue {
    private let size: String
    private let root: String
    private let info: String
    private let crossReference: Int
    private let entries: String

    private static let tail = 1_024
    private static let mostBytes = 4_096

    init?(of file: [UInt8]) {
        let end = String(decoding: file.suffix(Self.tail), as: UTF8.self)
        guard let trailer = end.firstRange(of: "trailer") else { return nil }
        let words = end[trailer.upperBound...].split(whereSeparator: \.isWhitespace).map(String.init)
        guard let size = Self.word(after: "/Size", in: words), let root = Self.word(after: "/Root", in: words),
            let info = Self.word(after: "/Info", in: words), let start = Self.word(after: "startxref", in: words),
            let crossReference = Int(start), let object = Int(root),
            let offset = Self.offset(of: object, in: file, crossReference),
            let entries = Self.entries(in: file, at: offset, of: root)
        else { return nil }
        self.size = size
        self.root = root
        self.info = info
        self.crossReference = crossReference
        self.entries = entries
    }

    /// What follows the end of the file.
    func update(language: String, behind count: Int) -> [UInt8] {
        let object = """
            \(root) 0 obj
            <<\(entries)   /Lang (\(language))
               /ViewerPreferences << /DisplayDocTitle true >>
            >>
            endobj

            """
        let digits = String(count)
        let offset = String(repeating: "0", count: max(0, 10 - digits.count)) + digits
        let rest = """
            xref
            \(root) 1
            \(offset) 00000 n\u{20}
            trailer
            << /Size \(size)
               /Root \(root) 0 R
               /Info \(info) 0 R
               /Prev \(crossReference)
            >>
            startxref
            \(count + object.utf8.count)
            %%EOF

            """
        return Array((object + rest).utf8)
    }

    private static func word(after key: String, in words: [String]) -> String? {
        guard let index = words.firstIndex(of: key), index + 1 < words.count,
            words[index + 1].utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return words[index + 1]
    }

    /// Lines of 20 bytes stand behind a heading of two lines, one for each object.
    private static func offset(of object: Int, in file: [UInt8], _ table: Int) -> Int? {
        guard table < file.count else { return nil }
        let heading = file[table...].prefix(64).split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false)
        guard heading.count == 3, heading[0].elementsEqual("xref".utf8), heading[1].starts(with: "0 ".utf8) else {
            return nil
        }
        let line = heading[2].startIndex + 20 * object
        guard line + 20 <= file.count else { return nil }
        return Int(String(decoding: file[line..<line + 10], as: UTF8.self))
    }

    /// What stands between the brackets of the catalogue.
    private static func entries(in file: [UInt8], at offset: Int, of object: String) -> String? {
        guard offset < file.count else { return nil }
        let text = String(decoding: file[offset...].prefix(mostBytes), as: UTF8.self)
        let head = object + " 0 obj\n<<"
        guard text.hasPrefix(head), let end = text.firstRange(of: ">>\nendobj") else { return nil }
        let entries = text[text.index(text.startIndex, offsetBy: head.count)..<end.lowerBound]
        return entries.contains("/Type /Catalog") && !entries.contains("/Lang") ? String(entries) : nil
    }
}
