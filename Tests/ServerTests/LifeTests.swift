import DunlinTesting
import Logging
import Server
import ServiceLifecycle
import Testing

struct LifeTests {
    @Test func `a taken port is told with its mend`() async throws {
        try await Scene.with { scene in
            let second = CallbackServer(
                options: CallbackServerOptions(port: scene.port),
                store: scene.store,
                findDebtors: { (_, _) in [] },
                clock: scene.clock,
                logger: scene.log.logger
            )
            await #expect {
                try await second.run()
            } throws: { error in
                guard case .cannotListen(_, scene.port, _) = error as? ServerError else { return false }
                return "\(error)".contains("change `server.listen`")
            }
            await #expect(throws: ServerError.self) { try await second.endpoint }
        }
    }

    @Test func `a graceful shutdown ends it without an error`() async throws {
        try await Scene.with { scene in
            let server = CallbackServer(
                options: CallbackServerOptions(),
                store: scene.store,
                findDebtors: { (_, _) in [] },
                clock: scene.clock,
                logger: scene.log.logger
            )
            let group = ServiceGroup(services: [server], logger: scene.log.logger)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                let port = try await server.endpoint.port
                #expect(try await http(port, "GET", "/healthz")?.status == 200)
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
                await #expect(throws: (any Error).self) { try await http(port, "GET", "/healthz") }
            }
        }
    }
}
