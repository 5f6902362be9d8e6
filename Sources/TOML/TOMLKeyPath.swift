/// The path of keys and indices that leads to a value, as people write it.
struct TOMLKeyPath: Sendable, Hashable {
    /// The path so far, such as `sequence.standard.steps[0]`; empty at the top level.
    let text: String

    /// The top level.
    static let root = TOMLKeyPath(text: "")

    /// The path of a key in the table at this path; quoted where TOML would want quotes.
    func appending(_ key: String) -> TOMLKeyPath {
        let name = Self.isBare(key) ? key : "\"\(key)\""
        return TOMLKeyPath(text: text.isEmpty ? name : "\(text).\(name)")
    }

    /// The path of an element in the array at this path, counted from 0.
    func appending(_ index: Int) -> TOMLKeyPath {
        TOMLKeyPath(text: "\(text)[\(index)]")
    }

    private static func isBare(_ key: String) -> Bool {
        !key.isEmpty
            && key.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
