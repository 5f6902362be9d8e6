import Foundation

/// The system calls of a hot folder, each by name, so that tests can let each of them fail.
struct SpoolDisk: Sendable {
    /// What is done to the disk, in the order in which a letter meets it.
    enum Step: String, CaseIterable, Sendable {
        case makeFolder, openManifest, readManifest, openFile, writeFile, syncFile, rename, syncFolder
        case writeManifest, syncManifest
    }

    /// What went wrong at which step.
    struct Fault: Error, Hashable {
        let step: Step
        let code: Int32
    }

    /// The error number with which a step fails; nil = it does not.
    var failure: @Sendable (Step) -> Int32? = { _ in nil }

    /// Runs a call that says -1 where it fails; a call that a signal broke off is made again.
    @discardableResult
    func run(_ step: Step, _ call: () -> Int) throws(Fault) -> Int {
        if let code = failure(step) { throw Fault(step: step, code: code) }
        while true {
            let result = call()
            if result >= 0 { return result }
            let code = errno
            if code != EINTR { throw Fault(step: step, code: code) }
        }
    }

    /// Opens a file, lends its descriptor and closes it.
    func withFile<Result>(
        _ path: String,
        _ flags: Int32,
        _ step: Step,
        _ body: (Int32) throws(Fault) -> Result
    ) throws(Fault) -> Result {
        let file = Int32(try run(step) { Int(open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0o640)) })
        defer { close(file) }
        return try body(file)
    }

    /// Writes all bytes, however many calls that takes.
    func write(_ bytes: [UInt8], to file: Int32, _ step: Step) throws(Fault) {
        var done = 0
        while done < bytes.count {
            done += try run(step) {
                bytes.withUnsafeBytes { Foundation.write(file, $0.baseAddress?.advanced(by: done), $0.count - done) }
            }
        }
    }

    /// Makes a folder durable, so that a name in it survives a power cut.
    func sync(folder: String) throws(Fault) {
        try withFile(folder, O_RDONLY | O_DIRECTORY, .syncFolder) { file throws(Fault) in
            _ = try run(.syncFolder) { Int(fsync(file)) }
        }
    }
}
