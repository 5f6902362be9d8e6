import Dunning

/// The cases, in the order in which they are likely to notice that a rule is broken.
struct Witnesses: Sendable {
    private(set) var unusable: [String] = []
    private var cases: [ContactCase] = []
    /// The cases of the places in which a pack's law may hold.
    private var byPack: [PackID: [Int]] = [:]
    /// The cases in which a rule holds the message, and those in which it takes part.
    private var holding: [RuleID: [Int]] = [:]
    private var takingPart: [RuleID: [Int]] = [:]

    init(_ all: [ContactCase], _ book: RuleBook) {
        let gate = Gate(book)
        for contactCase in all {
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
            cases.append(contactCase)
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
        let witnesses = order(for: rule.card.id, of: pack.id).map { Witness(cases[$0], book) }
        return (mutants ?? rule.mutants).filter { mutant in
            let others = witnesses.filter { $0.mayNotice(rule, replacedBy: mutant.rule) }
            guard !others.isEmpty else { return true }
            let gate = Gate(book.replacing(pack, ruleAt: index, by: mutant.rule))
            return others.allSatisfy { CaseRun($0.contactCase, gate).outcome == .passed }
        }
    }

    private func order(for rule: RuleID, of pack: PackID) -> [Int] {
        var seen: Set<Int> = []
        let all = (holding[rule] ?? []) + (takingPart[rule] ?? []) + (byPack[pack] ?? [])
        return all.filter { seen.insert($0).inserted }
    }
}

/// One case, made ready to be asked again and again.
private struct Witness {
    let contactCase: ContactCase
    private let inquiry: Inquiry

    init(_ contactCase: ContactCase, _ book: RuleBook) {
        self.contactCase = contactCase
        let whereabouts = Whereabouts(contactCase.question, places: book.places, zones: book.zones)
        inquiry = Inquiry(contactCase.question, whereabouts: whereabouts)
    }

    /// Whether the case may come out differently where a rule is replaced by another one, or removed.
    ///
    /// It cannot where neither of the two takes part. It cannot either where both are open now, or both closed for good,
    /// and nothing is held for a time: send and block hang on what the rules say now and on nothing that comes later.
    func mayNotice(_ rule: Rule, replacedBy other: Rule?) -> Bool {
        let wasIn = mayTake(rule)
        guard let other else { return wasIn }
        guard wasIn || mayTake(other) else { return false }
        guard wasIn, mayTake(other), rule.scope.uncovered == other.scope.uncovered, let expect = contactCase.expect,
            expect.rules[rule.card.id] == nil
        else { return true }
        if case .defer = expect.verdict { return true }
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
