/// Why a sandbox does not start.
package enum SandboxError: Error, Hashable {
    /// The sandbox would be open to others: listen on a loopback address.
    case notLoopback(String)
    /// Somebody else has the port, or it is not ours to take.
    case cannotListen(port: Int, reason: String)
    /// The sandbox ended before it was ready.
    case ended
}

extension SandboxError: CustomStringConvertible {
    /// What happened and what mends it.
    package var description: String {
        switch self {
        case .notLoopback(let host):
            "the sandbox takes any message from anybody and does not listen on `\(host)`; use 127.0.0.1 or ::1"
        case .cannotListen(let port, let reason):
            "cannot listen on port \(port): \(reason); stop who has it, or choose 0 for any free port"
        case .ended: "the sandbox ended before it was ready"
        }
    }
}
