import Foundation
import Synchronization

/// A server on loopback that does with each connection what a script says, down to the byte at which it hangs up.
final class ScriptedServer: Sendable {
    typealias Script = @Sendable (Peer) throws -> Void

    let port: UInt16
    /// Every line and block that was heard, as it came, from all connections.
    let heard: AsyncStream<String>

    private let listener: Int32
    private let transcript: Transcript

    /// The nth connection gets the nth script, further ones the last.
    init(_ scripts: Script...) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                (bind(listener, $0, length), listen(listener, 64), getsockname(listener, $0, &length))
            }
        }
        guard bound == (0, 0, 0) else { throw PeerError.system(errno) }
        port = UInt16(bigEndian: address.sin_port)
        let (stream, continuation) = AsyncStream<String>.makeStream()
        let transcript = Transcript(events: continuation)
        heard = stream
        self.listener = listener
        self.transcript = transcript
        Thread { Self.accept(on: listener, scripts, transcript) }.start()
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// What each connection said, in the order in which they came.
    var conversations: [[String]] { transcript.lines.withLock { $0 } }

    /// Returns as soon as a line that begins so was heard.
    func hears(_ prefix: String) async {
        for await line in heard where line.hasPrefix(prefix) { return }
    }

    private static func accept(on listener: Int32, _ scripts: [Script], _ transcript: Transcript) {
        var count = 0
        while true {
            let socket = Foundation.accept(listener, nil, nil)
            guard socket >= 0 else { return }
            let script = scripts[min(count, scripts.count - 1)]
            let number = count
            transcript.lines.withLock { $0.append([]) }
            count += 1
            Thread {
                let peer = Peer(socket: socket, number: number, transcript: transcript)
                try? script(peer)
                peer.hangUp()
            }.start()
        }
    }
}

enum PeerError: Error {
    case system(Int32)
    case closed
    case unexpected(String)
}

final class Transcript: Sendable {
    let lines = Mutex<[[String]]>([])
    let events: AsyncStream<String>.Continuation

    init(events: AsyncStream<String>.Continuation) {
        self.events = events
    }

    func note(_ text: String, from connection: Int) {
        lines.withLock { $0[connection].append(text) }
        events.yield(text)
    }
}

/// One connection of a scripted server, used by one thread.
final class Peer {
    private let socket: Int32
    private let number: Int
    private let transcript: Transcript
    private var buffer: [UInt8] = []
    private var isOpen = true

    init(socket: Int32, number: Int, transcript: Transcript) {
        self.socket = socket
        self.number = number
        self.transcript = transcript
        // A test that goes wrong shall fail, not hang.
        var limit = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    func say(_ text: String) throws {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { rest in
                send(socket, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw PeerError.closed }
            sent += count
        }
    }

    /// The next line without its CRLF, with a bare LF shown as it is.
    @discardableResult
    func line() throws -> String {
        let text = try read(through: "\r\n")
        transcript.note(text, from: number)
        return text
    }

    /// Reads a line and insists on how it begins.
    func hear(_ prefix: String) throws {
        let text = try line()
        guard text.hasPrefix(prefix) else { throw PeerError.unexpected(text) }
    }

    /// Everything up to the mark, noted as one block.
    @discardableResult
    func block(through mark: String) throws -> String {
        let text = try read(through: mark)
        transcript.note(text, from: number)
        return text
    }

    @discardableResult
    func bytes(_ count: Int) throws -> [UInt8] {
        while buffer.count < count { try fill() }
        defer { buffer.removeFirst(count) }
        return Array(buffer.prefix(count))
    }

    /// Returns when the other side has hung up.
    func awaitClose() {
        while (try? fill()) != nil { buffer = [] }
    }

    /// Reads nothing more, and returns when the other side has reset the connection.
    func hold() throws {
        var watched = pollfd(fd: socket, events: 0, revents: 0)
        guard poll(&watched, 1, 30_000) > 0 else { throw PeerError.unexpected("nobody hung up") }
    }

    func hangUp() {
        guard isOpen else { return }
        isOpen = false
        shutdown(socket, Int32(SHUT_RDWR))
        close(socket)
    }

    /// Hangs up with RST in place of FIN.
    func reset() {
        var now = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
        isOpen = false
        close(socket)
    }

    private func read(through mark: String) throws -> String {
        let end = Array(mark.utf8)
        var searched = 0
        while true {
            let starts = max(0, searched - end.count)
            if let found = buffer[starts...].firstRange(of: end) {
                defer { buffer.removeFirst(found.upperBound) }
                return String(decoding: buffer[..<found.lowerBound], as: UTF8.self)
            }
            searched = buffer.count
            try fill()
        }
    }

    private func fill() throws {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &chunk, chunk.count, 0)
        guard count > 0 else { throw PeerError.closed }
        buffer += chunk.prefix(count)
    }
}

extension Peer {
    /// The greeting and the two EHLOs: libcurl's own and, once the connection is set up, ours.
    func greet(offering extensions: String...) throws {
        try say("220 peer.test ESMTP\r\n")
        for _ in 0..<2 { try hello(extensions) }
    }

    func hello(_ extensions: [String]) throws {
        try hear("EHLO")
        let lines = ["peer.test"] + extensions
        try say(lines.dropLast().map { "250-\($0)\r\n" }.joined() + "250 \(lines[lines.count - 1])\r\n")
    }

    /// MAIL, RCPT and DATA as one flight, answered with what is given.
    func envelope(_ replies: String = "250 ok\r\n250 ok\r\n354 go\r\n") throws {
        try hear("MAIL FROM:")
        try hear("RCPT TO:")
        try hear("DATA")
        try say(replies)
    }

    /// The message through the final dot.
    @discardableResult
    func message() throws -> String { try block(through: "\r\n.\r\n") }
}
