import Foundation

/// Looks at a folder again and again, and tells when something in it has changed and has come to rest.
package struct FolderWatch: Sendable {
    /// What a file looked like.
    private struct Stamp: Hashable {
        let path: String
        let size: Int64
        let seconds: Int
        let nanoseconds: Int
        let node: UInt64
    }

    private let folder: String
    private let pace: Duration

    /// - Parameters:
    ///   - folder: the folder, with all that is in it.
    ///   - pace: how often it is looked at; a change counts once it has lasted that long.
    package init(folder: String, pace: Duration = .milliseconds(150)) {
        self.folder = folder
        self.pace = pace
    }

    /// Watches until cancelled.
    package func run(clock: any Clock<Duration> = ContinuousClock(), whenChanged: () async -> Void) async throws {
        var known = stamps()
        while true {
            try await clock.sleep(for: pace)
            var seen = stamps()
            guard seen != known else { continue }
            // An editor writes, renames, sets times: what is still moving is not read.
            while true {
                try await clock.sleep(for: pace)
                let next = stamps()
                if next == seen { break }
                seen = next
            }
            known = seen
            await whenChanged()
        }
    }

    private func stamps() -> Set<Stamp> {
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        var stamps: Set<Stamp> = []
        for path in paths {
            var status = stat()
            guard stat(folder + "/" + path, &status) == 0 else { continue }
            stamps.insert(
                Stamp(
                    path: path,
                    size: Int64(status.st_size),
                    seconds: status.st_mtim.tv_sec,
                    nanoseconds: status.st_mtim.tv_nsec,
                    node: UInt64(status.st_ino)
                )
            )
        }
        return stamps
    }
}
