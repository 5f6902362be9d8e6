/// A letter in the hot folder, as its manifest tells of it.
package struct Letter: Sendable, Equatable {
    /// Its place in the manifest, from 1; letters that no line tells of come after all others.
    package let number: Int
    /// The name within the folder, checked to be nothing but a name; nil where the manifest names anything else.
    package let file: String?
    package let attempt: String
    package let sha256: String?
    package let pages: Int?
    package let address: [String]
    /// The file's length in bytes; nil where there is no such file.
    package var size: Int?
}
