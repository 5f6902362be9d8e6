import Dunning

/// Looks for cases that hold one rule fast.
struct SuggestionSearch: Sendable {
    let book: RuleBook
    let sources: [CaseSource]
    let witnesses: Witnesses

    /// So many cases are tried out of those in which a rule takes part.
    private static let basesTried = 5

    /// The cases for one rule.
    ///
    /// A case that was found is looked into for the changes that are left: the second step often begins where the first
    /// one led.
    func answer(for index: Int, of pack: RulePack) -> CaseSuggestions {
        let rule = pack.rules[index]
        var left = witnesses.survivors(of: rule, at: index, in: pack, book).map { mutant in
            (change: mutant.change, gate: Gate(book.replacing(pack, ruleAt: index, by: mutant.rule)))
        }
        guard !left.isEmpty else { return CaseSuggestions([], []) }
        let gate = Gate(book)
        var bases = self.bases(for: rule)
        var suggestions: [CaseSuggestions.Suggestion] = []
        var place = 0
        while place < bases.count, place < 3 * Self.basesTried, !left.isEmpty {
            let base = bases[place]
            place += 1
            for draft in drafts(of: base, for: rule) {
                guard !left.isEmpty else { break }
                guard let contactCase = draft.contactCase else { continue }
                let right = gate.decide(contactCase.question)
                guard let hit = left.first(where: { Difference(contactCase, right, $0.gate, rule.card.id) != nil }),
                    let difference = Difference(contactCase, right, hit.gate, rule.card.id)
                else { continue }
                let id = freeID(for: rule, behind: suggestions.count)
                let line = CaseLine(id: id, base: base.id, draft: draft, rule: rule.card, decision: right, difference)
                guard let text = line.text else { continue }
                suggestions.append(.init(rule: rule.card.id, change: hit.change, line: text))
                let kept = ContactCase.reading(Array(text.utf8), isTest: true).value ?? contactCase
                left.removeAll { CaseRun(kept, $0.gate).outcome != .passed }
                bases.append(Base(id: id, draft: CaseDraft(words: draft.words, json: draft.json)))
            }
        }
        return CaseSuggestions(suggestions, left.map { .init(rule: rule.card.id, change: $0.change) })
    }

    /// A name that no case has yet; those of earlier suggestions stay.
    private func freeID(for rule: Rule, behind count: Int) -> String {
        let prefix = "EDGE-\(rule.card.id)-"
        let taken = sources.lazy.map(\.contactCase.id).filter { $0.hasPrefix(prefix) }
        let last = taken.compactMap { Int($0.dropFirst(prefix.count)) }.max() ?? 0
        return "\(prefix)\(last + count + 1)"
    }

    /// The case from which drafts are made.
    private struct Base {
        let id: String
        let draft: CaseDraft
    }

    /// Those that the rule alone holds come first, then those that it holds, then those with the least in them.
    private func bases(for rule: Rule) -> [Base] {
        let gate = Gate(book)
        let ranked = sources.compactMap { source -> (rank: Int, size: Int, base: Base)? in
            let decision = gate.decide(source.contactCase.question)
            let word = decision.word(of: rule.card.id)
            guard word != .absent || decision.jurisdictions.contains(rule.card.pack) else { return nil }
            let holds = word == .shut || word == .closed
            let rank = holds ? (decision.objections.count == 1 ? 0 : 1) : word == .open ? 2 : 3
            let size = source.contactCase.question.history.count + source.contactCase.question.facts.count
            let draft = CaseDraft(words: "", json: source.json)
            return (rank, size, Base(id: source.contactCase.id, draft: draft))
        }
        return ranked.sorted { ($0.rank, $0.size, $0.base.id) < ($1.rank, $1.size, $1.base.id) }
            .prefix(Self.basesTried).map(\.base)
    }

    /// The drafts from one base, the simple ones first.
    private func drafts(of base: Base, for rule: Rule) -> [CaseDraft] {
        guard let question = base.draft.contactCase?.question,
            let zone = Whereabouts(question, places: book.places, zones: book.zones).zones(rule.zones).first
        else { return [] }
        let draft = base.draft
        var drafts = [CaseDraft(words: "as it is", json: draft.json)]
        drafts += draft.messages(for: rule) + draft.hours(in: zone)
        let times = draft.times(for: rule, in: zone)
        drafts += times + draft.factDrafts(for: rule, in: zone) + draft.histories(for: rule, in: zone)
        if rule.body is WindowRule { drafts += times.flatMap { $0.hours(in: zone) } }
        // Far from the address, for rules that ask every clock.
        for phone in ["+18085550123", "+442079460123", "+81312345678"] {
            let far = draft.setting("debtor", "phone", to: .string(phone), "with the number \(phone)")
            drafts += [far] + far.hours(in: zone) + far.times(for: rule, in: zone)
        }
        return drafts
    }
}

extension CaseDraft {
    /// The case as the gate is asked it; nil where a change made it one that cannot be read.
    var contactCase: ContactCase? {
        ContactCase.reading(Array(json.canonicalBytes), isTest: false).value
    }
}

/// How the rules as they are and a broken rule decide differently.
struct Difference {
    /// The rule whose word differs, where the verdicts are the same.
    let rule: RuleID?

    /// Nil where nothing differs that a case can expect.
    init?(_ contactCase: ContactCase, _ right: Decision, _ broken: Gate, _ rule: RuleID) {
        let wrong = broken.decide(contactCase.question)
        if wrong.verdict != right.verdict {
            self.rule = nil
        } else if wrong.word(of: rule) != right.word(of: rule) {
            self.rule = rule
        } else {
            return nil
        }
    }
}
