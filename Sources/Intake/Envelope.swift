import Dunning

/// An action with or without the CloudEvents envelope around it.
///
/// CloudEvents 1.0.2 in structured mode (JSON format): an object with `specversion` is an envelope, everything else is
/// taken for a plain action. The envelope's `id` names the event, not the action: the same action may come in several.
struct Envelope: Sendable {
    /// The `type` of an event that brings an action.
    static let actionType = "dev.dunlin.action.v1"

    let body: Spot
    let action: Action?
    let diagnostics: [Diagnostic]

    static func open(_ json: JSON, at place: Place) -> Envelope {
        guard json["specversion"] != nil else {
            let (action, diagnostics) = Action.read(json, at: place)
            return Envelope(body: Spot(json: json, pointer: .root), action: action, diagnostics: diagnostics)
        }
        let reader = JSONFieldReader(json, at: place)
        checkAttributes(of: reader)
        let action = reader.object("data", Action.init(reading:))
        let body = Spot(json: json["data"] ?? .null, pointer: JSONPointer.root.appending("data"))
        return Envelope(body: body, action: action, diagnostics: reader.finish())
    }

    private static func checkAttributes(of reader: JSONFieldReader) {
        _ = reader.required("specversion", .word("1.0", "the version of CloudEvents that is read here"))
        _ = reader.required("id", .string)
        _ = reader.required("source", .string)
        _ = reader.required("type", .word(actionType, "the type of events that bring an action"))
        _ = reader.optional("subject", .string)
        _ = reader.optional("time", .instant)
        _ = reader.optional("dataschema", .string)
        if let type = reader.optional("datacontenttype", .string), !isJSON(mediaType: type) {
            reader.complain("the data is no JSON", mend: "write `application/json`", at: "datacontenttype")
        }
        reader.forbid("data_base64", because: "an action comes as a JSON object in `data`")
        checkExtensions(of: reader)
    }

    /// Attributes that CloudEvents does not name are extensions: any are welcome that keep to its alphabet and types.
    private static func checkExtensions(of reader: JSONFieldReader) {
        let named: Set<String> = [
            "specversion", "id", "source", "type", "subject", "time", "dataschema", "datacontenttype", "data",
            "data_base64",
        ]
        reader.skipRest()
        for (name, value) in reader.members.sorted(by: { $0.key < $1.key }) where !named.contains(name) {
            if !isAttributeName(name) {
                let mend = "name it with small letters and digits"
                reader.complain(
                    "\(quoted(name)) can be no attribute of an event",
                    mend: mend,
                    at: String(quoted(name).dropFirst().dropLast())
                )
            } else if !isAttributeValue(value) {
                let mend = "write a string, a boolean or a whole number of 32 bits; the action belongs into `data`"
                reader.complain("an extension attribute cannot be \(value.kind)", mend: mend, at: name)
            }
        }
    }

    private static func isAttributeName(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            }
    }

    private static func isAttributeValue(_ value: JSON) -> Bool {
        switch value {
        case .null, .boolean, .string: true
        case .integer(let number): Int32(exactly: number) != nil
        case .number, .array, .object: false
        }
    }

    private static func isJSON(mediaType: String) -> Bool {
        let essence = mediaType.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        return essence == "application/json" || essence == "text/json" || essence.hasSuffix("+json")
    }
}

extension JSONField where Value == String {
    /// One certain word.
    fileprivate static func word(_ word: String, _ meaning: String) -> JSONField {
        JSONField("`\(word)`, \(meaning)") { json throws(JSONMistake) in
            guard let text = json.string else { throw .expected("`\(word)`", found: json) }
            guard text == word else { throw JSONMistake("\(quoted(text)) is not read here", mend: "write `\(word)`") }
            return text
        }
    }
}
