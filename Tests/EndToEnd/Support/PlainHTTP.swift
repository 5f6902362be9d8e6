import Foundation

/// One HTTP request on a connection of its own, byte by byte: chromedriver writes its headers in a form that Foundation's
/// client does not read (`Content-Length:12`, RFC 9112 allows it).
enum PlainHTTP {
    /// The body of the answer; a thread of its own waits.
    static func body(_ method: String, port: Int, path: String, _ content: Data?) async throws -> Data {
        try await withCheckedThrowingContinuation { continuation in
            Thread {
                continuation.resume(with: Result { try exchange(method, port, path, content ?? Data()) })
            }.start()
        }
    }

    private static func exchange(_ method: String, _ port: Int, _ path: String, _ content: Data) throws -> Data {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var limit = timeval(tv_sec: 120, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Trouble("nobody listens on \(port)") }
        let head = """
            \(method) \(path) HTTP/1.1\r
            Host: 127.0.0.1:\(port)\r
            Content-Type: application/json\r
            Content-Length: \(content.count)\r
            Connection: close\r
            \r

            """
        let request = Array(head.utf8) + Array(content)
        var sent = 0
        while sent < request.count {
            let count = request[sent...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw Trouble("port \(port) takes no request") }
            sent += count
        }
        return try answer(descriptor)
    }

    /// Reads head and body; the body's length must be told.
    private static func answer(_ descriptor: Int32) throws -> Data {
        var received = Data()
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            if let end = received.firstRange(of: Data("\r\n\r\n".utf8)) {
                let head = String(decoding: received[..<end.lowerBound], as: UTF8.self).lowercased()
                guard let length = try /content-length:\s*(\d+)/.firstMatch(in: head).flatMap({ Int($0.output.1) })
                else {
                    throw Trouble("an answer without a length: \(head)")
                }
                if received.count >= end.upperBound + length {
                    return received[end.upperBound..<end.upperBound + length]
                }
            }
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { throw Trouble("an answer broke off") }
            received.append(contentsOf: buffer[..<count])
        }
    }
}
