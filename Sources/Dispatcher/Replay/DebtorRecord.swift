public import Dunning
public import Storage

/// All that is recorded about one debtor, from which it is told what was known at a past moment.
public struct DebtorRecord: Sendable {
    /// The debtor's actions with what was tried.
    public var actions: [ActionReport]
    /// The facts, each with the moment at which it was recorded; also what others have said against contact points.
    public var facts: [RecordedFact]

    /// All that is recorded about one debtor.
    public init(actions: [ActionReport], facts: [RecordedFact]) {
        self.actions = actions
        self.facts = facts
    }

    /// What a claim at that moment showed to the gate.
    ///
    /// A fact counts from when it was recorded, whatever its own date; an attempt that has changed since counts as one
    /// on its way, for its outcome was not known yet. Of what bears the very same moment only that counts which was on
    /// the journal `before`.
    public func background(at now: Instant, before: SameMoment) -> Background {
        let attempts = actions.flatMap(\.attempts).filter { report in
            report.attempt.decidedAt < now || before.attempts.contains(report.attempt.id)
        }
        return Background(
            facts: facts.filter { $0.recordedAt < now || before.facts.contains($0.number) },
            attempts: attempts.map { $0.asKnown(at: now) }
        )
    }
}

/// What was written on the journal at one moment so far.
public struct SameMoment: Sendable {
    /// The attempts that were decided.
    public var attempts: Set<AttemptID> = []
    /// The numbers of the facts that were added.
    public var facts: Set<Int64> = []

    /// Nothing so far.
    public init() {}
}

extension AttemptReport {
    fileprivate func asKnown(at now: Instant) -> AttemptReport {
        guard changedAt > now else { return self }
        var earlier = self
        earlier.state = .handedOver
        earlier.outcome = nil
        return earlier
    }
}
