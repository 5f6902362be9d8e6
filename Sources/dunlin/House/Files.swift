import Dunning
import Foundation

/// Reads files for the rooms that read none themselves.
enum Files {
    /// The bytes of a file; `-` is standard input.
    static func read(_ path: String) throws -> [UInt8] {
        do {
            if path == "-" { return [UInt8](try FileHandle.standardInput.readToEnd() ?? Data()) }
            return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw Stop("cannot read `\(path)`: \(reason(error))", hint: "give the path of a file that can be read")
        }
    }

    /// Writes a file whose folder is there.
    static func write(_ bytes: [UInt8], to path: String) throws {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path))
        } catch {
            throw Stop("cannot write `\(path)`", hint: "name a file or folder that may be written", code: .unavailable)
        }
    }

    /// All files under a folder whose names end so, with paths relative to it, sorted; hidden ones are left out.
    ///
    /// The folder and its files may be links, as deployments make them. A link to a folder within it stops: it would
    /// not be walked, and a rule that is passed over in silence might be the one that forbids.
    static func folder(_ path: String, endings: [String] = []) throws -> [SourceFile] {
        let root = URL(fileURLWithPath: path, isDirectory: true).resolvingSymlinksInPath()
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: root.path, isDirectory: &isFolder), isFolder.boolValue,
            let walk = FileManager.default.enumerator(atPath: root.path)
        else {
            throw Stop(
                "there is no folder `\(path)`",
                hint: "set it under [folders] in channels.conf",
                code: .configuration
            )
        }
        var files: [SourceFile] = []
        while let name = walk.nextObject() as? String {
            let parts = name.split(separator: "/")
            guard !parts.contains(where: { $0.hasPrefix(".") }),
                try type(of: name, in: root, walk) == .typeRegular,
                endings.isEmpty || endings.contains(where: name.hasSuffix)
            else { continue }
            files.append(SourceFile(path: name, bytes: try read(root.path + "/" + name)))
        }
        return files.sorted { $0.path < $1.path }
    }

    /// What a name stands for, through a link.
    private static func type(
        of name: String,
        in root: URL,
        _ walk: FileManager.DirectoryEnumerator
    ) throws -> FileAttributeType? {
        let type = walk.fileAttributes?[.type] as? FileAttributeType
        guard type == .typeSymbolicLink else { return type }
        var isFolder: ObjCBool = false
        let path = root.path + "/" + name
        guard !FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) || !isFolder.boolValue else {
            throw Stop(
                "`\(path)` is a link to a folder, which would not be read",
                hint: "put the folder itself there",
                code: .configuration
            )
        }
        // A link that leads nowhere is read all the same, so that it is told and not passed over.
        return .typeRegular
    }

    private static func reason(_ error: any Error) -> String {
        let code = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        guard let code, code.domain == NSPOSIXErrorDomain else { return "no such file, or it may not be read" }
        return String(cString: strerror(Int32(code.code))).lowercased()
    }
}
