package import Channels
package import Dunning
package import Inbound
package import Logging
import ServiceLifecycle
package import Storage

/// Takes providers' callbacks over HTTP and puts what they say on record before it answers.
///
/// Until readers are admitted, every callback is answered with 503, so that the provider calls again: so a server can
/// be bound first, and providers be told its port.
package final class CallbackServer: ListeningServer {
    private let options: CallbackServerOptions
    private let desk: CallbackDesk
    private let shelf: ReaderShelf
    private let readiness = Readiness<ServerEndpoint, ServerError>()

    /// Prepares a server; no port is taken before `run`.
    ///
    /// - Parameters:
    ///   - options: where to listen, and limits.
    ///   - store: what is told is kept there.
    ///   - findDebtors: whose contact point something is; nil = as the store knows it.
    ///   - clock: tells the date of what came in.
    ///   - logger: is told what was refused and why, never personal data.
    package init(
        options: CallbackServerOptions,
        store: any Store,
        findDebtors: FindDebtors? = nil,
        clock: any WallClock,
        logger: Logger = Logger(label: "dunlin.server")
    ) {
        self.options = options
        shelf = ReaderShelf()
        desk = CallbackDesk(
            shelf: shelf,
            store: store,
            recorder: InboundRecorder(store: store, findDebtors: findDebtors),
            clock: clock,
            log: CallbackLog(logger: logger)
        )
    }

    /// Lets these providers call back from now on, in place of those before.
    package func admit(_ readers: [any CallbackReader]) {
        shelf.replace(with: readers)
    }

    /// Where the server is reached, as soon as it listens.
    package var endpoint: ServerEndpoint {
        get async throws(ServerError) { try await readiness.value() }
    }

    /// Serves until cancelled or shut down gracefully; throws where it cannot listen.
    ///
    /// A graceful shutdown ends idle connections at once and lets requests that are in be recorded and answered.
    package func run() async throws {
        let front = CallbackFront(desk: desk, options: options)
        do {
            try await front.serve { [readiness, options] port in
                readiness.settle(.success(ServerEndpoint(host: options.host, port: port)))
            }
        } catch {
            let reason = ServerError.cannotListen(host: options.host, port: options.port, reason: "\(error)")
            let isEnd = Task.isCancelled || Task.isShuttingDownGracefully
            readiness.settle(.failure(isEnd ? .ended : reason))
            if !isEnd { throw reason }
        }
        readiness.settle(.failure(.ended))
    }
}
