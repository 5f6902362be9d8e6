/// A value that is read from a JSON object, with all its mistakes at once, and written as one.
public protocol JSONCoded {
    /// Reads the members; nil where the value cannot be built. The reader holds what was wrong.
    init?(reading reader: JSONFieldReader)
    /// The object; read again it gives the same value.
    var json: JSON { get }
}

extension JSONCoded {
    /// Reads one object: the value where nothing is wrong, and all that is wrong where something is.
    public static func read(_ json: JSON, at place: Place = Place()) -> (value: Self?, diagnostics: [Diagnostic]) {
        let reader = JSONFieldReader(json, at: place)
        let value = Self(reading: reader)
        let diagnostics = reader.finish()
        return (diagnostics.contains { $0.severity == .error } ? nil : value, diagnostics)
    }

    /// Reads the text of one object that was written by us, as a store does.
    /// - Throws: everything that is wrong with it.
    public init(jsonText: String) throws(JSONUnreadable) {
        let json: JSON
        do throws(JSONError) {
            json = try JSON(parsing: jsonText)
        } catch {
            throw JSONUnreadable(diagnostics: [Diagnostic(at: Place(), error.description)])
        }
        let (value, diagnostics) = Self.read(json)
        guard let value else { throw JSONUnreadable(diagnostics: diagnostics) }
        self = value
    }
}

/// Why a text of ours could not be read again.
public struct JSONUnreadable: Error, Hashable, Sendable, CustomStringConvertible {
    /// All that is wrong.
    public let diagnostics: [Diagnostic]

    /// The mistakes, one after the other.
    public var description: String { diagnostics.map(\.description).joined(separator: "; ") }
}
