import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// The only place that knows Hummingbird: requests in, the desk's answers out.
struct CallbackFront: Sendable {
    struct Context: RequestContext {
        var coreContext: CoreRequestContextStorage
        let channel: any Channel

        init(source: ApplicationRequestContextSource) {
            coreContext = CoreRequestContextStorage(source: source)
            channel = source.channel
        }
    }

    let desk: CallbackDesk
    let options: CallbackServerOptions

    /// Serves until cancelled or shut down; tells the bound port once it is known.
    func serve(whenBound: @escaping @Sendable (Int) -> Void) async throws {
        // Hummingbird's own lines could show paths and queries, which hold telephone numbers and texts.
        var silent = Logger(label: "dunlin.server.http")
        silent.logLevel = .critical
        let limits = options.limits
        let application = Application(
            responder: CallbackResponder<Context> { request, context in
                try await respond(to: request, on: context.channel)
            },
            server: .http1(
                configuration: HTTP1Channel.Configuration(
                    additionalChannelHandlers: [RequestDeadline(patience: limits.patience)],
                    httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
                        maxHeaderFieldSize: limits.headers,
                        maxHeaderListSize: limits.headers,
                        maxHeaderFieldCount: limits.fields
                    )
                )
            ),
            configuration: ApplicationConfiguration(
                address: .hostname(options.host, port: options.port),
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connections, logger: silent)
            ),
            onServerRunning: { [options] channel in whenBound(channel.localAddress?.port ?? options.port) },
            logger: silent
        )
        try await application.run()
    }

    private func respond(to request: Request, on channel: any Channel) async throws -> Response {
        let answer = try await answer(request, on: channel)
        var fields = HTTPFields()
        for (name, value) in CallbackFront.safety + [("content-type", answer.mediaType)] + answer.fields {
            if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
        }
        let bytes = ByteBuffer(bytes: answer.body)
        let body = ResponseBody(contentLength: bytes.readableBytes) { writer in
            try await writer.write(bytes)
            try await writer.finish(nil)
            channel.triggerUserOutboundEvent(RequestDeadline.Milestone.isAnswered, promise: nil)
        }
        return Response(status: HTTPResponse.Status(code: answer.status), headers: fields, body: body)
    }

    /// Decides by the head alone where it can, so that strangers' bodies are not even read.
    private func answer(_ request: Request, on channel: any Channel) async throws -> Answer {
        let head = VisitHead(request)
        guard head.target.utf8.count <= options.limits.target else { return .text("the address is too long", 414) }
        switch desk.entry(for: head) {
        case .refused(let answer): return answer
        case .health: return await desk.health()
        case .callback(let call):
            guard (head.announcedLength ?? 0) <= options.limits.body else { return .tooLarge }
            let body: ByteBuffer
            do {
                body = try await request.body.collect(upTo: options.limits.body)
            } catch is NIOTooManyBytesError {
                return .tooLarge
            }
            channel.triggerUserOutboundEvent(RequestDeadline.Milestone.isIn, promise: nil)
            return await desk.take(call, body: Array(body.readableBytesView), below: publicURL(on: channel))
        }
    }

    private func publicURL(on channel: any Channel) -> String {
        options.publicURL
            ?? ServerEndpoint(host: options.host, port: channel.localAddress?.port ?? options.port).url
    }

    /// Answers are for programs: nothing of them is kept, run, framed or guessed at.
    private static let safety: [(name: String, value: String)] = [
        ("cache-control", "no-store"),
        ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
    ]
}

extension VisitHead {
    fileprivate init(_ request: Request) {
        var headers: [String: String] = [:]
        for field in request.headers {
            let name = field.name.canonicalName
            headers[name] = headers[name].map { "\($0), \(field.value)" } ?? field.value
        }
        if let authority = request.head.authority { headers["host"] = authority }
        self.init(method: request.method.rawValue, target: request.head.path ?? "", headers: headers)
    }
}
