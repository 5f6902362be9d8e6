public import Dunning
import TOML

extension Settings {
    /// Reads a configuration: the settings where nothing is wrong, and all that is wrong where something is.
    ///
    /// - Parameters:
    ///   - file: the bytes, and the path as the user gave it; paths in the file are taken from its folder.
    ///   - environment: variables, of which those that begin with `DUNLIN_` override the file.
    ///   - secrets: where secrets are found.
    ///   - templates: the templates that there are; nil = sequences may name any.
    /// - Returns: no settings exactly where there is something wrong.
    public static func read(
        _ file: SourceFile,
        environment: [String: String],
        secrets: SecretSource,
        templates: Set<TemplateID>?
    ) -> (value: Settings?, diagnostics: [Diagnostic]) {
        var document: TOMLDocument
        do throws(TOMLProblem) {
            document = try TOMLDocument(bytes: file.bytes, file: file.path)
        } catch {
            return (nil, [Diagnostic(error, sources: [:])])
        }
        let (sources, mistakes) = Overrides.apply(environment, to: &document)
        let folder = file.path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let context = SettingsContext(folder: folder, secrets: secrets)
        let root = TOMLReader(document)
        let settings = SettingsReader(root: root, context: context, templates: templates).read()
        let diagnostics = mistakes + root.finish().map { Diagnostic($0, sources: sources) }
        return (diagnostics.isEmpty ? settings : nil, diagnostics)
    }
}

/// Walks the tables of one file.
struct SettingsReader {
    let root: TOMLReader
    let context: SettingsContext
    let templates: Set<TemplateID>?

    func read() -> Settings? {
        let store = section("store") { StoreSection().read($0, context) }
        let creditors = creditors()
        let retry = section("retry") { RetrySection().read($0, context) }
        let (providers, ways) = providers(Set(creditors.map(\.id)), retry)
        let breaker = section("breaker") { BreakerSection().read($0, context) }
        let metrics = root.optionalTable("metrics").map { MetricsSection().read($0, context) }
        let known = KnownNames(channels: Set(providers.map(\.channel)), templates: templates)
        let sequences = sequences(known)
        let run = section("run") { RunSection().read($0, context) }
        let server = root.optionalTable("server").map { ServerSection().read($0, context) }
        let inboxes = inboxes()
        let paymentLinks = root.optionalTable("payment_link").map { PaymentLinkSection().read($0, context) }
        let folders = section("folders") { FolderSection().read($0, context) }
        let approval = section("templates") { TemplateSection().read($0, context) }
        let sandbox = section("sandbox") { SandboxSection().read($0, context) }
        guard let store, let run, retry != nil, let breaker, let folders, let approval, let sandbox else { return nil }
        return Settings(
            store: store,
            creditors: Dictionary(creditors.map { ($0.id, $0) }, uniquingKeysWith: { $1 }),
            providers: providers.compactMap(\.settings),
            onUnknown: ways.onUnknown,
            sequences: Dictionary(sequences.map { ($0.id, $0) }, uniquingKeysWith: { $1 }),
            run: run,
            retry: ways.retry,
            breaker: breaker,
            metrics: metrics ?? nil,
            server: server ?? nil,
            paymentLinks: paymentLinks ?? nil,
            folders: folders,
            templates: approval,
            sandbox: sandbox,
            inboxes: inboxes
        )
    }

    /// A table that may be absent: then an empty one is read, which gives the defaults.
    private func section<Value>(_ name: String, _ read: (TOMLReader) -> Value?) -> Value? {
        if let reader = root.optionalTable(name) { return read(reader) }
        return root.contains(name) ? nil : read(TOMLReader(TOMLDocument(root: TOMLTable(), file: "")))
    }

    private func creditors() -> [Creditor] {
        guard root.contains("creditor") else {
            root.complain("no creditor", mend: "add a table `[creditor.NAME]`")
            return []
        }
        return named("creditor").compactMap { name, reader in
            guard let id: CreditorID = identifier(name, reader) else { return nil }
            return CreditorSection().read(id, reader, context)
        }
    }

    private func inboxes() -> [InboxSettings] {
        named("inbox").compactMap { name, reader in
            guard let id: ProviderID = identifier(name, reader) else { return nil }
            return InboxSection().read(id.rawValue, reader, context)
        }
    }

    private func sequences(_ known: KnownNames) -> [Dunning.Sequence] {
        named("sequence").compactMap { name, reader in
            guard let id: SequenceID = identifier(name, reader) else { return nil }
            return SequenceSection().read(id, reader, context, known)
        }
    }

    /// Tables under a name; two that differ in case only are one too many.
    private func named(_ key: String) -> [(name: String, reader: TOMLReader)] {
        var seen: Set<String> = []
        let tables = root.namedTables(key)
        for (name, reader) in tables where !seen.insert(name.lowercased()).inserted {
            reader.complain("the name is there twice but for capital letters", mend: "give it another name")
        }
        return tables
    }

    private func identifier<ID: Identifier>(_ name: String, _ reader: TOMLReader) -> ID? {
        if let id = ID(name) { return id }
        reader.complain("\(quoted(name)) is no identifier", mend: "use letters, digits, `_` and `-`")
        reader.skipRest()
        return nil
    }
}

extension Diagnostic {
    /// A mistake of the file, or of the variable that overrides it.
    init(_ problem: TOMLProblem, sources: [String: String]) {
        let isOutside = problem.line == 0
        let variable = sources.first { problem.keyPath == $0.key || problem.keyPath.hasPrefix($0.key + ".") }?.value
        let place = Place(
            file: isOutside ? variable ?? problem.file : problem.file,
            line: isOutside ? nil : problem.line,
            column: isOutside ? nil : problem.column,
            field: problem.keyPath.isEmpty ? nil : problem.keyPath
        )
        self.init(at: place, problem.message, mend: problem.mend)
    }
}
