import Dunning
import TOML

/// Values from the environment that take the place of the file's: `DUNLIN_EMAIL__PRIMARY__RATE=10/s`.
///
/// The parts between two underscores are the keys on the way, in any case; a hyphen of a name is written as `_`. A
/// value is read as TOML where it is TOML (`8`, `true`, `["a"]`, `{ env = "X" }`), otherwise as a string.
enum Overrides {
    static let prefix = "DUNLIN_"

    /// Puts the values into the document; answers which variable is behind which key, and which could not be put.
    static func apply(
        _ environment: [String: String],
        to document: inout TOMLDocument
    ) -> (sources: [String: String], mistakes: [Diagnostic]) {
        var sources: [String: String] = [:]
        var mistakes: [Diagnostic] = []
        for (variable, text) in environment.sorted(by: { $0.key < $1.key }) {
            guard variable.hasPrefix(prefix), variable.contains("__") else { continue }
            let parts = split(String(variable.dropFirst(prefix.count)))
            guard parts.count >= 2, parts.allSatisfy({ !$0.isEmpty }) else { continue }
            let path = path(parts, in: document.root)
            if document.root.set(TOMLNode(value(text), at: .outside), at: path) {
                sources[path.joined(separator: ".")] = variable
            } else {
                let place = Place(file: variable, field: path.joined(separator: "."))
                let mend = "name keys within tables, joined by two underscores"
                mistakes.append(Diagnostic(at: place, "a value that is no table stands on the way", mend: mend))
            }
        }
        return (sources, mistakes)
    }

    private static func split(_ text: String) -> [String] {
        text.split(separator: "__", omittingEmptySubsequences: false).map(String.init)
    }

    /// The keys as the file spells them, where it has them.
    private static func path(_ parts: [String], in root: TOMLTable) -> [String] {
        var table: TOMLTable? = root
        return parts.map { part in
            let folded = part.lowercased()
            let key = table?.entries.first { $0.key.lowercased().replacing("-", with: "_") == folded }?.key ?? folded
            if case .table(let inner)? = table?[key]?.node.value { table = inner } else { table = nil }
            return key
        }
    }

    private static func value(_ text: String) -> TOMLValue {
        guard !text.contains(where: \.isNewline),
            let document = try? TOMLDocument(text: "value = \(text)", file: ""), document.root.entries.count == 1,
            let node = document.root["value"]?.node
        else { return .string(text) }
        return outside(node.value)
    }

    /// The value with all its places taken away: they would name lines of no file.
    private static func outside(_ value: TOMLValue) -> TOMLValue {
        switch value {
        case .array(let elements): .array(elements.map { TOMLNode(outside($0.value), at: .outside) })
        case .table(let table):
            .table(
                TOMLTable(
                    table.entries.map {
                        TOMLEntry(key: $0.key, at: .outside, node: TOMLNode(outside($0.node.value), at: .outside))
                    }
                )
            )
        default: value
        }
    }
}
