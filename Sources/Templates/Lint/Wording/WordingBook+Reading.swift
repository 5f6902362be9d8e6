public import Dunning
import TOML

extension WordingBook {
    /// Reads the topics and the lists; every mistake at once, and no book where there is any.
    /// - Parameters:
    ///   - files: `topics.toml` and one `<language>.toml` a language, with paths relative to their folder.
    ///   - root: What stands in front of these paths in diagnostics.
    /// - Returns: No book where something is wrong.
    public static func reading(
        _ files: [SourceFile],
        root: String
    ) -> (book: WordingBook?, diagnostics: [Diagnostic]) {
        var reader = WordingReader(root: root)
        for file in files where file.path == "topics.toml" { reader.readTopics(file) }
        for file in files where file.path != "topics.toml" { reader.readList(file) }
        let book = WordingBook(topics: reader.topics, lists: reader.lists)
        return (reader.diagnostics.isEmpty ? book : nil, reader.diagnostics.sorted())
    }
}

/// Reads one file after the other.
private struct WordingReader {
    let root: String
    var topics: [String: WordingBook.Topic] = [:]
    var lists: [String: [WordingBook.Entry]] = [:]
    var diagnostics: [Diagnostic] = []
    /// Names that stand for several countries.
    private var groups: [String: [String]] = [:]

    init(root: String) { self.root = root }

    mutating func readTopics(_ file: SourceFile) {
        guard let reader = reader(file) else { return }
        if let table = reader.optionalTable("groups") {
            for name in table.keys { groups[name] = table.optionalStrings(name) ?? [] }
        }
        for (name, topic) in reader.namedTables("topic") {
            topics[name] = WordingBook.Topic(
                id: name,
                severity: topic.enumeration("severity", as: Diagnostic.Severity.self) ?? .error,
                title: topic.string("title") ?? "",
                reason: topic.string("reason") ?? "",
                grounds: topic.tables("grounds").map { ground($0) },
                channels: topic.optionalEnumerations("channels", as: Channel.self).map(Set.init),
                exempt: Set(topic.optionalEnumerations("not_purposes", as: Purpose.self) ?? [])
            )
        }
        diagnostics += reader.finish().map(\.diagnostic)
    }

    private func ground(_ reader: TOMLReader) -> WordingBook.Topic.Ground {
        let places = reader.optionalStrings("in") ?? []
        return WordingBook.Topic.Ground(
            places: Set(places.flatMap { groups[$0] ?? [$0] }),
            citation: reader.string("cite") ?? ""
        )
    }

    mutating func readList(_ file: SourceFile) {
        guard let reader = reader(file) else { return }
        let language = file.path.hasSuffix(".toml") ? String(file.path.dropLast(5)) : ""
        if !LocaleChain.isSpeltRight(language) {
            let place = Place(file: "\(root)/\(file.path)")
            diagnostics.append(
                Diagnostic(at: place, "`\(language)` is no language", mend: "name the file after one: en.toml")
            )
        }
        lists[LocaleChain.normal(language)] = reader.tables("wording").map { entry($0) }
        diagnostics += reader.finish().map(\.diagnostic)
    }

    private func entry(_ reader: TOMLReader) -> WordingBook.Entry {
        let topic = reader.string("topic") ?? ""
        if topics[topic] == nil, !topic.isEmpty {
            let nearest = NearestName.suggest(topic, among: topics.keys.sorted()).map { "did you mean `\($0)`?" }
            reader.complain("no topic is called `\(topic)`", mend: nearest ?? "add it to topics.toml", at: "topic")
        }
        let spellings = reader.strings("patterns") ?? []
        for spelling in spellings where WordingPattern(spelling) == nil {
            let mend = "write words, with `*` for letters or words that may differ"
            reader.complain("`\(spelling)` is no pattern", mend: mend, at: "patterns")
        }
        return WordingBook.Entry(
            topic: topic,
            patterns: spellings.compactMap(WordingPattern.init),
            better: reader.string("better") ?? ""
        )
    }

    private mutating func reader(_ file: SourceFile) -> TOMLReader? {
        do {
            return TOMLReader(try TOMLDocument(bytes: file.bytes, file: "\(root)/\(file.path)"))
        } catch {
            diagnostics.append(error.diagnostic)
            return nil
        }
    }
}
