/// A place within a JSON text (RFC 6901).
public struct JSONPointer: Hashable, Sendable, CustomStringConvertible {
    /// The pointer as it is written, such as `/debtor/contacts/0/value`; empty for the whole text.
    public let description: String

    /// The whole text.
    public static let root = JSONPointer(description: "")

    /// The member of the object at this place; `~` and `/` of its name are escaped.
    public func appending(_ name: String) -> JSONPointer {
        var escaped = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "~": escaped += "~0"
            case "/": escaped += "~1"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return JSONPointer(description: description + "/" + escaped)
    }

    /// The element of the array at this place, from 0.
    public func appending(_ index: Int) -> JSONPointer { JSONPointer(description: description + "/\(index)") }
}
