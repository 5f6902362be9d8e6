import Dispatcher
import Dunning
import Foundation

/// The folder of `[folders] documents`.
struct DocumentFolder: DocumentShelf {
    /// What mail servers commonly take is 25 MB, a third of which is spent on encoding.
    private static let mostBytes = 10_000_000

    let path: String

    func document(_ name: DocumentName) throws(DocumentFault) -> [UInt8] {
        let file = path + "/" + name.path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), !isFolder.boolValue else {
            throw DocumentFault("document `\(name)` is not in the folder of documents")
        }
        let size = (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? nil
        guard let size, size <= Self.mostBytes else {
            throw DocumentFault("document `\(name)` is larger than \(Self.mostBytes / 1_000_000) MB")
        }
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: file)) else {
            throw DocumentFault("document `\(name)` cannot be read")
        }
        guard data.starts(with: Data("%PDF-".utf8)) else { throw DocumentFault("document `\(name)` is no PDF") }
        return [UInt8](data)
    }
}
