public import Dunning

/// Breaks the rules of a book one thing at a time and asks whether the cases notice.
///
/// A rule that can be broken without any case failing is a rule that nobody tests. What is broken are the compiled rules:
/// hours an hour off, limits and periods one off, exceptions dropped, scopes widened and narrowed, days in force, zones.
/// Changes that can alter no decision are not tried: they are left out where the code can show that they cannot.
public struct MutationRun: Sendable {
    /// A change of a rule that no case noticed.
    public struct Survivor: Hashable, Sendable {
        /// The rule.
        public let rule: RuleID
        /// What was changed, in words.
        public let change: String
    }

    /// What came of one pack.
    public struct PackResult: Sendable {
        /// The pack.
        public let pack: PackID
        /// How many changes were tried.
        public internal(set) var tried: Int
        /// Those that no case noticed, in the order of the rules.
        public internal(set) var survivors: [Survivor]
    }

    /// The packs that were asked for, in the order of their names.
    public let packs: [PackResult]
    /// The cases that fail, or say nothing, before anything is broken; they are left out.
    public let unusable: [String]

    /// How many changes were tried.
    public var tried: Int { packs.reduce(0) { $0 + $1.tried } }

    /// How many no case noticed.
    public var survived: Int { packs.reduce(0) { $0 + $1.survivors.count } }

    /// Survivors in per cent; 0 where nothing was tried.
    public var percent: Double { tried == 0 ? 0 : 100 * Double(survived) / Double(tried) }

    /// Breaks every rule of some packs, `nil` = of all, and runs the cases.
    ///
    /// Rules are worked through side by side, one task for each.
    public init(_ book: RuleBook, _ cases: [ContactCase], packs: Set<PackID>? = nil) async {
        let witnesses = Witnesses(cases, book)
        let chosen = book.packs.filter { packs?.contains($0.id) ?? true }
        let results = await withTaskGroup(of: (Int, Int, PackResult).self) { group in
            for (place, pack) in chosen.enumerated() {
                for (index, rule) in pack.rules.enumerated() {
                    group.addTask { (place, index, witnesses.result(for: rule, at: index, of: pack, book)) }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var whole = chosen.map { PackResult(pack: $0.id, tried: 0, survivors: []) }
        for (place, _, result) in results.sorted(by: { ($0.0, $0.1) < ($1.0, $1.1) }) {
            whole[place].tried += result.tried
            whole[place].survivors += result.survivors
        }
        self.packs = whole
        unusable = witnesses.unusable
    }
}

/// The cases, in the order in which they are likely to notice that a rule is broken.
private struct Witnesses: Sendable {
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
        let order = order(for: rule.card.id, of: pack.id)
        let survivors = mutants.filter { mutant in
            var rules = pack.rules
            if let broken = mutant.rule { rules[index] = broken } else { rules.remove(at: index) }
            let gate = Gate(book.replacing(pack.with(rules)))
            return order.allSatisfy { CaseRun(cases[$0], gate).outcome == .passed }
        }
        return MutationRun.PackResult(
            pack: pack.id,
            tried: mutants.count,
            survivors: survivors.map { MutationRun.Survivor(rule: rule.card.id, change: $0.change) }
        )
    }

    private func order(for rule: RuleID, of pack: PackID) -> [Int] {
        var seen: Set<Int> = []
        let all = (holding[rule] ?? []) + (takingPart[rule] ?? []) + (byPack[pack] ?? [])
        return all.filter { seen.insert($0).inserted }
    }
}

extension RulePack {
    /// The same pack with other rules.
    func with(_ rules: [Rule]) -> RulePack {
        RulePack(id: id, title: title, area: area, tzdata: tzdata, rules: rules)
    }
}

extension RuleBook {
    /// The same book with another pack of the same name.
    func replacing(_ pack: RulePack) -> RuleBook {
        RuleBook(packs: packs.map { $0.id == pack.id ? pack : $0 }, places: places, zones: zones, digest: digest)
    }
}
