@preconcurrency import Dispatch
import Foundation

/// A program of this machine that previews use where it is installed; nothing needs it.
struct Tool: Sendable {
    let path: String

    /// The program of that name, in the folders of `PATH`.
    init?(named name: String) {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let paths = folders.map { "\($0)/\(name)" }
        guard let path = paths.first(where: FileManager.default.isExecutableFile) else { return nil }
        self.path = path
    }

    /// Runs it to its end and tells whether all went well.
    ///
    /// What it says is nobody's business.
    func run(_ arguments: [String]) async -> Bool {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: runToEnd(arguments)) }
        }
    }

    private func runToEnd(_ arguments: [String]) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}

/// A folder for the files of one tool, gone when the work is done.
enum Scratch {
    static func during<Value>(_ work: (URL) async throws -> Value) async rethrows -> Value? {
        let folder = FileManager.default.temporaryDirectory.appending(path: "dunlin-\(UUID().uuidString)")
        guard
            (try? FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )) != nil
        else { return nil }
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await work(folder)
    }
}
