import Channels
import Dispatcher
import Dunning
import Server
import ServiceLifecycle
import Settings
import Storage

/// A server for providers' callbacks that runs while something else is done.
struct CallbackRun {
    private let server: CallbackServer

    init(_ settings: ServerSettings, _ desk: Desk) {
        server = CallbackServer(
            options: CallbackServerOptions(host: settings.host, port: settings.port, publicURL: settings.publicURL),
            store: desk.store,
            clock: desk.clock
        )
    }

    /// Lets these providers call back; until then they are asked to call again.
    func admit(_ playbook: Playbook) {
        server.admit(playbook.providers.values.joined().compactMap { $0 as? any CallbackReader })
    }

    func during(_ work: (ServerEndpoint) async throws -> Void) async throws {
        try await server.during(work) { reason in
            Stop(
                "callbacks cannot come in: \(reason)",
                hint: "set another `listen` under [server], or remove the table",
                code: .unavailable
            )
        }
    }
}

extension ListeningServer {
    /// Serves while something else is done; `stop` says what it means that it cannot listen.
    // The task tree: one child serves until cancelled; the work runs in the parent.
    func during(
        _ work: (ServerEndpoint) async throws -> Void,
        otherwise stop: (ServerError) -> Stop
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await run() }
            let endpoint: ServerEndpoint
            do throws(ServerError) { endpoint = try await self.endpoint } catch { throw stop(error) }
            try await work(endpoint)
            group.cancelAll()
        }
    }
}
