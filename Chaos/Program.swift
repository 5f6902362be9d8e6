import Foundation

/// A program that was started and ends by itself or by us.
///
/// By `posix_spawn` and not by Foundation's `Process`, which would hand down a signal mask of Swift's pool threads.
struct Program {
    let pid: pid_t

    /// How it ended.
    enum End: Hashable {
        case exit(Int32)
        case signal(Int32)
    }

    /// Starts it in a folder; what it says is appended to a file there.
    init(_ arguments: [String], in folder: URL, log: String, input: Int32? = nil) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        }
        let file = folder.appending(path: log).path()
        posix_spawn_file_actions_addopen(&actions, 1, file, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        // What would reconfigure Dunlin is not handed down.
        let environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("DUNLIN") }
            .merging(["CHAOS_SECRET": "of-no-worth", "LC_ALL": "C.UTF-8", "TZ": "UTC"]) { $1 }
        var pid: pid_t = 0
        let code = withCStrings(["env", "-C", folder.path()] + arguments) { words in
            withCStrings(environment.map { "\($0)=\($1)" }) { surroundings in
                posix_spawn(&pid, "/usr/bin/env", &actions, &attributes, words, surroundings)
            }
        }
        guard code == 0 else { throw Trouble("cannot start `\(arguments[0])`: \(String(cString: strerror(code)))") }
        self.pid = pid
    }

    func send(_ signal: Int32) { kill(pid, signal) }

    /// How it ended; nil while it runs.
    ///
    /// Whoever has been told must not ask again: by then the number may be another program's.
    func end() -> End? {
        var status: Int32 = 0
        guard waitpid(pid, &status, WNOHANG) == pid else { return nil }
        return status & 0x7F == 0 ? .exit((status >> 8) & 0xFF) : .signal(status & 0x7F)
    }

    /// Waits for its end without holding up a thread of the pool.
    func ended() async throws -> End {
        while true {
            if let end = end() { return end }
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}

private func withCStrings<Result>(
    _ strings: [String],
    _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
}
