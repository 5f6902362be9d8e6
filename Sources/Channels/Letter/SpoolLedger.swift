import Dunning
import Foundation

/// Which attempts the manifest tells of, without the manifest in memory: 8 bytes a letter.
struct SpoolLedger {
    private var seen: Set<Int> = []
    /// How far the manifest was read, and which file it was.
    private var offset: off_t = 0
    private var identity: ino_t = 0
    /// What stands behind the last line end: a line that a crash or a full disk cut off.
    private var rest: [UInt8] = []

    /// Whether the manifest has a line for an attempt; reads what was added to it since the last time.
    mutating func tells(
        of attempt: AttemptID,
        in manifest: Int32,
        _ disk: SpoolDisk
    ) throws(SpoolDisk.Fault) -> Bool {
        var status = stat()
        try disk.run(.readManifest) { Int(fstat(manifest, &status)) }
        if status.st_ino != identity || status.st_size < offset {
            self = SpoolLedger()
            identity = status.st_ino
        }
        while let ids = try nextIDs(manifest, disk) { seen.formUnion(ids.map(\.hashValue)) }
        guard seen.contains(attempt.rawValue.hashValue) else { return false }
        // Two ids can have one hash: look again, at the ids themselves.
        var isThere = false
        var again = SpoolLedger()
        while !isThere, let ids = try again.nextIDs(manifest, disk) { isThere = ids.contains(attempt.rawValue) }
        return isThere
    }

    /// Adds a letter's line in one write and makes it durable.
    mutating func add(_ item: SpoolFolder.Item, to manifest: Int32, _ disk: SpoolDisk) throws(SpoolDisk.Fault) {
        // A cut-off line must not swallow the next one.
        let line = rest.isEmpty ? item.line : [0x0A] + item.line
        try disk.write(line, to: manifest, .writeManifest)
        try disk.run(.syncManifest) { Int(fsync(manifest)) }
    }

    /// The attempts of the lines that end in the next piece of the manifest; nil at its end.
    private mutating func nextIDs(_ manifest: Int32, _ disk: SpoolDisk) throws(SpoolDisk.Fault) -> [String]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = try disk.run(.readManifest) { pread(manifest, &buffer, buffer.count, offset) }
        guard count > 0 else { return nil }
        offset += off_t(count)
        rest += buffer.prefix(count)
        var lines = rest.split(separator: 0x0A, omittingEmptySubsequences: false)
        rest = lines.popLast().map(Array.init) ?? []
        return lines.compactMap { line in (try? JSON(parsing: line))?["attempt"]?.string }
    }
}
