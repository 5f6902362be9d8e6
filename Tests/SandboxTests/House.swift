import Foundation
import NIOCore
import NIOPosix
import Synchronization

@testable import Sandbox

/// The instant of every message in these tests.
let noon = Date(timeIntervalSince1970: 1_795_262_400)

/// Runs a sandbox on free ports, lends it, and ends it.
func withSandbox<Result: Sendable>(
    _ options: SandboxOptions = SandboxOptions(),
    clock: any Clock<Duration> = ContinuousClock(),
    _ body: @escaping @Sendable (Sandbox, Endpoints) async throws -> sending Result
) async throws -> Result {
    let sandbox = Sandbox(options: options, clock: clock, now: { noon })
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await sandbox.run() }
        let result = try await body(sandbox, try await sandbox.endpoints)
        group.cancelAll()
        try await group.waitForAll()
        return result
    }
}

/// A clock whose sleepers wake only when told, and which tells when somebody sleeps.
final class HeldClock: Clock {
    typealias Instant = ContinuousClock.Instant

    let sleepers: AsyncStream<Duration>
    private let arrive: AsyncStream<Duration>.Continuation
    private let held = Mutex<[CheckedContinuation<Void, Never>]>([])
    private let start = ContinuousClock.now

    init() {
        (sleepers, arrive) = AsyncStream.makeStream()
    }

    var now: Instant { start }
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        await withCheckedContinuation { continuation in
            held.withLock { $0.append(continuation) }
            arrive.yield(start.duration(to: deadline))
        }
    }

    func wakeAll() {
        for sleeper in held.withLock({ sleepers in
            defer { sleepers = [] }
            return sleepers
        }) {
            sleeper.resume()
        }
    }
}

/// An HTTP server that notes what is posted to it, for callbacks.
struct Catcher {
    /// A request as it came: its first line, its head, its body.
    struct Caught: Sendable {
        let line: String
        let head: String
        let body: String

        /// The form in the body.
        var form: Form { Form(body.utf8) }
    }

    let port: Int
    let caught: AsyncStream<Caught>

    /// Runs a catcher that answers everything with this text.
    static func with(
        answer: String = "",
        _ body: @escaping @Sendable (Catcher) async throws -> Void
    ) async throws {
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let (stream, caught) = AsyncStream.makeStream(of: Caught.self)
        let catcher = Catcher(port: listener.channel.localAddress?.port ?? 0, caught: stream)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try? await listener.executeThenClose { connections in
                    for try await connection in connections {
                        try? await catchOne(on: connection, answer) { caught.yield($0) }
                    }
                }
            }
            try await body(catcher)
            group.cancelAll()
        }
    }

    private static func catchOne(
        on connection: NIOAsyncChannel<ByteBuffer, ByteBuffer>,
        _ answer: String,
        _ note: @Sendable (Caught) -> Void
    ) async throws {
        try await connection.executeThenClose { inbound, outbound in
            var text = ""
            for try await chunk in inbound {
                text += String(buffer: chunk)
                guard let end = text.firstRange(of: "\r\n\r\n") else { continue }
                let head = String(text[..<end.lowerBound])
                let length = head.lowercased().firstRange(of: "content-length: ").map {
                    Int(head[$0.upperBound...].prefix { $0.isNumber }) ?? 0
                }
                let body = String(text[end.upperBound...])
                guard body.utf8.count >= length ?? 0 else { continue }
                let response = "HTTP/1.1 200 OK\r\nContent-Length: \(answer.utf8.count)\r\n\r\n\(answer)"
                try await outbound.write(ByteBuffer(string: response))
                note(Caught(line: String(head.prefix { $0 != "\r\n" }), head: head, body: body))
                return
            }
        }
    }
}

extension Message {
    /// The bytes of a mail.
    var rawMail: [UInt8]? { if case .mail(let raw) = content { raw } else { nil } }
}
