import NIOCore
import NIOPosix

@testable import Sandbox

/// A raw connection to a loopback port: what is sent is sent as it stands, what comes back is text.
struct Wire {
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var pending = ""

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

    /// One line, or nil where the connection ended before it.
    mutating func line() async throws -> String? {
        while true {
            if let end = pending.firstRange(of: "\r\n") {
                defer { pending = String(pending[end.upperBound...]) }
                return String(pending[..<end.lowerBound])
            }
            guard let chunk = try? await inbound.next(isolation: #isolation) else { return nil }
            pending += String(buffer: chunk)
        }
    }

    /// The last line of one SMTP reply.
    mutating func reply() async throws -> String? {
        while let line = try await line() {
            if line.dropFirst(3).first != "-" { return line }
        }
        return nil
    }

    /// Sends commands, each in its own write, and returns the last line of each reply.
    mutating func talk(_ commands: String...) async throws -> [String] {
        var replies: [String] = []
        for command in commands {
            try await send(command + "\r\n")
            guard let reply = try await reply() else { return replies + ["closed"] }
            replies.append(reply)
        }
        return replies
    }

    /// Everything up to the end of the connection.
    mutating func rest() async -> String {
        while let chunk = try? await inbound.next(isolation: #isolation) { pending += String(buffer: chunk) }
        return pending
    }
}

/// A request over a connection of its own, and the whole answer; nil where the connection ended without one.
func http(
    _ port: Int,
    _ method: String,
    _ target: String,
    headers: [String] = [],
    body: String = "",
    host: String = "localhost"
) async throws -> (status: Int, head: String, body: String)? {
    let lines =
        ["\(method) \(target) HTTP/1.1", "Host: \(host)", "Connection: close", "Content-Length: \(body.utf8.count)"]
        + headers
    let answer = try await Wire.with(port) { wire in
        try await wire.send(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
        return await wire.rest()
    }
    guard let end = answer.firstRange(of: "\r\n\r\n") else { return nil }
    let head = answer[..<end.lowerBound]
    let status = head.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    return (status ?? 0, head.lowercased(), String(answer[end.upperBound...]))
}
