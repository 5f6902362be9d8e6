/// A place within a JSON text (RFC 6901).
///
/// Kept as steps and spelt out only when somebody asks: of the places that are looked at, hardly one is ever told.
public struct JSONPointer: Hashable, Sendable, CustomStringConvertible {
    private indirect enum Steps: Hashable, Sendable {
        case root
        case member(Steps, String)
        case element(Steps, Int)
    }

    private let steps: Steps

    /// The whole text.
    public static let root = JSONPointer(steps: .root)

    private init(steps: Steps) { self.steps = steps }

    /// The member of the object at this place.
    public func appending(_ name: String) -> JSONPointer { JSONPointer(steps: .member(steps, name)) }

    /// The element of the array at this place, from 0.
    public func appending(_ index: Int) -> JSONPointer { JSONPointer(steps: .element(steps, index)) }

    /// The pointer as it is written, such as `/debtor/contacts/0/value`; empty for the whole text.
    public var description: String { JSONPointer.text(of: steps) }

    private static func text(of steps: Steps) -> String {
        switch steps {
        case .root: ""
        case .member(let before, let name): text(of: before) + "/" + escaped(name)
        case .element(let before, let index): text(of: before) + "/\(index)"
        }
    }

    /// `~` and `/` of a name as the RFC escapes them.
    private static func escaped(_ name: String) -> String {
        name.replacing("~", with: "~0").replacing("/", with: "~1")
    }
}
