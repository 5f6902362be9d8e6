public import Dunning

/// Cases that would notice a change of a rule which no case notices yet.
///
/// Made from the cases that are there, by changing one thing at a time until the rules as they are and the broken rule
/// decide differently. What is expected of such a case is what the rules as they are decide: it holds a rule fast, and
/// does not say that the rule is right. A person who knows the law has to read it before it is kept.
public struct CaseSuggestions: Sendable {
    /// One case.
    public struct Suggestion: Sendable {
        /// The rule that it holds fast.
        public let rule: RuleID
        /// The change that it notices.
        public let change: String
        /// The case as one line of a case file.
        public let line: String
    }

    /// The cases, in the order of the rules.
    public let suggestions: [Suggestion]
    /// The changes for which none was found.
    public let unsolved: [MutationRun.Survivor]

    /// Looks for a case for each change that none of the cases of some files notices.
    public init(_ book: RuleBook, _ files: [SourceFile], packs: Set<PackID>? = nil) async {
        let sources = files.flatMap(CaseSource.reading)
        let witnesses = Witnesses(sources.map(\.contactCase), book)
        let search = SuggestionSearch(book: book, sources: sources, witnesses: witnesses)
        let chosen = book.packs.filter { packs?.contains($0.id) ?? true }
        let found = await withTaskGroup(of: (Int, Int, CaseSuggestions).self) { group in
            for (place, pack) in chosen.enumerated() {
                for index in pack.rules.indices {
                    group.addTask { (place, index, search.answer(for: index, of: pack)) }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        }
        self.init(found.flatMap(\.2.suggestions), found.flatMap(\.2.unsolved))
    }

    init(_ suggestions: [Suggestion], _ unsolved: [MutationRun.Survivor]) {
        self.suggestions = suggestions
        self.unsolved = unsolved
    }
}

/// A case with the JSON that it was read from.
struct CaseSource: Sendable {
    let contactCase: ContactCase
    let json: JSON

    static func reading(_ file: SourceFile) -> [CaseSource] {
        file.bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard let json = try? JSON(parsing: line) else { return nil }
            return ContactCase.reading(line, isTest: true).value.map { CaseSource(contactCase: $0, json: json) }
        }
    }
}
