import Dunning

/// The engine's own values for templates: free, but named so that a template can ask for them, and not without end.
struct DataCheck: ActionCheck {
    private static let deepest = 4
    private static let mostBytes = 32 << 10

    func remarks(on action: Spot) -> [Remark] {
        guard let data = action["data"], data.json.object != nil else { return [] }
        let size = data.json.canonicalBytes.count
        guard size <= Self.mostBytes else {
            return [data.error("\(size) bytes", mend: "give at most \(Self.mostBytes)")]
        }
        return remarks(within: data, depth: 1)
    }

    private func remarks(within spot: Spot, depth: Int) -> [Remark] {
        guard depth <= Self.deepest else {
            return [spot.error("nested deeper than \(Self.deepest) levels", mend: "give flatter values")]
        }
        switch spot.json {
        case .object(let members):
            return members.sorted { $0.key < $1.key }.flatMap { name, value in
                member(
                    name,
                    Spot(json: value, pointer: spot.pointer.appending(String(quoted(name).dropFirst().dropLast()))),
                    depth
                )
            }
        case .array: return spot.elements.flatMap { remarks(within: $0, depth: depth + 1) }
        case .string: return TextCheck.remark(on: spot, atMost: 4000).map { [$0] } ?? []
        case .null, .boolean, .integer, .number: return []
        }
    }

    private func member(_ name: String, _ spot: Spot, _ depth: Int) -> [Remark] {
        let inner = spot.json.object == nil ? depth : depth + 1
        guard Self.isTemplateName(name) else {
            let mend = "begin with a letter, go on with letters, digits and `_`, at most 64"
            return [spot.error("\(quoted(name)) can be no name in a template", mend: mend)]
                + remarks(within: spot, depth: inner)
        }
        return remarks(within: spot, depth: inner)
    }

    private static func isTemplateName(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first, name.utf8.count <= 64 else { return false }
        func isLetter(_ scalar: Unicode.Scalar) -> Bool {
            ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
        }
        return isLetter(first)
            && name.unicodeScalars.allSatisfy { isLetter($0) || ("0"..."9").contains($0) || $0 == "_" }
    }
}
