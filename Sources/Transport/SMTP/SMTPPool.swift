/// Connections to one relay, kept and reused; each has a thread of its own.
///
/// ```
/// send ─▶ bounded queue ─▶ worker thread 1…n, each with one connection ─▶ outcome
/// ```
///
/// A pool belongs to one account and shares its connections with no other, so that no message ever goes out under
/// another's credentials or certificate authority.
public final class SMTPPool: Sendable {
    private let desk: SMTPDesk?

    /// Makes a pool; connections are opened when the first messages come.
    ///
    /// - Parameters:
    ///   - account: the relay.
    ///   - connections: how many at most, 1 or more.
    ///   - queueLimit: how many messages may wait for a connection; one more is not sent (``TransportFault/Kind/queueFull``).
    ///   - idle: how long an unused connection stays open before QUIT.
    ///   - timeouts: for each step.
    public init(
        account: SMTPAccount,
        connections: Int = 4,
        queueLimit: Int = 1_000,
        idle: Duration = .seconds(30),
        timeouts: SMTPTimeouts = SMTPTimeouts()
    ) {
        desk = StopSignal().map { stop in
            SMTPDesk(
                account: account,
                connections: max(1, connections),
                queueLimit: max(0, queueLimit),
                idle: idle,
                timeouts: timeouts,
                stop: stop
            )
        }
    }

    deinit {
        desk?.close()
    }

    /// Sends one message and tells what became of it; never throws, since each end has its own consequence.
    ///
    /// A task that is cancelled while its message waits in the queue gets `notSent`; once the message is with a
    /// connection, its outcome is waited for, so that it is never lost. What is urgent goes before what waits.
    public func send(_ mail: SMTPMail, isUrgent: Bool = false) async -> SMTPOutcome {
        guard let desk else { return .notSent(TransportFault(.internalFailure, "no descriptors left")) }
        let flag = CancelFlag()
        return await withTaskCancellationHandler {
            await withCheckedContinuation {
                desk.submit(SMTPJob(mail: mail, isUrgent: isUrgent, flag: flag, reply: $0))
            }
        } onCancel: {
            flag.raise()
        }
    }

    /// Ends the pool: what waits is not sent, what is in flight gets `grace` to finish, then is broken off.
    ///
    /// Returns when all connections are closed. A cancelled caller forgoes the rest of the grace time.
    public func shutdown(grace: Duration = .seconds(30)) async {
        guard let desk else { return }
        desk.close()
        // Task tree: one child waits for the last worker to leave, the other for the end of the grace time.
        await withTaskGroup { group in
            group.addTask { await desk.closed() }
            group.addTask {
                try? await Task.sleep(for: grace)
                desk.stop.raise()
            }
            await group.next()
            group.cancelAll()
        }
    }
}
