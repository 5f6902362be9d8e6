import NIOCore
import NIOPosix

/// A raw connection to a loopback port: what is sent goes out as it stands.
struct Wire {
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>

    /// Connects, lends the wire, and closes it.
    static func with<Result: Sendable>(
        _ port: Int,
        _ body: (inout Wire) async throws -> sending Result
    ) async throws -> Result {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var wire = Wire(inbound: inbound.makeAsyncIterator(), outbound: outbound)
            return try await body(&wire)
        }
    }

    func send(_ text: String) async throws {
        try await outbound.write(ByteBuffer(string: text))
    }

    /// Everything up to the end of the connection.
    mutating func rest() async -> String {
        var text = ""
        while let chunk = try? await inbound.next(isolation: #isolation) { text += String(buffer: chunk) }
        return text
    }

    /// Everything up to an end that is told, as on a connection that goes on.
    mutating func text(upTo end: String) async -> String {
        var text = ""
        while !text.hasSuffix(end), let chunk = try? await inbound.next(isolation: #isolation) {
            text += String(buffer: chunk)
        }
        return text
    }
}

/// An answer of the server, in parts.
struct Heard: Sendable {
    let status: Int
    /// In lower case.
    let head: String
    let body: String

    init?(_ answer: String) {
        guard let end = answer.firstRange(of: "\r\n\r\n") else { return nil }
        head = answer[..<end.lowerBound].lowercased()
        status = head.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        body = String(answer[end.upperBound...])
    }
}

let formType = "Content-Type: application/x-www-form-urlencoded"

/// A request over a connection of its own, and the whole answer; nil where the connection ended without one.
func http(
    _ port: Int,
    _ method: String,
    _ target: String,
    headers: [String] = [],
    body: String? = nil
) async throws -> Heard? {
    var lines = ["\(method) \(target) HTTP/1.1", "Host: hooks.example", "Connection: close"] + headers
    if let body { lines.append("Content-Length: \(body.utf8.count)") }
    let request = lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? "")
    return try await Wire.with(port) { wire in
        try await wire.send(request)
        return Heard(await wire.rest())
    }
}
