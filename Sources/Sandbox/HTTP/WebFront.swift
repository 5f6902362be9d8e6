import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// The only place that knows Hummingbird: requests in, the front desk's replies out.
struct WebFront {
    struct Context: RequestContext {
        var coreContext: CoreRequestContextStorage
        let channel: any Channel

        init(source: ApplicationRequestContextSource) {
            coreContext = CoreRequestContextStorage(source: source)
            channel = source.channel
        }
    }

    private struct Dropped: Error {}

    private static let longestBody = 1_048_576

    let desk: FrontDesk
    let couriers: Couriers
    let clock: any Clock<Duration>
    let slowness: Duration

    /// Serves until cancelled; tells the bound port once it is known.
    func serve(host: String, port: Int, whenBound: @escaping @Sendable (Int) -> Void) async throws {
        var logger = Logger(label: "dunlin.sandbox")
        logger.logLevel = .critical
        let application = Application(
            responder: CallbackResponder<Context> { request, context in
                try await respond(to: request, on: context.channel)
            },
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: "dunlin-sandbox"),
            onServerRunning: { channel in whenBound(channel.localAddress?.port ?? port) },
            logger: logger
        )
        try await application.run()
    }

    private func respond(to request: Request, on channel: any Channel) async throws -> Response {
        var headers: [String: String] = [:]
        for field in request.headers { headers[field.name.canonicalName] = field.value }
        headers["host"] = request.head.authority ?? headers["host"]
        guard let body = try? await request.body.collect(upTo: WebFront.longestBody) else {
            return response(.text("the body is larger than \(WebFront.longestBody) bytes\n", status: 413))
        }
        let ask = Ask(
            method: request.method.rawValue,
            target: request.head.path ?? "/",
            headers: headers,
            body: Array(body.readableBytesView)
        )
        let reply = await desk.answer(ask)
        if reply.isSlow { try await clock.sleep(for: slowness) }
        guard !reply.isDropped else {
            try? await channel.close()
            if let afterwards = reply.afterwards { couriers.send(afterwards) }
            throw Dropped()
        }
        return response(reply)
    }

    private func response(_ reply: Reply) -> Response {
        var headers = HTTPFields()
        for header in reply.headers {
            if let name = HTTPField.Name(header.name) { headers.append(HTTPField(name: name, value: header.value)) }
        }
        let bytes = ByteBuffer(bytes: reply.body)
        let couriers = couriers
        let body =
            if let afterwards = reply.afterwards {
                ResponseBody(contentLength: bytes.readableBytes) { writer in
                    try await writer.write(bytes)
                    try await writer.finish(nil)
                    couriers.send(afterwards)
                }
            } else {
                ResponseBody(byteBuffer: bytes)
            }
        return Response(status: .init(code: reply.status), headers: headers, body: body)
    }
}
