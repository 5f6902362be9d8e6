import Foundation

/// A folder of its own for one test, gone afterwards.
struct TemporaryFolder: Sendable {
    let path: String

    /// Makes a folder, lends it out, and removes it with all that is in it.
    static func with<Value>(_ work: (TemporaryFolder) async throws -> Value) async throws -> Value {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("dunlin-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: url) }
        return try await work(TemporaryFolder(path: url.path))
    }

    /// The database's file.
    var database: String { path + "/dunlin.db" }
}
