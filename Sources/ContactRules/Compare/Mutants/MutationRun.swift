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
