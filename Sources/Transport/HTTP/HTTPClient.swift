/// HTTP(S) for any number of requests at a time, on one thread and kept-alive connections; HTTP/2 where TLS offers it.
///
/// Redirects are never followed, and no request is ever repeated by itself: not even when a kept-alive connection
/// turns out to be dead, since the server may have read the request before it hung up.
public final class HTTPClient: Sendable {
    /// What all requests of a client share.
    public struct Settings: Sendable {
        /// A PEM file with the authorities to trust in place of the system's.
        public var caFile: String?

        /// A proxy's URL; `nil` is none, whatever the environment says.
        public var proxy: String?

        /// Connections to one host at a time, and requests under way that are not urgent.
        public var connectionsPerHost = 8

        /// Requests under way or waiting; one more is not sent (``TransportFault/Kind/queueFull``).
        public var requestLimit = 1_000

        /// How long an unused connection stays open; shorter than most servers keep theirs.
        public var idle: Duration = .seconds(30)

        /// The defaults.
        public init() {}
    }

    private let loop: HTTPLoop?

    /// Makes a client and starts its thread.
    public init(settings: Settings = Settings()) {
        loop = HTTPLoop(settings: settings)
        loop?.start()
    }

    deinit {
        loop?.close(force: true)
    }

    /// Sends one request and tells what became of it; never throws, since each end has its own consequence.
    ///
    /// A task that is cancelled before gets `notSent`; afterwards the outcome is waited for, within the request's
    /// timeout, so that it is never lost. What is urgent goes before what waits for a connection.
    public func send(_ request: HTTPRequest, isUrgent: Bool = false) async -> HTTPOutcome {
        guard let loop else { return .notSent(TransportFault(.internalFailure, "libcurl could not be initialised")) }
        guard !Task.isCancelled else { return .notSent(TransportFault(.cancelled, "cancelled before the request")) }
        return await withCheckedContinuation { loop.submit(HTTPJob(request: request, isUrgent: isUrgent, reply: $0)) }
    }

    /// Ends the client: takes no more requests, gives those under way `grace` to finish, then breaks them off.
    ///
    /// Returns when the thread has ended. A cancelled caller forgoes the rest of the grace time.
    public func shutdown(grace: Duration = .seconds(30)) async {
        guard let loop else { return }
        loop.close(force: false)
        // Task tree: one child waits for the loop's end, the other for the end of the grace time.
        await withTaskGroup { group in
            group.addTask { await loop.ended() }
            group.addTask {
                try? await Task.sleep(for: grace)
                loop.close(force: true)
            }
            await group.next()
            group.cancelAll()
        }
    }
}
