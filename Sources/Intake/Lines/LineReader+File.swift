public import Foundation

/// A file that could not be read.
public struct FileUnreadable: Error, Hashable, Sendable, CustomStringConvertible {
    /// What the system said.
    public let description: String
}

extension LineReader where Failure == FileUnreadable {
    /// A reader over a file or standard input, 64 KiB at a time.
    public init(file: FileHandle, limits: LineLimits = LineLimits()) {
        self.init(limits: limits) { () throws(FileUnreadable) in
            do {
                return Array(try file.read(upToCount: 64 << 10) ?? Data())
            } catch {
                throw FileUnreadable(description: error.localizedDescription)
            }
        }
    }
}
