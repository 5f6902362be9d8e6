import Dunning
import TOML

extension SettingsKey where Value == String {
    static func string(_ name: String, _ about: String, form: String = "a string") -> SettingsKey {
        SettingsKey(name, form, about) { node, _ throws(TOMLMistake) in try node.line() }
    }

    /// A string that `mistake` has nothing to say about.
    static func checked(
        _ name: String,
        _ form: String,
        _ about: String,
        _ mistake: @escaping (String) -> String?
    ) -> SettingsKey {
        SettingsKey(name, form, about) { node, _ throws(TOMLMistake) in
            let text = try node.line()
            if let reason = mistake(text) { throw TOMLMistake(reason, mend: "write \(form)") }
            return text
        }
    }

    static func path(_ name: String, _ about: String) -> SettingsKey {
        SettingsKey(name, "a path", about) { node, context throws(TOMLMistake) in context.path(try node.line()) }
    }
}

extension SettingsKey where Value == Int {
    static func integer(_ name: String, _ range: ClosedRange<Int>, _ about: String) -> SettingsKey {
        SettingsKey(name, "a number from \(range.lowerBound) to \(range.upperBound)", about) {
            node,
            _ throws(TOMLMistake) in
            try node.integer(in: range)
        }
    }
}

extension SettingsKey where Value == Bool {
    static func boolean(_ name: String, _ about: String) -> SettingsKey {
        SettingsKey(name, "`true` or `false`", about) { node, _ throws(TOMLMistake) in try node.boolean() }
    }
}

extension SettingsKey where Value == [String] {
    static func strings(_ name: String, _ about: String) -> SettingsKey {
        SettingsKey(name, "an array of strings", about) { node, _ throws(TOMLMistake) in
            var lines: [String] = []
            for element in try node.array() { lines.append(try element.line()) }
            return lines
        }
    }
}

extension SettingsKey where Value == Secret {
    static func secret(_ name: String, _ about: String) -> SettingsKey {
        SettingsKey(name, #"a secret: `{ env = "…" }` or `{ file = "…" }`"#, about) {
            node,
            context throws(TOMLMistake) in
            try node.secret(context)
        }
    }
}

extension SettingsKey where Value == Duration {
    static func duration(_ name: String, _ range: ClosedRange<Duration>, _ about: String) -> SettingsKey {
        let form = "a duration from \(DurationText.text(range.lowerBound)) to \(DurationText.text(range.upperBound))"
        return SettingsKey(name, form, about) { node, _ throws(TOMLMistake) in
            let text = try node.line()
            guard let duration = DurationText.duration(text) else {
                throw TOMLMistake("\(quoted(text)) is no duration", mend: "write it like `30s`, `5m`, `1h30m` or `3d`")
            }
            guard range.contains(duration) else {
                throw TOMLMistake("`\(text)` is out of range", mend: "write \(form)")
            }
            return duration
        }
    }
}

extension SettingsKey where Value == RateSettings {
    static func rate(_ name: String, _ about: String) -> SettingsKey {
        SettingsKey(name, "a rate such as `50/s`, `600/min` or `1000/h`", about) { node, _ throws(TOMLMistake) in
            let text = try node.line()
            guard let rate = RateText.rate(text) else {
                throw TOMLMistake("\(quoted(text)) is no rate", mend: "write it like `50/s`, `600/min` or `1000/h`")
            }
            return rate
        }
    }
}

extension SettingsKey where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    static func choice(_ name: String, _ about: String) -> SettingsKey {
        let all = Value.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
        return SettingsKey(name, "one of \(all)", about) { node, _ throws(TOMLMistake) in
            try node.enumeration(as: Value.self)
        }
    }
}

extension TOMLNode {
    /// A string of one line without control characters.
    func line() throws(TOMLMistake) -> String {
        let text = try string()
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw TOMLMistake("the string holds a line end or a control character", mend: "write one line of text")
        }
        return text
    }

    /// A secret: never a literal, but where it comes from the environment itself.
    func secret(_ context: SettingsContext) throws(TOMLMistake) -> Secret {
        if case .string(let text) = value {
            guard position != .outside else { return Secret(text) }
            throw TOMLMistake(
                "a secret must not stand in the file",
                mend: #"write `{ env = "…" }` or `{ file = "…" }`"#
            )
        }
        guard case .table(let table) = value else {
            throw TOMLMistake.expected("a secret", found: value, mend: #"write `{ env = "…" }` or `{ file = "…" }`"#)
        }
        let allowed: Set<String> = ["env", "file", "prefix"]
        let prefix = try table["prefix"]?.node.string()
        guard table.entries.allSatisfy({ allowed.contains($0.key) }), (table["env"] == nil) != (table["file"] == nil)
        else {
            throw TOMLMistake(
                "a secret has either `env` or `file`",
                mend: #"write `{ env = "…" }` or `{ file = "…" }`"#
            )
        }
        do throws(SecretMissing) {
            return Secret((prefix ?? "") + (try context.secrets.find(try Self.reference(table, context))))
        } catch {
            throw TOMLMistake(error.message, mend: error.mend)
        }
    }

    private static func reference(
        _ table: TOMLTable,
        _ context: SettingsContext
    ) throws(SecretMissing) -> SecretReference {
        do throws(TOMLMistake) {
            if let name = try table["env"]?.node.line() { return .environment(name) }
            return .file(context.path(try table["file"]?.node.line() ?? ""))
        } catch {
            throw SecretMissing(error.message, mend: error.mend ?? "write its name in quotes")
        }
    }
}
