import Dispatcher
import Settings

extension RetryPolicy {
    /// When refused hand-overs are tried again, as the configuration says.
    init(_ settings: RetrySettings) {
        self.init(
            first: settings.first,
            factor: settings.factor,
            most: settings.most,
            attempts: settings.attempts,
            throttled: settings.throttled
        )
    }
}

extension BreakerPolicy {
    /// When providers that fail are left alone, as the configuration says.
    init(_ settings: BreakerSettings) {
        self.init(
            failures: settings.failures,
            share: settings.share,
            of: settings.of,
            window: settings.window,
            pause: settings.pause,
            longestPause: settings.longestPause
        )
    }
}
