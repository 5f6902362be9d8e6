import Dunning

/// Whether a provider is asked at all; opens after failures in a row or too large a share of them, and closes by a probe.
///
/// While it is open nothing is handed to the provider. After a pause one message is let through as a probe: where that
/// succeeds everything goes again, else the next pause is twice as long.
struct Breaker: Hashable, Sendable {
    /// When it opens, and for how long.
    let policy: BreakerPolicy

    /// What a hand-over says of its provider, whatever became of the message.
    enum Sign: Hashable, Sendable {
        case works
        /// It could not be reached, broke off, or said that it is ill.
        case fails
        /// It asks to be left alone for a while.
        case asksForPause(Duration)
    }

    /// Where it went.
    enum Change: Hashable, Sendable {
        case opened(until: Instant)
        case closed
    }

    private enum State: Hashable {
        case closed(failures: Int)
        case open(since: Instant, pause: Duration, openings: Int)
        /// One message is under way to find out.
        case probing(openings: Int)
    }

    private var state = State.closed(failures: 0)
    private var recent = RecentEnds()

    init(_ policy: BreakerPolicy = BreakerPolicy()) { self.policy = policy }

    /// How long the provider is left alone from now on; nil = it may be asked.
    func wait(at now: Instant) -> Duration? {
        switch state {
        case .closed: nil
        case .probing: policy.pause
        case .open(let since, let pause, _):
            // A clock that was set back ends the pause: else it would last as long as the leap.
            (.zero..<pause).contains(now - since) ? pause - (now - since) : nil
        }
    }

    /// A message is let through: behind a pause it is the probe.
    mutating func pass() {
        if case .open(_, _, let openings) = state { state = .probing(openings: openings) }
    }

    /// The message that was let through did not begin after all.
    mutating func passBack(at now: Instant) {
        if case .probing(let openings) = state { state = .open(since: now, pause: .zero, openings: openings) }
    }

    /// Learns from a hand-over that has ended.
    mutating func note(_ sign: Sign, at now: Instant) -> Change? {
        switch (sign, state) {
        case (.works, .closed):
            state = .closed(failures: 0)
            // A success never opens it: the share can only fall.
            _ = recent.note(hasFailed: false, at: now, policy)
            return nil
        case (.works, .probing):
            state = .closed(failures: 0)
            return .closed
        case (.fails, .closed(let failures)):
            let isTooMany = recent.note(hasFailed: true, at: now, policy)
            guard isTooMany || failures + 1 >= policy.failures else {
                state = .closed(failures: failures + 1)
                return nil
            }
            return open(for: policy.pause, openings: 1, at: now)
        case (.fails, .probing(let openings)):
            return open(for: pause(after: openings), openings: openings + 1, at: now)
        case (.asksForPause(let pause), .closed), (.asksForPause(let pause), .probing):
            return open(for: pause, openings: 1, at: now)
        case (_, .open):
            // It was begun before the breaker opened.
            return nil
        }
    }

    private mutating func open(for pause: Duration, openings: Int, at now: Instant) -> Change {
        state = .open(since: now, pause: pause, openings: openings)
        recent = RecentEnds()
        return .opened(until: now + pause)
    }

    private func pause(after openings: Int) -> Duration {
        var pause = policy.pause
        for _ in 0..<min(openings, 30) where pause < policy.longestPause { pause = pause * 2 }
        return min(pause, policy.longestPause)
    }
}

extension Breaker.Sign {
    /// What the end of a hand-over says of the provider; nil where it speaks of the message alone.
    init?(_ handover: Handover, on channel: Channel) {
        switch handover {
        case .accepted: self = .works
        case .unknown: self = .fails
        case .refused(let refusal):
            switch refusal.class {
            case .permanent: self = .works
            case .throttled:
                // A mail relay's 4.7.x (RFC 3463) is about one receiver, as in greylisting; 421 and 452 are about itself.
                guard channel != .email || ["421", "452"].contains(where: refusal.code.hasPrefix) else { return nil }
                self = .asksForPause(refusal.retryAfter ?? .seconds(1))
            case .temporary:
                guard !Self.ownDoing.contains(refusal.code),
                    Self.signsOfIllness.contains(where: refusal.code.hasPrefix)
                else { return nil }
                self = .fails
            }
        }
    }

    /// What was not sent because we end, or because too much waits here already: it says nothing of the provider.
    private static let ownDoing: Set = ["not-sent:shuttingDown", "not-sent:cancelled", "not-sent:queueFull"]

    /// How codes begin with which a provider, the way to it, or our account there is ill: nothing was sent; SMTP 421
    /// (RFC 5321, 4.2.3) and 530, 535, 538 (RFC 4954, 6); HTTP 401 and 5xx; Twilio 20003, which is a wrong token.
    private static let signsOfIllness = ["not-sent:", "421", "530", "535", "538", "http 401", "http 5", "20003"]
}
