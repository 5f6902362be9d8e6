public import Dunning
import Storage
import Synchronization

/// Which providers are asked: the breakers of all of them, shared by the workers of one process, and the pauses that
/// people have ordered.
public final class BreakerBoard: Sendable {
    private struct State {
        var breakers: [ProviderID: Breaker] = [:]
        var pauses: [ProviderID: ProviderPause] = [:]
    }

    /// How long what waits for a paused provider sleeps before it looks again by itself; resuming wakes it at once.
    private static let lookAgain = Duration.seconds(900)

    private let policy: BreakerPolicy
    private let state = Mutex(State())

    /// All closed.
    public init(_ policy: BreakerPolicy = BreakerPolicy()) { self.policy = policy }

    /// Takes in which providers people have taken out of service.
    func learn(_ standings: [ProviderStanding]) {
        let pauses = Dictionary(
            standings.compactMap { standing in standing.pause.map { (standing.provider, $0) } },
            uniquingKeysWith: { $1 }
        )
        state.withLock { $0.pauses = pauses }
    }

    /// The providers that are not asked now.
    public func resting(at now: Instant) -> Resting {
        state.withLock { state in
            var resting = Resting()
            for (provider, breaker) in state.breakers {
                if let wait = breaker.wait(at: now) { resting.add(provider, until: now + wait) }
            }
            for (provider, pause) in state.pauses where pause.holds(at: now) {
                resting.add(provider, until: pause.until ?? now + BreakerBoard.lookAgain)
            }
            return resting
        }
    }

    /// How long a provider is left alone; nil where a message may go, which is then the probe behind a pause.
    func pass(_ provider: ProviderID, at now: Instant) -> Duration? {
        state.withLock { state in
            if let pause = state.pauses[provider], pause.holds(at: now) {
                return pause.until.map { $0 - now } ?? BreakerBoard.lookAgain
            }
            guard let wait = state.breakers[provider]?.wait(at: now) else {
                state.breakers[provider]?.pass()
                return nil
            }
            return wait
        }
    }

    /// A message that was let through did not begin.
    func passBack(_ provider: ProviderID, at now: Instant) {
        state.withLock { $0.breakers[provider]?.passBack(at: now) }
    }

    /// Learns from a hand-over that has ended; what there is to tell where the breaker opened or closed.
    func note(_ handover: Handover, of attempt: Attempt, at now: Instant) -> BreakerReport? {
        let provider = attempt.provider
        guard let sign = Breaker.Sign(handover, on: attempt.channel) else {
            // A probe that tells nothing of its provider must not be the last one.
            passBack(provider, at: now)
            return nil
        }
        switch state.withLock({ $0.breakers[provider, default: Breaker(policy)].note(sign, at: now) }) {
        case nil: return nil
        case .closed: return BreakerReport(provider: provider, state: .works, at: now)
        case .opened(let until):
            return BreakerReport(provider: provider, state: .rests, until: until, code: handover.code, at: now)
        }
    }
}

extension Handover {
    /// The provider's code, or a word of ours, where it was not taken.
    var code: String? {
        switch self {
        case .accepted: nil
        case .refused(let refusal): refusal.code
        case .unknown: "unknown"
        }
    }
}
