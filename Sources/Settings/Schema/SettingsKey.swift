import Dunning
import TOML

/// One key of the file: this one declaration gives the parser, the default and the documentation.
struct SettingsKey<Value> {
    let name: String
    /// The form of the value with its article: "a duration such as `30s`".
    let form: String
    let about: String
    /// What holds where the key is absent, as one would write it; nil = nothing.
    let fallbackText: String?
    let isRequired: Bool
    private let fallback: Value?
    private let read: (TOMLNode, SettingsContext) throws(TOMLMistake) -> Value

    /// A key that may be absent; `fallbackText` is then read in its place.
    init(
        _ name: String,
        _ form: String,
        _ about: String,
        fallback: (value: Value, text: String)? = nil,
        isRequired: Bool = false,
        read: @escaping (TOMLNode, SettingsContext) throws(TOMLMistake) -> Value
    ) {
        self.name = name
        self.form = form
        self.about = about
        self.fallback = fallback?.value
        self.fallbackText = fallback?.text
        self.isRequired = isRequired
        self.read = read
    }

    /// The value, or what holds where the key is absent; nil where there is neither, or the value is bad.
    func value(in reader: TOMLReader, _ context: SettingsContext) -> Value? {
        guard isRequired else {
            guard reader.contains(name) else { return fallback }
            return reader.optionalValue(name) { node throws(TOMLMistake) in try read(node, context) }
        }
        return reader.value(name, expected: form) { node throws(TOMLMistake) in try read(node, context) }
    }

    /// The same key, and the file must have it.
    var required: SettingsKey {
        SettingsKey(name, form, about, isRequired: true, read: read)
    }

    /// The same key with a value that holds where it is absent.
    func otherwise(_ value: Value, _ text: String) -> SettingsKey {
        SettingsKey(name, form, about, fallback: (value, text), read: read)
    }
}

/// What is needed to read values beside the file itself.
struct SettingsContext {
    /// The folder of the file, from which its paths are taken; empty for the working folder.
    let folder: String
    let secrets: SecretSource

    /// A path of the file as seen from the working folder.
    func path(_ path: String) -> String {
        path.hasPrefix("/") || folder.isEmpty ? path : folder + "/" + path
    }
}

/// A key as the documentation sees it.
protocol DescribedKey {
    var name: String { get }
    var form: String { get }
    var about: String { get }
    var fallbackText: String? { get }
    var isRequired: Bool { get }
}

extension SettingsKey: DescribedKey {}

/// Keys that stand in a table together.
protocol KeyGroup {}

extension KeyGroup {
    /// The keys in the order of their declaration; none can be forgotten, for a key that is not stored cannot be read.
    var keys: [any DescribedKey] {
        Mirror(reflecting: self).children.flatMap { child in
            if let key = child.value as? any DescribedKey { return [key] }
            return (child.value as? any KeyGroup)?.keys ?? []
        }
    }
}

/// One kind of table of the file; its stored keys, and those of its groups, are all the keys that it may have.
protocol SettingsSection: KeyGroup {
    /// The header: `[email.NAME]`.
    static var header: String { get }
    /// What the table is for; sentences for the documentation.
    static var about: String { get }
    init()
}
