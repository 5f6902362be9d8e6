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

    /// All files under a folder whose names end so, with paths relative to it, sorted; hidden ones are left out.
    static func folder(_ path: String, endings: [String] = []) throws -> [SourceFile] {
        let root = URL(fileURLWithPath: path, isDirectory: true).standardizedFileURL
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
                endings.isEmpty || endings.contains(where: name.hasSuffix),
                walk.fileAttributes?[.type] as? FileAttributeType == .typeRegular
            else { continue }
            files.append(SourceFile(path: name, bytes: try read(root.path + "/" + name)))
        }
        return files.sorted { $0.path < $1.path }
    }

    private static func reason(_ error: any Error) -> String {
        let code = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        guard let code, code.domain == NSPOSIXErrorDomain else { return "no such file, or it may not be read" }
        return String(cString: strerror(Int32(code.code))).lowercased()
    }
}
