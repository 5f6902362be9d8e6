import Dunning
import TOML

/// The forms of the values that only the `http` provider has.
enum HTTPFields {
    /// A table of names and values.
    static func key(_ name: String, _ about: String, isHeader: Bool) -> SettingsKey<[HTTPSettings.Field]> {
        SettingsKey(name, "a table of strings and secrets", about) { node, context throws(TOMLMistake) in
            var fields: [HTTPSettings.Field] = []
            for entry in try node.table().entries {
                if isHeader, !isToken(entry.key) {
                    throw TOMLMistake(
                        "\(quoted(entry.key)) is no name of a header",
                        mend: "use letters, digits and `-`"
                    )
                }
                fields.append(HTTPSettings.Field(name: entry.key, value: try fieldValue(entry.node, context)))
            }
            return fields
        }
    }

    /// The name of a header.
    static func header(_ name: String, _ about: String) -> SettingsKey<String> {
        .checked(name, "a header such as `Idempotency-Key`", about) { isToken($0) ? nil : "no name of a header" }
    }

    /// A JSON text with placeholders.
    static func json(_ name: String, _ about: String) -> SettingsKey<JSONTemplate> {
        SettingsKey(name, "a table", about) { node, context throws(TOMLMistake) in
            try object(try node.table(), context)
        }
    }

    /// A JSON Pointer.
    static func pointer(_ name: String, _ about: String) -> SettingsKey<String> {
        .checked(name, "a JSON Pointer such as `/messages/0/id`", about) { text in
            let isPointer =
                text.hasPrefix("/") && !text.replacing("~0", with: "").replacing("~1", with: "").contains("~")
            return isPointer ? nil : "no JSON Pointer"
        }
    }

    /// Statuses and classes of them.
    static func statuses(_ name: String, _ about: String) -> SettingsKey<[AnswerSettings.StatusPattern]> {
        SettingsKey(name, #"an array of statuses such as `[429, "5xx"]`"#, about) { node, _ throws(TOMLMistake) in
            var patterns: [AnswerSettings.StatusPattern] = []
            for element in try node.array() { patterns.append(try pattern(element)) }
            return patterns
        }
    }

    /// Error codes as a gateway writes them; numbers need no quotes.
    static func codes(_ name: String, _ about: String) -> SettingsKey<[String]> {
        SettingsKey(name, #"an array of error codes such as `["21610", 4005]`"#, about) {
            node,
            _ throws(TOMLMistake) in
            var codes: [String] = []
            for element in try node.array() {
                if case .string = element.value {
                    codes.append(try element.line())
                } else {
                    codes.append(String(try element.integer(in: 0...Int.max)))
                }
            }
            return codes
        }
    }

    private static func pattern(_ node: TOMLNode) throws(TOMLMistake) -> AnswerSettings.StatusPattern {
        if case .string(let text) = node.value {
            guard text.utf8.count == 3, text.hasSuffix("xx"), let hundred = Int(text.prefix(1)),
                (2...5).contains(hundred)
            else {
                throw TOMLMistake(
                    "\(quoted(text)) is no class of statuses",
                    mend: "write one of `2xx`, `3xx`, `4xx`, `5xx`"
                )
            }
            return .hundred(hundred)
        }
        return .exactly(try node.integer(in: 200...599))
    }

    private static func fieldValue(
        _ node: TOMLNode,
        _ context: SettingsContext
    ) throws(TOMLMistake) -> HTTPSettings.FieldValue {
        if case .table = node.value { return .secret(try node.secret(context)) }
        return .text(try text(node))
    }

    private static func text(_ node: TOMLNode) throws(TOMLMistake) -> TextTemplate {
        let text = try node.string(mayBeEmpty: true)
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw TOMLMistake("the string holds a line end or a control character", mend: "write one line of text")
        }
        do throws(TemplateMistake) {
            return try TextTemplate(text)
        } catch {
            throw TOMLMistake(error.message, mend: error.mend)
        }
    }

    private static func template(_ node: TOMLNode, _ context: SettingsContext) throws(TOMLMistake) -> JSONTemplate {
        switch node.value {
        case .string: return .text(try text(node))
        case .integer(let number): return .integer(number)
        case .boolean(let flag): return .boolean(flag)
        case .array(let elements):
            var templates: [JSONTemplate] = []
            for element in elements { templates.append(try template(element, context)) }
            return .array(templates)
        case .table(let table):
            return isSecret(table) ? .secret(try node.secret(context)) : try object(table, context)
        case .float, .offsetDateTime, .localDateTime, .localDate, .localTime:
            throw .expected("a string, an integer, a boolean, an array or a table", found: node.value)
        }
    }

    private static func object(_ table: TOMLTable, _ context: SettingsContext) throws(TOMLMistake) -> JSONTemplate {
        var members: [JSONTemplate.Member] = []
        for entry in table.entries {
            members.append(JSONTemplate.Member(name: entry.key, value: try template(entry.node, context)))
        }
        return .object(members)
    }

    /// Whether a table within a JSON text stands for a secret: it has `env` or `file`, and nothing that a secret has not.
    private static func isSecret(_ table: TOMLTable) -> Bool {
        (table["env"] != nil || table["file"] != nil)
            && table.entries.allSatisfy { ["env", "file", "prefix"].contains($0.key) }
    }

    /// `token` of RFC 9110.
    private static func isToken(_ name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII
                    && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                        || "!#$%&'*+-.^_`|~".unicodeScalars.contains(scalar))
            }
    }
}
