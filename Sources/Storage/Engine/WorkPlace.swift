package import Dispatch

/// Where work that waits on disk or network is done.
package enum WorkPlace: Sendable {
    /// A serial queue with a thread of its own, so that the threads of Swift's tasks never wait.
    case queue(DispatchQueue)
    /// Right where it is asked for: nothing happens by itself, so whoever runs the tasks decides what happens when.
    case caller

    /// A new queue of that name.
    package static func thread(_ label: String) -> WorkPlace { .queue(DispatchQueue(label: label)) }

    /// Does the work there.
    package func perform(_ work: @escaping @Sendable () -> Void) {
        switch self {
        case .queue(let queue): queue.async(execute: work)
        case .caller: work()
        }
    }
}
