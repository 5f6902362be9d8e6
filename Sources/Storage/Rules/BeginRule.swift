package import Dunning

/// Whether a hand-over may begin; the same in every engine.
package enum BeginRule {
    /// What a store knows about an attempt at the moment when its hand-over is to begin.
    package struct Situation {
        /// Where the attempt stands.
        package var attempt: AttemptState
        /// The word kept with it, where it was withdrawn.
        package var code: String?
        /// Where its action stands.
        package var action: ActionState
        /// Whether a fact about the debtor or the contact point came after the decision.
        package var hasNewFact: Bool
        /// From when the decision no longer holds.
        package var openUntil: Instant?
        /// Whether the message is made of a revision that must be approved and is not.
        package var isUnapproved: Bool

        /// What a store knows.
        package init(
            attempt: AttemptState,
            code: String?,
            action: ActionState,
            hasNewFact: Bool,
            openUntil: Instant?,
            isUnapproved: Bool = false
        ) {
            self.attempt = attempt
            self.code = code
            self.action = action
            self.hasNewFact = hasNewFact
            self.openUntil = openUntil
            self.isUnapproved = isUnapproved
        }
    }

    /// Whether it may, and what else has to happen.
    package enum Verdict: Hashable, Sendable {
        case go
        /// Withdraw the attempt, for this word.
        case withdraw(String)
        /// It is over already, or was begun before: nothing to write.
        case tooLate(String)
    }

    /// Judges; a second `begin` of the same attempt never goes, because the first one may have sent it.
    package static func verdict(_ situation: Situation, at now: Instant) -> Verdict {
        switch situation.attempt {
        case .withdrawn: return .tooLate(situation.code ?? StopWord.stale)
        case .begun, .handedOver, .delivered, .undelivered, .refused, .unknown: return .tooLate(StopWord.stale)
        case .intended: break
        }
        guard situation.action == .working else {
            return .withdraw(situation.action == .cancelled ? StopWord.cancelled : StopWord.stale)
        }
        if situation.hasNewFact { return .withdraw(StopWord.fact) }
        if let end = situation.openUntil, now >= end { return .withdraw(StopWord.stale) }
        if situation.isUnapproved { return .withdraw(StopWord.unapproved) }
        return .go
    }
}

/// Why an attempt was withdrawn; kept with it and shown to people.
package enum StopWord {
    /// Its action was cancelled.
    package static let cancelled = "cancelled"
    /// A fact about its debtor or its contact point came after the decision.
    package static let fact = "fact"
    /// The decision no longer holds.
    package static let stale = "stale"
    /// The approval of its template was taken back after the decision.
    package static let unapproved = "unapproved"
    /// Its worker died before the hand-over began.
    package static let recovered = "recovered"
}
