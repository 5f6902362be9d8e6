import Dunning
import Foundation
import Synchronization

/// The folder of one spool: a PDF a letter, and the manifest.
///
/// A letter is written under `.tmp`, made durable, renamed to its own name, and then told of. What fails before the
/// rename left nothing behind. What fails after it is unknown: a print house that watches the folder may have taken
/// the file; handing the same attempt over again finds it and finishes.
final class SpoolFolder: Sendable {
    /// One letter on its way into the folder.
    struct Item {
        let name: String
        let attempt: AttemptID
        let pdf: [UInt8]
        /// Its line of the manifest, with the line end.
        let line: [UInt8]
    }

    private let directory: String
    private let disk: SpoolDisk
    /// What the manifest is known to tell of; also lets one letter in at a time.
    private let ledger = Mutex(SpoolLedger())

    init(directory: String, disk: SpoolDisk) {
        self.directory = directory
        self.disk = disk
    }

    /// Puts a letter into the folder, once.
    func put(_ item: Item) -> Handover {
        ledger.withLock { ledger in
            var isVisible = false
            do throws(SpoolDisk.Fault) {
                try makeFolders()
                return try disk.withFile(path("manifest.jsonl"), O_RDWR | O_APPEND | O_CREAT, .openManifest) {
                    manifest throws(SpoolDisk.Fault) in
                    isVisible = try ledger.tells(of: item.attempt, in: manifest, disk)
                    if isVisible {
                        // Whoever wrote the line may have died before it was durable.
                        try disk.run(.syncManifest) { Int(fsync(manifest)) }
                        return .accepted(reference: item.name)
                    }
                    switch file(item) {
                    case .other: return .unknown("a file `\(item.name)` with another content lies in the folder")
                    case .same: break
                    case .missing:
                        try writeFile(item)
                    }
                    isVisible = true
                    try disk.sync(folder: directory)
                    try ledger.add(item, to: manifest, disk)
                    return .accepted(reference: item.name)
                }
            } catch {
                return SpoolFolder.handover(error, isVisible: isVisible)
            }
        }
    }

    /// What became of a letter that may have been put into the folder; writes its line where only that is missing.
    ///
    /// A print house goes by the manifest, so a letter without a line and without a file was never there.
    func settle(_ item: Item) -> Settlement {
        ledger.withLock { ledger in
            do throws(SpoolDisk.Fault) {
                // A folder or manifest that is not there holds no letter; one that cannot be reached may.
                try makeFolders()
                return try disk.withFile(path("manifest.jsonl"), O_RDWR | O_APPEND | O_CREAT, .openManifest) {
                    manifest throws(SpoolDisk.Fault) in
                    if try ledger.tells(of: item.attempt, in: manifest, disk) {
                        try disk.run(.syncManifest) { Int(fsync(manifest)) }
                        return .handedOver(reference: item.name)
                    }
                    switch file(item) {
                    case .other: return .cannotTell("a file `\(item.name)` with another content lies in the folder")
                    case .missing: return .notTaken
                    case .same:
                        try disk.sync(folder: directory)
                        try ledger.add(item, to: manifest, disk)
                        return .handedOver(reference: item.name)
                    }
                }
            } catch {
                return .cannotTell("\(error.step.rawValue): \(String(cString: strerror(error.code)))")
            }
        }
    }

    private func path(_ name: String) -> String { directory + "/" + name }

    private func makeFolders() throws(SpoolDisk.Fault) {
        var made = directory.hasPrefix("/") ? "/" : ""
        for part in (directory + "/.tmp").split(separator: "/") {
            made += part
            try disk.run(.makeFolder) { mkdir(made, 0o750) == 0 || errno == EEXIST || isFolder(made) ? 0 : -1 }
            made += "/"
        }
    }

    private func isFolder(_ path: String) -> Bool {
        var status = stat()
        let code = errno
        defer { errno = code }
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Leaves nothing behind where it fails.
    private func writeFile(_ item: Item) throws(SpoolDisk.Fault) {
        let temporary = path(".tmp/" + item.name)
        do throws(SpoolDisk.Fault) {
            try disk.withFile(temporary, O_WRONLY | O_CREAT | O_TRUNC, .openFile) { file throws(SpoolDisk.Fault) in
                try disk.write(item.pdf, to: file, .writeFile)
                _ = try disk.run(.syncFile) { Int(fsync(file)) }
            }
            try disk.run(.rename) { Int(rename(temporary, path(item.name))) }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    private enum Found { case missing, same, other }

    /// What lies under the letter's name: after a crash between rename and manifest, the letter itself.
    private func file(_ item: Item) -> Found {
        var status = stat()
        guard lstat(path(item.name), &status) == 0 else { return .missing }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size == item.pdf.count else { return .other }
        return FileManager.default.contents(atPath: path(item.name)) == Data(item.pdf) ? .same : .other
    }

    private static func handover(_ fault: SpoolDisk.Fault, isVisible: Bool) -> Handover {
        let text = "\(fault.step.rawValue): \(String(cString: strerror(fault.code)))"
        if isVisible { return .unknown(text) }
        let code =
            switch fault.code {
            case ENOSPC, EDQUOT: "no-space"
            case EROFS, EACCES, EPERM: "read-only"
            case ENOTDIR, EEXIST, ELOOP, EISDIR: "no-folder"
            default: "disk"
            }
        return .refused(Refusal(.temporary, code: code, text: text))
    }
}
