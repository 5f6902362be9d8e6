import Dunning
import Journal
import Synchronization

/// The breakers of all providers, shared by the workers of one process.
public final class BreakerBoard: Sendable {
    private let breakers = Mutex<[ProviderID: Breaker]>([:])

    /// All closed.
    public init() {}

    /// The providers that are left alone now.
    func resting(at now: Instant) -> Set<ProviderID> {
        breakers.withLock { Set($0.filter { $0.value.wait(at: now) != nil }.keys) }
    }

    /// How long a provider is left alone; nil where a message may go, which is then the probe behind a pause.
    func pass(_ provider: ProviderID, at now: Instant) -> Duration? {
        breakers.withLock { breakers in
            guard let wait = breakers[provider]?.wait(at: now) else {
                breakers[provider]?.pass()
                return nil
            }
            return wait
        }
    }

    /// A message that was let through did not begin.
    func passBack(_ provider: ProviderID, at now: Instant) {
        breakers.withLock { $0[provider]?.passBack(at: now) }
    }

    /// Learns from a hand-over that has ended; what the journal says where the breaker opened or closed.
    func note(_ handover: Handover, of attempt: Attempt, at now: Instant) -> JournalDraft? {
        let provider = attempt.provider
        guard let sign = Breaker.Sign(handover, on: attempt.channel) else {
            // A probe that tells nothing of its provider must not be the last one.
            passBack(provider, at: now)
            return nil
        }
        let change = breakers.withLock { $0[provider, default: Breaker()].note(sign, at: now) }
        switch change {
        case nil: return nil
        case .closed: return entry(provider, "works", nil, handover)
        case .opened(let until): return entry(provider, "rests", until, handover)
        }
    }

    private func entry(
        _ provider: ProviderID,
        _ state: String,
        _ until: Instant?,
        _ handover: Handover
    ) -> JournalDraft {
        var code: String?
        switch handover {
        case .accepted: code = nil
        case .refused(let refusal): code = refusal.code
        case .unknown: code = "unknown"
        }
        return JournalDraft(
            .provider,
            body: .compact([
                "provider": .string(provider.rawValue), "state": .string(state),
                "until": until.map { .string($0.description) }, "code": code.map(JSON.string),
            ])
        )
    }
}
