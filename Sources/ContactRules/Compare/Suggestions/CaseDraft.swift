import Dunning

/// A case as JSON with what was changed in it, in words.
struct CaseDraft: Sendable {
    /// What is different from the case that it was made from: "by letter".
    var words: String
    var json: JSON

    /// The same with a member set, or removed where the value is nil.
    func setting(_ path: String..., to value: JSON?, _ words: String) -> CaseDraft {
        CaseDraft(words: words, json: json.setting(path[...], to: value))
    }

    /// The moment of the contact.
    var at: Instant? { json["contact"]?["at"]?.string.flatMap(Instant.init(rfc3339:)) }
    /// The channel of the contact.
    var channel: Channel? { json["contact"]?["channel"]?.string.flatMap(Channel.init(rawValue:)) }
    /// The contacts that took place.
    var history: [JSON] { json["history"]?.array ?? [] }
    /// What is known.
    var facts: [JSON] { json["facts"]?.array ?? [] }
}

extension JSON {
    /// The same with a member set, however deep, or removed where the value is nil.
    func setting(_ path: ArraySlice<String>, to value: JSON?) -> JSON {
        guard let name = path.first else { return value ?? .null }
        var members = object ?? [:]
        if path.count == 1 {
            members[name] = value
        } else {
            members[name] = (members[name] ?? [:]).setting(path.dropFirst(), to: value)
        }
        return .object(members)
    }

    /// The same with every instant in it moved.
    func moved(by milliseconds: Int64) -> JSON {
        switch self {
        case .string(let text):
            guard text.utf8.count >= 20, let instant = Instant(rfc3339: text) else { return self }
            return .string(Instant(milliseconds: instant.milliseconds + milliseconds).description)
        case .array(let elements): return .array(elements.map { $0.moved(by: milliseconds) })
        case .object(let members): return .object(members.mapValues { $0.moved(by: milliseconds) })
        case .null, .boolean, .integer, .number: return self
        }
    }
}
