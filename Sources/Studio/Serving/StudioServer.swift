import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Pages

/// Serves the studio on loopback: pages, pieces, and an event for each change.
///
/// The only place of this room that knows Hummingbird.
package struct StudioServer: Sendable {
    private let desk: StudioDesk
    private let port: Int

    /// - Parameters:
    ///   - source: where messages come from.
    ///   - port: the port to listen on; 0 = any free one.
    package init(source: any Source, port: Int) {
        desk = StudioDesk(source: source)
        self.port = port
    }

    /// Serves until cancelled; tells the bound port once it is known.
    package func run(whenBound: @escaping @Sendable (Int) -> Void) async throws {
        var logger = Logger(label: "dunlin.studio")
        logger.logLevel = .critical
        let port = port
        let application = Application(
            responder: CallbackResponder<BasicRequestContext> { request, _ in await respond(to: request) },
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: port),
                serverName: "dunlin-preview"
            ),
            onServerRunning: { channel in whenBound(channel.localAddress?.port ?? port) },
            logger: logger
        )
        try await application.run()
    }

    private func respond(to request: Request) async -> Response {
        // A page elsewhere that points a name of its own at this machine may not read what is shown here.
        guard Loopback.isNamed(in: request.head.authority) else {
            return plain("the preview answers to loopback names only\n", status: .misdirectedRequest)
        }
        guard request.method == .get else { return plain("only GET\n", status: .methodNotAllowed) }
        let target = request.head.path ?? "/"
        let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let path = (halves.first ?? "").split(separator: "/").map { $0.removingPercentEncoding ?? "" }
        if path == ["events"] { return await events() }
        let reply = await desk.answer(path: path, query: halves.count == 2 ? halves[1] : nil)
        return Response(
            status: .init(code: reply.status),
            headers: headers(type: reply.type, policy: reply.policy),
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: reply.body))
        )
    }

    /// Server-sent events: one for each generation, the present one first.
    private func events() async -> Response {
        let generations = await desk.source.generations()
        return Response(
            status: .ok,
            headers: headers(type: "text/event-stream", policy: "default-src 'none'"),
            body: ResponseBody { writer in
                for await generation in generations {
                    try await writer.write(ByteBuffer(string: "data: \(generation)\n\n"))
                }
                try await writer.finish(nil)
            }
        )
    }

    private func headers(type: String, policy: String) -> HTTPFields {
        var fields = HTTPFields()
        fields[.contentType] = type
        let others = [
            ("content-security-policy", policy), ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"), ("cache-control", "no-store"),
            ("cross-origin-resource-policy", "same-origin"),
        ]
        for (name, value) in others {
            if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
        }
        return fields
    }

    private func plain(_ text: String, status: HTTPResponse.Status) -> Response {
        Response(
            status: status,
            headers: headers(type: "text/plain; charset=utf-8", policy: "default-src 'none'"),
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}
