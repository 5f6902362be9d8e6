import Dunning

/// Threats, forbidden wordings and advertising, by the lists of `rules/wording/`.
struct WordingCheck {
    let book: WordingBook
    let templates: [TemplateID: TemplateManifest]

    private let lists: [String: Finder]

    init(_ book: WordingBook, _ templates: [LintedFolder.Template]) {
        self.book = book
        self.templates = Dictionary(uniqueKeysWithValues: templates.map { ($0.id, $0.manifest) })
        lists = book.lists.mapValues(Finder.init)
    }
}

extension WordingCheck: FileCheck {
    var rules: [LintRule] { book.rules }

    func findings(in file: LintedFile) -> [LintFinding] {
        var findings: [LintFinding] = []
        let words = ReadWords(file.visible)
        for language in file.languages.sorted() {
            guard let finder = lists[language] else { continue }
            let uses = file.uses.filter { LocaleChain.language(of: $0.locale) == language }
            for hit in finder.hits(in: words) {
                guard let topic = book.topics[hit.entry.topic] else { continue }
                let concerned = uses.filter { concerns($0, topic) }
                guard !concerned.isEmpty else { continue }
                findings.append(finding(hit, topic, concerned, at: file.place(of: hit.offset)))
            }
        }
        return findings
    }

    /// Whether a topic is about the channel, the purpose and the places of a message.
    private func concerns(_ use: LintedFile.Use, _ topic: WordingBook.Topic) -> Bool {
        guard let manifest = templates[use.template], !topic.exempt.contains(manifest.purpose),
            topic.channels?.contains(use.part.channel) ?? true
        else { return false }
        return topic.grounds.contains { $0.holds(in: manifest.serves) }
    }

    private func finding(
        _ hit: Finder.Hit,
        _ topic: WordingBook.Topic,
        _ uses: Set<LintedFile.Use>,
        at place: Place
    ) -> LintFinding {
        let served = Set(uses.flatMap { templates[$0.template]?.serves ?? [] }).sorted()
        let laws = topic.grounds.filter { $0.holds(in: served) }.map(\.citation)
        let cited = laws.prefix(2).joined(separator: "; ") + (laws.count > 2 ? " and others" : "")
        var finding = LintFinding(
            rule: topic.rule,
            severity: topic.severity,
            place: place,
            message: "`\(hit.text)`: \(topic.title.sentence) (\(cited))",
            mend: hit.entry.better
        )
        finding.templates = Set(uses.map(\.template))
        return finding
    }
}

/// Finds the wordings of one language; patterns are sorted by how they begin, so that few are tried at each word.
private struct Finder: Sendable {
    struct Hit {
        let entry: WordingBook.Entry
        let text: String
        let offset: Int
    }

    private struct Candidate {
        let entry: WordingBook.Entry
        let pattern: WordingPattern
    }

    private var exact: [String: [Candidate]] = [:]
    private var open: [Candidate] = []
    private var spaceless: [Candidate] = []

    init(_ entries: [WordingBook.Entry]) {
        for entry in entries {
            for pattern in entry.patterns {
                let candidate = Candidate(entry: entry, pattern: pattern)
                if !pattern.run.isEmpty {
                    spaceless.append(candidate)
                } else if case .exactly(let word)? = pattern.pieces.first {
                    exact[word, default: []].append(candidate)
                } else {
                    open.append(candidate)
                }
            }
        }
    }

    /// At most one for each topic at a word, the longest.
    func hits(in text: ReadWords) -> [Hit] {
        var hits: [Hit] = []
        for (index, word) in text.words.enumerated() where word != ReadWords.border {
            var best: [String: (length: Int, candidate: Candidate)] = [:]
            for candidate in (exact[word] ?? []) + open {
                guard let length = candidate.pattern.length(in: text.words, at: index) else { continue }
                let topic = candidate.entry.topic
                if length > best[topic]?.length ?? 0 { best[topic] = (length, candidate) }
            }
            for (length, candidate) in best.values {
                let found = text.words[index..<index + length].joined(separator: " ")
                hits.append(Hit(entry: candidate.entry, text: found, offset: text.offsets[index]))
            }
        }
        return hits + spaceless.flatMap { spaceless($0, in: text) }
    }

    private func spaceless(_ candidate: Candidate, in text: ReadWords) -> [Hit] {
        let (run, wanted) = (text.run, candidate.pattern.run)
        guard run.count >= wanted.count else { return [] }
        return (0...(run.count - wanted.count)).compactMap { start in
            guard run[start].scalar == wanted[0], run[start..<start + wanted.count].map(\.scalar).elementsEqual(wanted)
            else { return nil }
            return Hit(entry: candidate.entry, text: candidate.pattern.spelling, offset: run[start].offset)
        }
    }
}

extension String {
    /// A sentence as part of another: small first letter, no full stop.
    fileprivate var sentence: String {
        let text = hasSuffix(".") ? dropLast() : self[...]
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
