import Dunning

/// The cases, in the order in which they are likely to notice that a rule is broken.
struct Witnesses: Sendable {
    private(set) var unusable: [String] = []
    private var cases: [ContactCase] = []
    /// The place of each case among all that were given.
    private var places: [Int] = []
    /// The cases of the places in which a pack's law may hold.
    private var byPack: [PackID: [Int]] = [:]
    /// The cases in which a rule holds the message, and those in which it takes part.
    private var holding: [RuleID: [Int]] = [:]
    private var takingPart: [RuleID: [Int]] = [:]
    /// The cases in which a rule alone holds the message.
    private var alone: [RuleID: [Int]] = [:]

    init(_ all: [ContactCase], _ book: RuleBook) {
        let gate = Gate(book)
        for (place, contactCase) in all.enumerated() {
            let run = CaseRun(contactCase, gate)
            guard run.outcome == .passed else {
                unusable.append(contactCase.id)
                continue
            }
            for pack in run.decision.jurisdictions { byPack[pack, default: []].append(cases.count) }
            for finding in run.decision.findings {
                if !finding.isOpen { holding[finding.rule, default: []].append(cases.count) }
                takingPart[finding.rule, default: []].append(cases.count)
            }
            let objections = run.decision.objections
            if objections.count == 1 { alone[objections[0].rule, default: []].append(cases.count) }
            cases.append(contactCase)
            places.append(place)
        }
    }

    func result(for rule: Rule, at index: Int, of pack: RulePack, _ book: RuleBook) -> MutationRun.PackResult {
        let mutants = rule.mutants
        let survivors = survivors(among: mutants, of: rule, at: index, in: pack, book)
        return MutationRun.PackResult(
            pack: pack.id,
            tried: mutants.count,
            survivors: survivors.map { MutationRun.Survivor(rule: rule.card.id, change: $0.change) }
        )
    }

    /// The mutants of a rule that no case notices.
    func survivors(
        among mutants: [Mutant]? = nil,
        of rule: Rule,
        at index: Int,
        in pack: RulePack,
        _ book: RuleBook
    ) -> [Mutant] {
        let witnesses = order(for: rule.card.id, of: pack.id).map { (cases[$0], Witness(cases[$0].question, book)) }
        return (mutants ?? rule.mutants).filter { mutant in
            let others = witnesses.filter { contactCase, witness in
                // A case that expects a word of this very rule is asked in any case.
                guard let expect = contactCase.expect, expect.rules[rule.card.id] == nil else { return true }
                return witness.mayNotice(rule, replacedBy: mutant.rule, where: expect.verdict)
            }
            guard !others.isEmpty else { return true }
            let gate = Gate(book.replacing(pack, ruleAt: index, by: mutant.rule))
            return others.allSatisfy { CaseRun($0.0, gate).outcome == .passed }
        }
    }

    /// The places of cases about a rule among all that were given: those that it alone holds first, then those that it
    /// holds, those that it lets through, and those of its jurisdiction; of each the ones with the least in them first.
    func examples(of rule: RuleID, in pack: PackID, atMost count: Int) -> [Int] {
        var chosen: [Int] = []
        for group in [alone[rule], holding[rule], takingPart[rule], byPack[pack]] {
            let sorted = (group ?? []).filter { !chosen.contains($0) }.sorted { size($0) < size($1) }
            chosen += sorted.prefix(count - chosen.count)
        }
        return chosen.map { places[$0] }
    }

    private func size(_ index: Int) -> Int {
        cases[index].question.history.count + cases[index].question.facts.count
    }

    private func order(for rule: RuleID, of pack: PackID) -> [Int] {
        var seen: Set<Int> = []
        let all = (holding[rule] ?? []) + (takingPart[rule] ?? []) + (byPack[pack] ?? [])
        return all.filter { seen.insert($0).inserted }
    }
}

/// One question, made ready to be asked again and again.
struct Witness {
    private let inquiry: Inquiry

    init(_ question: ContactQuestion, _ book: RuleBook) {
        inquiry = Inquiry(question, whereabouts: Whereabouts(question, places: book.places, zones: book.zones))
    }

    /// Whether the verdict, as it is now, or the word of a rule may change where the rule is replaced or removed.
    ///
    /// They cannot where neither of the two takes part. They cannot either where both are open now, or both closed for
    /// good, and nothing is held for a time: send and block hang on what rules say now and on nothing that comes later.
    func mayNotice(_ rule: Rule, replacedBy other: Rule?, where verdict: Decision.Verdict) -> Bool {
        let wasIn = mayTake(rule)
        guard let other else { return wasIn }
        let isIn = mayTake(other)
        guard wasIn, isIn, rule.scope.uncovered == other.scope.uncovered else { return wasIn || isIn }
        if case .defer = verdict { return true }
        switch (span(of: rule), span(of: other)) {
        case (.open, .open), (.closed, .closed): return false
        default: return true
        }
    }

    /// Whether a rule takes part, the place being such that it would.
    private func mayTake(_ rule: Rule) -> Bool { rule.scope.takes(inquiry, isUncovered: true) }

    private func span(of rule: Rule) -> Span {
        rule.answer(inquiry, at: inquiry.at, zones: inquiry.zones(rule.zones)).span
    }
}

extension RuleBook {
    /// The same book with one rule of a pack replaced, or left out where there is no other one.
    func replacing(_ pack: RulePack, ruleAt index: Int, by other: Rule?) -> RuleBook {
        var rules = pack.rules
        if let other { rules[index] = other } else { rules.remove(at: index) }
        let changed = pack.with(rules)
        return RuleBook(
            packs: packs.map { $0.id == pack.id ? changed : $0 },
            places: places,
            zones: zones,
            digest: digest
        )
    }
}

extension RulePack {
    fileprivate func with(_ rules: [Rule]) -> RulePack {
        RulePack(
            id: id,
            title: title,
            says: says,
            area: area,
            keepsHouseDefault: keepsHouseDefault,
            tzdata: tzdata,
            readFacts: readFacts,
            engineFacts: engineFacts,
            retention: retention,
            rules: rules
        )
    }
}
