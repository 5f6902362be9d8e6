import Foundation
import Glibc

/// Postfix's smtp-sink, which outlives the workers and keeps every mail that it has taken whole.
struct MailSink {
    let port: Int
    /// Each mail with its headers, appended once its final dot has come.
    let mails: URL
    private let program: Program
    private let lifeline: Int32

    init(in ground: Ground) async throws {
        let sink = "/usr/sbin/smtp-sink"
        guard FileManager.default.isExecutableFile(atPath: sink) else {
            throw Trouble("`\(sink)` is missing; install the Debian package `postfix`, or try with --faults 1")
        }
        port = try MailSink.freePort()
        let folder = ground.folder.appending(path: "sink", directoryHint: .isDirectory)
        mails = folder.appending(path: "mails")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // As root it insists on giving up its rights, and then has to write into a folder that is not its own.
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder.path())
        var pipe: [Int32] = [0, 0]
        guard Glibc.pipe(&pipe) == 0 else { throw Trouble("cannot make a pipe") }
        for end in pipe { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(pipe[0]) }
        lifeline = pipe[1]
        let user = getuid() == 0 ? "-u nobody -R ." : ""
        // It ends with us, however we end: the shell reads a pipe that nobody else holds open.
        let script = "\(sink) \(user) -D mails 127.0.0.1:\(port) 256 </dev/null & cat; kill $!"
        program = try Program(["/bin/sh", "-c", script], in: folder, log: "log", input: pipe[0])
        try await MailSink.listens(port)
    }

    var url: String { "smtp://127.0.0.1:\(port)" }

    func end() async throws {
        close(lifeline)
        _ = try await program.ended()
    }

    private static func freePort() throws -> Int {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
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

    private static func listens(_ port: Int) async throws {
        let hexadecimal = String(port, radix: 16, uppercase: true)
        let end = ":" + String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal
        for _ in 0..<1_000 {
            let table = try String(contentsOfFile: "/proc/net/tcp", encoding: .utf8)
            let isThere = table.split(separator: "\n").contains { line in
                let fields = line.split(separator: " ")
                return fields.count > 3 && fields[1].hasSuffix(end) && fields[3] == "0A"
            }
            if isThere { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw Trouble("smtp-sink does not listen on port \(port)")
    }
}
