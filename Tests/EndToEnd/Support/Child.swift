import Foundation
import Synchronization

/// A program that runs beside the tests, in a process group of its own, and is killed with all its children when the
/// test lets it go.
///
/// Started by `posix_spawn` and not by Foundation's `Process`: children would inherit the signal mask of Swift's pool
/// threads, which block SIGTERM, and one test is about that very signal.
final class Child: Sendable {
    /// What a program needs to start.
    struct Order {
        var arguments: [String]
        var folder: URL
        var environment: [String: String] = [:]
        /// A file that it reads from standard input; nil = it finds nothing there.
        var input: URL?
    }

    let pid: pid_t
    /// Where its standard output and its standard error are written to.
    let output: URL
    let errors: URL
    private let isReaped = Mutex(false)

    init(_ order: Order) throws {
        let stem = order.folder.appending(path: ".child-\(UUID().uuidString)")
        output = stem.appendingPathExtension("out")
        errors = stem.appendingPathExtension("err")
        pid = try Child.spawn(order, output: output.path(), errors: errors.path())
    }

    deinit {
        let isReaped = isReaped.withLock { $0 }
        kill(-pid, SIGKILL)
        if !isReaped { waitpid(pid, nil, 0) }
    }

    /// What it has written to standard output so far.
    var text: String { Child.read(output) }

    /// What it has written to standard error so far.
    var complaints: String { Child.read(errors) }

    func send(_ signal: Int32) { kill(pid, signal) }

    /// Whether it has ended of itself; the exit code is then lost to `exit()`.
    var hasEnded: Bool {
        isReaped.withLock { isReaped in
            if !isReaped, waitpid(pid, nil, WNOHANG) == pid { isReaped = true }
            return isReaped
        }
    }

    /// Waits for its end: the exit code, or minus the number of the signal that ended it.
    ///
    /// A thread of its own waits, so that the pool of Swift's tasks is never blocked; a test that runs out of time
    /// kills the program.
    func exit() async -> Int32 {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                Thread { [self] in
                    var status: Int32 = 0
                    while waitpid(pid, &status, 0) == -1, errno == EINTR {}
                    isReaped.withLock { $0 = true }
                    continuation.resume(returning: status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F))
                }.start()
            }
        } onCancel: {
            kill(-pid, SIGKILL)
        }
    }

    private static func read(_ file: URL) -> String {
        String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self)
    }

    private static func spawn(_ order: Order, output: String, errors: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, order.input?.path() ?? "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
        var pid: pid_t = 0
        let environment = Child.surroundings.merging(order.environment) { $1 }.map { "\($0)=\($1)" }
        // `env` changes the folder and becomes the program: `posix_spawn` itself has no way that Swift can see.
        let code = withCStrings(["env", "-C", order.folder.path()] + order.arguments) { arguments in
            withCStrings(environment) { posix_spawn(&pid, "/usr/bin/env", &actions, &attributes, arguments, $0) }
        }
        guard code == 0 else {
            throw Trouble("cannot start `\(order.arguments[0])`: \(String(cString: strerror(code)))")
        }
        return pid
    }

    /// The environment of the tests, without what would reconfigure Dunlin.
    private static let surroundings = ProcessInfo.processInfo.environment
        .filter { !$0.key.hasPrefix("DUNLIN") }
        .merging(["LC_ALL": "C.UTF-8", "TZ": "UTC"]) { $1 }
}

/// What makes a test impossible, in words that mend it.
struct Trouble: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

private func withCStrings<Result>(
    _ strings: [String],
    _ body: ([UnsafeMutablePointer<CChar>?]) throws -> Result
) rethrows -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return try body(copies + [nil])
}

/// Looks again and again until something holds; the only place where these tests wait by the clock.
func eventually(
    _ what: @autoclosure () -> String,
    within limit: Duration = .seconds(60),
    _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < deadline else { throw Trouble("it never came about: \(what())") }
        try await Task.sleep(for: .milliseconds(10))
    }
}
