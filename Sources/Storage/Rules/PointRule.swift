package import Dunning

/// What facts about an address or a number mean for everybody who has it; the same in every engine.
package enum PointRule {
    /// The address or number that a fact is about, whoever has it; nil = it is about its debtor alone.
    package static func point(of kind: Fact.Kind) -> String? {
        switch kind {
        case .optOut(_, let value, _, _), .optIn(_, let value, _): value
        case .badPoint(_, let value, _): value
        case .consent, .wish, .cease, .refusal, .dispute, .attorney, .bankruptcy, .moratorium, .paymentPlan, .deceased,
            .bereavement, .notice, .workplaceProhibited, .homeUnreachable, .writingOnly, .procedure,
            .reassignedNumberCheck, .paid, .partPaid, .promise, .opened, .clicked, .hold, .release, .contact, .other:
            nil
        }
    }

    /// What other debtors' facts say against contact points: what has not been taken back about those debtors
    /// themselves.
    ///
    /// Only what shuts carries over. An opt-in opens the point for the debtor alone about whom it is told, for it must
    /// not take back what another one has said. What is dated ahead of `now` (a clock that was set back) is left to who
    /// reads it, and takes nothing back yet.
    package static func objections(in facts: [RecordedFact], at points: Set<String>, asOf now: Instant)
        -> [RecordedFact]
    {
        let known = facts.sorted { ($0.fact.at, $0.number) < ($1.fact.at, $1.number) }
        return known.indices.filter { place in
            let said = known[place]
            guard shuts(said.fact.kind), let point = point(of: said.fact.kind), points.contains(point) else {
                return false
            }
            return !known[(place + 1)...].contains { $0.fact.at <= now && isTakenBack(said, by: $0) }
        }
        .map { known[$0] }
    }

    private static func shuts(_ kind: Fact.Kind) -> Bool {
        switch kind {
        case .optOut, .badPoint: true
        default: false
        }
    }

    private static func isTakenBack(_ said: RecordedFact, by later: RecordedFact) -> Bool {
        guard later.debtor == said.debtor, later.debt == nil || later.debt == said.debt else { return false }
        switch (later.fact.kind, said.fact.kind) {
        case (.release(let kind), _): return kind == said.fact.kind.name.rawValue
        case (.optIn(let opened, let value, _), .optOut(let shut, let point, _, _)):
            return (value == nil || value == point)
                && Channel.allCases.allSatisfy { channel in
                    (opened?.contains(channel) ?? true) || !(shut?.contains(channel) ?? true)
                }
        default: return false
        }
    }
}

extension Background {
    /// Takes in what others have said about contact points.
    package mutating func add(_ objections: [RecordedFact]) {
        guard !objections.isEmpty else { return }
        facts = (facts + objections).sorted { ($0.fact.at, $0.number) < ($1.fact.at, $1.number) }
    }
}
