import Foundation
import Synchronization

/// A flag that also wakes every thread that polls: once raised, the descriptor stays readable.
final class StopSignal: Sendable {
    /// To be polled for reading next to the socket.
    let descriptor: Int32

    private let writeEnd: Mutex<Int32?>
    private let raised = Atomic<Bool>(false)

    /// `nil` where the system has no descriptors left.
    init?() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        descriptor = ends[0]
        writeEnd = Mutex(ends[1])
    }

    deinit {
        raise()
        close(descriptor)
    }

    var isRaised: Bool { raised.load(ordering: .acquiring) }

    /// Closing the other end makes the pipe readable for all, for ever.
    func raise() {
        raised.store(true, ordering: .releasing)
        writeEnd.withLock { end in
            if let open = end { close(open) }
            end = nil
        }
    }
}
