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
            Left(
                change: mutant.change,
                rule: mutant.rule,
                gate: Gate(book.replacing(pack, ruleAt: index, by: mutant.rule))
            )
        }
        guard !left.isEmpty else { return CaseSuggestions([], []) }
        let gate = Gate(book)
        var bases = self.bases(for: rule)
        var suggestions: [CaseSuggestions.Suggestion] = []
        var place = 0
        while place < bases.count, place < 3 * Self.basesTried, !left.isEmpty {
            let base = bases[place]
            place += 1
            for draft in drafts(of: base, for: rule, left) {
                guard !left.isEmpty else { break }
                guard let question = draft.question else { continue }
                let right = gate.decide(question)
                guard let (hit, difference) = firstHit(question, right, rule, left) else { continue }
                let id = freeID(for: rule, behind: suggestions.count)
                let line = CaseLine(id: id, base: base.id, draft: draft, rule: rule.card, decision: right, difference)
                guard let text = line.text, let kept = ContactCase.reading(Array(text.utf8), isTest: true).value else {
                    continue
                }
                suggestions.append(.init(rule: rule.card.id, change: hit.change, line: text))
                left.removeAll { CaseRun(kept, $0.gate).outcome != .passed }
                bases.append(Base(id: id, draft: CaseDraft(words: draft.words, json: draft.json)))
            }
        }
        return CaseSuggestions(suggestions, left.map { .init(rule: rule.card.id, change: $0.change) })
    }

    /// A broken rule that no case notices yet.
    private struct Left {
        let change: String
        let rule: Rule?
        let gate: Gate
    }

    /// The first of the broken rules that decides a question otherwise.
    private func firstHit(
        _ question: ContactQuestion,
        _ right: Decision,
        _ rule: Rule,
        _ left: [Left]
    ) -> (Left, Difference)? {
        let witness = Witness(question, book)
        for candidate in left where witness.mayNotice(rule, replacedBy: candidate.rule, where: right.verdict) {
            let wrong = candidate.gate.decide(question)
            if let difference = Difference(right, wrong, rule.card.id) { return (candidate, difference) }
        }
        return nil
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

    private func bases(for rule: Rule) -> [Base] {
        witnesses.examples(of: rule.card.id, in: rule.card.pack, atMost: Self.basesTried).map { place in
            Base(id: sources[place].contactCase.id, draft: CaseDraft(words: "", json: sources[place].json))
        }
    }

    /// The drafts from one base, the simple ones first.
    private func drafts(of base: Base, for rule: Rule, _ left: [Left]) -> [CaseDraft] {
        guard let question = base.draft.question,
            let zone = Whereabouts(question, places: book.places, zones: book.zones).zones(rule.zones).first
        else { return [] }
        let draft = base.draft
        var drafts = [CaseDraft(words: "as it is", json: draft.json)]
        drafts += draft.messages(for: rule) + draft.hours(in: zone)
        let times = draft.times(for: rule, in: zone)
        drafts += times + draft.factDrafts(for: rule, in: zone) + draft.histories(for: rule, in: zone)
        if rule.body is WindowRule { drafts += times.flatMap { $0.hours(in: zone) } }
        // Far from the address, where it is not noticed which clock is asked.
        for phone in ["+18085550123", "+442079460123", "+81312345678"]
        where left.contains(where: { $0.change.hasPrefix("zones") }) {
            let far = draft.setting("debtor", "phone", to: .string(phone), "with the number \(phone)")
            drafts += [far] + far.hours(in: zone) + far.times(for: rule, in: zone)
        }
        return drafts
    }
}

extension CaseDraft {
    /// What the gate is asked; nil where a change made it a question that cannot be read.
    var question: ContactQuestion? {
        let reader = JSONFieldReader(json)
        let question = ContactQuestion(reading: reader)
        reader.skipRest()
        return reader.finish().contains { $0.severity == .error } ? nil : question
    }
}

/// How the rules as they are and a broken rule decide differently.
struct Difference {
    /// The rule whose word differs, where the verdicts are the same.
    let rule: RuleID?

    /// Nil where nothing differs that a case can expect.
    init?(_ right: Decision, _ wrong: Decision, _ rule: RuleID) {
        if wrong.verdict != right.verdict {
            self.rule = nil
        } else if wrong.word(of: rule) != right.word(of: rule) {
            self.rule = rule
        } else {
            return nil
        }
    }
}
