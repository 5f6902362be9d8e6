import Mailroom
import Settings

/// Looks into all mailboxes again and again, while something else is done.
struct InboxRounds: Sendable {
    private let inboxes: [Inbox]
    private let desk: MailDesk
    private let console: Console
    /// Is told each mail's meaning, and in which mailbox it lay.
    private let telling: @Sendable (MailReading, String) -> Void

    init(
        _ settings: Settings,
        _ desk: Desk,
        _ console: Console,
        telling: @escaping @Sendable (MailReading, String) -> Void = { _, _ in }
    ) throws {
        inboxes = try settings.inboxes.map(Inbox.init)
        self.desk = MailDesk(settings, desk)
        self.console = console
        self.telling = telling
    }

    // The task tree: one child a mailbox, each until cancelled; the work runs in the parent.
    func during<Value>(_ work: () async throws -> Value) async throws -> Value {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for inbox in inboxes { group.addTask { await watch(inbox) } }
            defer { group.cancelAll() }
            return try await work()
        }
    }

    /// Looks into each mailbox once; the names of those that could not be emptied.
    func once(dryRun: Bool) async -> [String] {
        var failed: [String] = []
        for inbox in inboxes {
            do throws(Inbox.Trouble) {
                if dryRun {
                    try await inbox.look(desk.reader) { telling($0, inbox.name) }
                } else {
                    try await inbox.empty(onto: desk) { telling($0, inbox.name) }
                }
            } catch {
                console.say("\(inbox.name): \(error)")
                failed.append(inbox.name)
            }
        }
        return failed
    }

    /// A mailbox that fails is told of and left alone for longer each time; it never stops the work.
    private func watch(_ inbox: Inbox) async {
        var failures = 0
        while !Task.isCancelled {
            do throws(Inbox.Trouble) {
                try await inbox.empty(onto: desk) { telling($0, inbox.name) }
                if failures > 0 { console.say("\(inbox.name): works again") }
                failures = 0
            } catch {
                guard !Task.isCancelled else { return }
                failures += 1
                console.say("\(inbox.name): \(error); looked into again in \(pause(inbox, failures))")
            }
            try? await Task.sleep(for: pause(inbox, failures))
        }
    }

    /// Twice as long after each failure, up to a quarter of an hour.
    private func pause(_ inbox: Inbox, _ failures: Int) -> Duration {
        min(inbox.every * (1 << min(failures, 8)), max(inbox.every, .seconds(900)))
    }
}
