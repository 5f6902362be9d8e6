import NIOCore
import NIOPosix

/// The listening end of the SMTP sink: one conversation a connection, all of them in one task tree.
struct SMTPSink {
    typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>
    typealias Listener = NIOAsyncChannel<Connection, Never>

    let inbox: Inbox
    let options: SandboxOptions
    let clock: any Clock<Duration>

    /// Takes the port; nobody is served before `serve`.
    func listen(host: String, port: Int) async throws(SandboxError) -> Listener {
        do {
            return try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.backlog, value: 256)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                .bind(host: host, port: port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try Connection(wrappingChannelSynchronously: channel)
                    }
                }
        } catch {
            throw .cannotListen(port: port, reason: "\(error)")
        }
    }

    /// Serves until cancelled.
    ///
    ///     serve
    ///     └── one child a connection, which ends with it
    func serve(_ listener: Listener) async throws {
        try await listener.executeThenClose { connections in
            try await withThrowingDiscardingTaskGroup { group in
                for try await connection in connections {
                    group.addTask { await converse(on: connection) }
                }
            }
        }
    }

    /// A connection that breaks concerns its own client only.
    private func converse(on connection: Connection) async {
        var session = SMTPSession(
            inbox: inbox,
            sizeLimit: options.mailSizeLimit,
            throttleDelay: options.throttleDelay
        )
        try? await connection.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: SMTPSession.greeting))
            var input = ByteBuffer()
            for try await chunk in inbound {
                input.writeImmutableBuffer(chunk)
                guard try await answer(&input, with: &session, on: outbound) else { return }
                input.discardReadBytes()
            }
        }
    }

    /// Works off the input; false where the connection ends.
    private func answer(
        _ input: inout ByteBuffer,
        with session: inout SMTPSession,
        on outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) async throws -> Bool {
        while true {
            var output = ByteBuffer()
            let turn = session.receive(&input, into: &output)
            if output.readableBytes > 0 { try await outbound.write(output) }
            switch turn {
            case .more: return true
            case .close: return false
            case .pause: try await clock.sleep(for: options.slowness)
            }
        }
    }
}
