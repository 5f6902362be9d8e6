package import Foundation
import NIOCore
import Pages
import ServiceLifecycle
import Synchronization

/// A stand-in for the outside world: an SMTP sink and provider stand-ins with an inbox, on loopback.
///
/// Run it as a service, await `endpoints`, point the providers at them. Nothing leaves this machine.
package final class Sandbox: Service {
    /// What was taken in.
    package let inbox: Inbox
    private let options: SandboxOptions
    private let clock: any Clock<Duration>
    private let couriers: Couriers
    private let readiness = Readiness()

    /// Prepares a sandbox; no port is taken before `run`.
    ///
    /// - Parameters:
    ///   - options: ports, bounds, secrets.
    ///   - clock: what slow recipients wait on.
    ///   - now: the instant that a message carries, the demo's virtual one or the true one.
    package init(
        options: SandboxOptions,
        clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Date
    ) {
        self.options = options
        self.clock = clock
        inbox = Inbox(options: options, now: now)
        couriers = Couriers(holds: options.holdsCallbacks)
    }

    /// Where the sandbox is reached, as soon as both servers listen.
    package var endpoints: Endpoints {
        get async throws(SandboxError) { try await readiness.endpoints() }
    }

    /// With ``SandboxOptions/holdsCallbacks``: makes all callbacks that are due, and returns when they are answered.
    package func makeCallbacks() async { await couriers.sendHeld() }

    /// Serves until cancelled or shut down gracefully; throws where it cannot start.
    package func run() async throws {
        guard let host = Loopback.address(of: options.host) else {
            let error = SandboxError.notLoopback(options.host)
            readiness.settle(.failure(error))
            throw error
        }
        do {
            try await cancelWhenGracefulShutdown { try await self.serve(on: host) }
        } catch {
            let ended = Task.isCancelled || Task.isShuttingDownGracefully
            readiness.settle(.failure(error as? SandboxError ?? .ended))
            if !ended { throw error }
        }
        readiness.settle(.failure(.ended))
    }

    /// Runs the parts as children of one task.
    ///
    ///     serve
    ///     ├── SMTP sink
    ///     ├── HTTP front
    ///     └── couriers of status callbacks
    private func serve(on host: String) async throws {
        let sink = SMTPSink(inbox: inbox, options: options, clock: clock)
        let listener = try await sink.listen(host: host, port: options.smtpPort)
        let smtpPort = listener.channel.localAddress?.port ?? options.smtpPort
        let desk = FrontDesk(inbox: inbox, options: options, couriers: couriers)
        let front = WebFront(desk: desk, couriers: couriers, clock: clock, slowness: options.slowness)
        try await withThrowingTaskGroup { group in
            group.addTask { try await sink.serve(listener) }
            group.addTask { await self.couriers.run() }
            group.addTask { try await self.serve(front, on: host, smtpPort: smtpPort) }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func serve(_ front: WebFront, on host: String, smtpPort: Int) async throws {
        do {
            try await front.serve(host: host, port: options.httpPort) { [readiness] httpPort in
                readiness.settle(.success(Endpoints(host: host, smtpPort: smtpPort, httpPort: httpPort)))
            }
        } catch {
            if Task.isCancelled { throw error }
            throw SandboxError.cannotListen(port: options.httpPort, reason: "\(error)")
        }
    }
}

/// Lets any number of tasks wait for one result that is settled once.
private final class Readiness: Sendable {
    private typealias Settled = Result<Endpoints, SandboxError>

    private enum State {
        case waiting([CheckedContinuation<Settled, Never>])
        case settled(Settled)
    }

    private let state = Mutex(State.waiting([]))

    func endpoints() async throws(SandboxError) -> Endpoints {
        let result = await withCheckedContinuation { continuation in
            let settled: Settled? = state.withLock { state in
                switch state {
                case .settled(let result): return result
                case .waiting(let others):
                    state = .waiting(others + [continuation])
                    return nil
                }
            }
            if let settled { continuation.resume(returning: settled) }
        }
        return try result.get()
    }

    func settle(_ result: Result<Endpoints, SandboxError>) {
        let waiting: [CheckedContinuation<Settled, Never>] = state.withLock { state in
            guard case .waiting(let continuations) = state else { return [] }
            state = .settled(result)
            return continuations
        }
        for continuation in waiting { continuation.resume(returning: result) }
    }
}
