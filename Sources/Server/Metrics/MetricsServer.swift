import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

/// Shows figures to Prometheus at `/metrics`, on an address of its own.
package final class MetricsServer: ListeningServer {
    private let host: String
    private let port: Int
    private let read: @Sendable () async -> [MetricFamily]
    private let readiness = Readiness<ServerEndpoint, ServerError>()

    /// Prepares a server; no port is taken before `run`.
    ///
    /// - Parameters:
    ///   - host: the address to listen on.
    ///   - port: the port to listen on; 0 = any free one.
    ///   - read: the figures at the moment of a request.
    package init(host: String, port: Int, reading read: @escaping @Sendable () async -> [MetricFamily]) {
        self.host = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        self.port = port
        self.read = read
    }

    /// Where the figures are, as soon as it listens.
    package var endpoint: ServerEndpoint {
        get async throws(ServerError) { try await readiness.value() }
    }

    /// Serves until cancelled or shut down; throws where it cannot listen.
    package func run() async throws {
        var silent = Logger(label: "dunlin.metrics.http")
        silent.logLevel = .critical
        let limits = CallbackServerOptions.Limits()
        let application = Application(
            responder: CallbackResponder<CallbackFront.Context> { [read] request, context in
                context.channel.triggerUserOutboundEvent(RequestDeadline.Milestone.isIn, promise: nil)
                let response = await MetricsServer.respond(to: request, read)
                context.channel.triggerUserOutboundEvent(RequestDeadline.Milestone.isAnswered, promise: nil)
                return response
            },
            server: .http1(
                configuration: HTTP1Channel.Configuration(
                    additionalChannelHandlers: [RequestDeadline(patience: limits.patience)]
                )
            ),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: MaximumAvailableConnections(16, logger: silent)
            ),
            onServerRunning: { [readiness, host, port] channel in
                let bound = channel.localAddress?.port ?? port
                readiness.settle(.success(ServerEndpoint(host: host, port: bound)))
            },
            logger: silent
        )
        do {
            try await application.run()
        } catch {
            let isEnd = Task.isCancelled || Task.isShuttingDownGracefully
            let reason = ServerError.cannotListen(host: host, port: port, reason: "\(error)")
            readiness.settle(.failure(isEnd ? .ended : reason))
            if !isEnd { throw reason }
        }
        readiness.settle(.failure(.ended))
    }

    private static func respond(
        to request: Request,
        _ read: @Sendable () async -> [MetricFamily]
    ) async -> Response {
        let path = request.head.path?.prefix { $0 != "?" }
        guard path == "/metrics", request.method == .get || request.method == .head else {
            return answer("the figures are at /metrics\n", path == "/metrics" ? 405 : 404)
        }
        return answer(await read().page, 200)
    }

    private static func answer(_ text: String, _ status: Int) -> Response {
        var fields = HTTPFields()
        fields[.contentType] = "text/plain; version=0.0.4; charset=utf-8"
        fields[.cacheControl] = "no-store"
        return Response(
            status: HTTPResponse.Status(code: status),
            headers: fields,
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}
