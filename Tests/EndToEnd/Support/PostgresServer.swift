import Foundation

/// A PostgreSQL server of one test, on a unix socket alone, which can be stopped and started again.
final class PostgresServer: Sendable {
    private let folder: URL
    private let bin: String

    init(in place: URL) async throws {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        guard let newest = versions.compactMap(Int.init).max() else {
            throw Trouble("no PostgreSQL server is installed; install the Debian package `postgresql`")
        }
        bin = "/usr/lib/postgresql/\(newest)/bin"
        // The path of a socket is short, so the folder is not the test's own.
        folder = FileManager.default.temporaryDirectory.appending(path: "dunlin-pg-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        if getuid() == 0 { try await run("/usr/bin/chown", "postgres", folder.path()) }
        let data = folder.appending(path: "data").path()
        try await run(
            asServer: "initdb",
            "-D",
            data,
            "-U",
            "dunlin",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync"
        )
        try await start()
        try FileManager.default.setAttributes([.posixPermissions: 0o711], ofItemAtPath: folder.path())
    }

    deinit {
        let words =
            asServer + [bin + "/pg_ctl", "-D", folder.appending(path: "data").path(), "-m", "immediate", "stop"]
        let order = Child.Order(arguments: words, folder: FileManager.default.temporaryDirectory)
        if let child = try? Child(order) {
            while !child.hasEnded { usleep(10_000) }
            for file in [child.output, child.errors] { try? FileManager.default.removeItem(at: file) }
        }
        try? FileManager.default.removeItem(at: folder)
    }

    /// The address for `[store]`.
    var url: String { "postgres:///postgres?host=\(folder.path())&user=dunlin" }

    func start() async throws {
        let options = "-c listen_addresses='' -c unix_socket_directories='\(folder.path())'"
        let data = folder.appending(path: "data").path()
        try await run(asServer: "pg_ctl", "-D", data, "-l", data + "/server.log", "-w", "-o", options, "start")
    }

    /// Stops it as a crash would: nobody says good-bye, and what was not committed is lost.
    func crash() async throws {
        try await run(asServer: "pg_ctl", "-D", folder.appending(path: "data").path(), "-m", "immediate", "-w", "stop")
    }

    /// PostgreSQL refuses to run as root.
    private var asServer: [String] {
        getuid() == 0
            ? ["/usr/bin/setpriv", "--reuid", "postgres", "--regid", "postgres", "--init-groups", "--inh-caps=-all"]
            : []
    }

    private func run(asServer tool: String, _ arguments: String...) async throws {
        try await run(asServer + [bin + "/" + tool] + arguments)
    }

    private func run(_ words: String...) async throws { try await run(words) }

    private func run(_ words: [String]) async throws {
        let child = try Child(Child.Order(arguments: words, folder: folder))
        guard await child.exit() == 0 else { throw Trouble("\(words): \(child.text)\(child.complaints)") }
    }
}
