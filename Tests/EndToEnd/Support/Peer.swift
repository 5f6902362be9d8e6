import Dunning
import Foundation

/// A real server beside the test.
///
/// It is started through a lifeline: a process that holds a pipe of ours and kills the group when the pipe closes, so
/// that no server outlives a test run that was broken off.
final class Peer: Sendable {
    let child: Child
    private let lifeline: Int32

    init(_ arguments: [String], in folder: URL) throws {
        let pipe = folder.appending(path: ".lifeline-\(UUID().uuidString)")
        guard mkfifo(pipe.path(), 0o600) == 0 else { throw Trouble("cannot make a pipe") }
        // Opened for both directions, so that neither end waits for the other.
        lifeline = open(pipe.path(), O_RDWR | O_CLOEXEC)
        child = try Child(
            Child.Order(
                arguments: ["/usr/bin/python3", "-c", Peer.holder, pipe.path()] + arguments,
                folder: folder,
                environment: ["PYTHONUNBUFFERED": "1"]
            )
        )
    }

    deinit { close(lifeline) }

    /// Ends with the pipe: the holder opens it for reading only, so it sees the end when the test process is gone.
    private static let holder = """
        import os, signal, subprocess, sys, threading
        pipe = open(sys.argv[1], 'rb')
        def watch():
            pipe.read()
            os.killpg(0, signal.SIGKILL)
        threading.Thread(target=watch, daemon=True).start()
        sys.exit(subprocess.call(sys.argv[2:]))
        """

    /// A program that must be there: `package` is the Debian package that brings it.
    static func tool(_ path: String, package: String) throws -> String {
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw Trouble("`\(path)` is missing; install the Debian package `\(package)`")
        }
        return path
    }

    /// The complete lines that it has written.
    var lines: [String] {
        let text = child.text
        let whole = text.lastIndex(of: "\n").map { text[..<$0] } ?? ""
        return whole.split(separator: "\n").map(String.init)
    }

    /// Waits for a line.
    func line(_ number: Int) async throws -> String {
        try await eventually("line \(number) of a peer; it said: \(self.child.text)\(self.child.complaints)") {
            if child.hasEnded { throw Trouble("a peer ended early: \(child.complaints)") }
            return lines.count > number
        }
        return lines[number]
    }

    /// Waits until it listens on a port, without touching it.
    func listens(on port: Int) async throws {
        try await eventually("listening on \(port): \(self.child.text)\(self.child.complaints)") {
            if child.hasEnded { throw Trouble("a peer ended early: \(child.text)\(child.complaints)") }
            return try Ports.isListening(port)
        }
    }
}

/// TCP ports of loopback.
enum Ports {
    /// Ports that nobody uses, all different.
    static func free(_ count: Int) throws -> [Int] {
        let sockets = (0..<count).map { _ in socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) }
        defer { for socket in sockets { close(socket) } }
        return try sockets.map { socket in
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let failed = withUnsafeMutablePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(socket, $0, length) != 0 || getsockname(socket, $0, &length) != 0
                }
            }
            if failed { throw Trouble("no free port") }
            return Int(UInt16(bigEndian: address.sin_port))
        }
    }

    /// Reads the kernel's table: a server that is merely knocked at may take that for a client.
    static func isListening(_ port: Int) throws -> Bool {
        let hexadecimal = String(port, radix: 16, uppercase: true)
        let end = ":" + String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal
        return try ["/proc/net/tcp", "/proc/net/tcp6"].contains { table in
            try String(contentsOfFile: table, encoding: .utf8).split(separator: "\n").contains { line in
                let fields = line.split(separator: " ")
                return fields.count > 3 && fields[1].hasSuffix(end) && fields[3] == "0A"
            }
        }
    }
}
