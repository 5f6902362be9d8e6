import NIOCore
import NIOPosix
import Pages

/// A small HTTP/1.1 client for status callbacks that can reach this machine and nothing else.
struct LoopbackClient: Sendable {
    /// An address on loopback, in parts.
    struct Address: Sendable, Equatable {
        let url: String
        let host: String
        let authority: String
        let port: Int
        let target: String

        /// Nil for anything but plain HTTP to loopback; no name but `localhost` is ever looked up.
        init?(_ url: String) {
            guard url.lowercased().hasPrefix("http://") else { return nil }
            let rest = url.dropFirst(7)
            let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
            let target = rest.dropFirst(authority.count).prefix { $0 != "#" }
            guard !authority.contains("@"), target.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else { return nil }
            let colon = authority.lastIndex(of: ":").flatMap { authority[$0...].contains("]") ? nil : $0 }
            let name = colon.map { authority[..<$0] } ?? authority
            guard let host = Loopback.address(of: String(name)) else { return nil }
            guard let port = colon.map({ Int(authority[authority.index(after: $0)...]) }) ?? 80 else { return nil }
            guard (1...65_535).contains(port) else { return nil }
            self.url = url
            self.host = host
            self.authority = String(authority)
            self.port = port
            self.target = target.first == "/" ? String(target) : "/" + target
        }
    }

    private static let patience = Duration.seconds(5)
    private static let longestAnswer = 1_048_576

    /// Sends a request; the status and the body of the answer, or nil where there was none in time.
    func send(
        _ method: String,
        to address: Address,
        headers: [(name: String, value: String)] = [],
        body: String = ""
    ) async -> (status: Int, body: String)? {
        var lines = ["\(method) \(address.target) HTTP/1.1", "Host: \(address.authority)", "Connection: close"]
        lines += headers.map { "\($0.name): \($0.value)" }
        if method != "GET" {
            lines += ["Content-Type: application/x-www-form-urlencoded", "Content-Length: \(body.utf8.count)"]
        }
        let request = lines.joined(separator: "\r\n") + "\r\n\r\n" + body
        return await withTaskGroup { group in
            group.addTask { try? await LoopbackClient.exchange(request, with: address) }
            group.addTask {
                try? await Task.sleep(for: LoopbackClient.patience)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next()?.flatMap { LoopbackClient.parse($0) }
        }
    }

    private static func exchange(_ request: String, with address: Address) async throws -> [UInt8] {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(2))
            .connect(host: address.host, port: address.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: request))
            var answer: [UInt8] = []
            for try await chunk in inbound {
                answer += chunk.readableBytesView
                if isWhole(answer) || answer.count > longestAnswer { break }
            }
            return answer
        }
    }

    /// Whether the announced length has come; an answer of unknown length ends with the connection.
    private static func isWhole(_ answer: [UInt8]) -> Bool {
        let text = String(decoding: answer, as: UTF8.self)
        guard let end = text.firstRange(of: "\r\n\r\n") else { return false }
        let head = text[..<end.lowerBound].lowercased()
        guard let field = head.firstRange(of: "\r\ncontent-length:") else { return head.contains(" 204 ") }
        let length = Int(head[field.upperBound...].prefix { $0 != "\r" && $0 != "\r\n" }.trimmed) ?? 0
        return text[end.upperBound...].utf8.count >= length
    }

    private static func parse(_ answer: [UInt8]) -> (status: Int, body: String)? {
        let text = String(decoding: answer, as: UTF8.self)
        let words = text.prefix { $0 != "\r\n" }.split(separator: " ")
        guard words.count >= 2, let status = Int(words[1]) else { return nil }
        let body = text.firstRange(of: "\r\n\r\n").map { String(text[$0.upperBound...]) } ?? ""
        return (status, body)
    }
}
