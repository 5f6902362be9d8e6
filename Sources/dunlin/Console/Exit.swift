import ArgumentParser

/// How a command ends (the codes of sysexits.h).
extension ExitCode {
    /// The input could not be accepted; what was wrong has been said.
    static let badData = ExitCode(65)
    /// Something that is needed does not answer.
    static let unavailable = ExitCode(69)
    /// A defect.
    static let defect = ExitCode(70)
    /// Try again later.
    static let temporary = ExitCode(75)
    /// The configuration is wrong; all mistakes have been named.
    static let configuration = ExitCode(78)
}

/// Why a command cannot go on: what is said on stderr, what mends it, and the exit code.
struct Stop: Error {
    let message: String
    let hint: String?
    let code: ExitCode

    init(_ message: String, hint: String? = nil, code: ExitCode = .badData) {
        self.message = message
        self.hint = hint
        self.code = code
    }
}
