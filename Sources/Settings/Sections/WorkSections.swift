import Dunning
import TOML

/// The keys of `[run]`.
struct RunSection: SettingsSection {
    static let header = "[run]"
    static let about = "How the queue is worked."

    let batch = SettingsKey<Int>.integer("batch", 1...10_000, "Actions that are taken in one transaction.").otherwise(
        200,
        "200"
    )
    let concurrency = SettingsKey<Int>.integer(
        "concurrency",
        1...1000,
        "Messages that are handed over at the same time."
    )
    .otherwise(64, "64")
    let grace = SettingsKey<Duration>.duration(
        "grace",
        .zero ... .seconds(600),
        "How long what is in flight may take to end after a signal to stop."
    ).otherwise(.seconds(20), "20s")
    let idle = SettingsKey<Duration>.duration(
        "idle",
        .milliseconds(50) ... .seconds(3600),
        "How long a worker waits at most before it looks again, where nothing is runnable."
    ).otherwise(.milliseconds(500), "500ms")

    func read(_ reader: TOMLReader, _ context: SettingsContext) -> RunSettings? {
        let batch = batch.value(in: reader, context)
        let concurrency = concurrency.value(in: reader, context)
        let grace = grace.value(in: reader, context)
        let idle = idle.value(in: reader, context)
        guard let batch, let concurrency, let grace, let idle else { return nil }
        return RunSettings(batch: batch, concurrency: concurrency, grace: grace, idle: idle)
    }
}

/// The keys of `[server]`.
struct ServerSection: SettingsSection {
    static let header = "[server]"
    static let about = "Where providers report what became of messages; without this table Dunlin asks for no reports."

    let listen = SettingsKey<String>.checked(
        "listen",
        "an address with a port such as `127.0.0.1:8080`",
        "The address to listen on.",
        { ServerSection.hostAndPort($0) == nil ? "no address with a port" : nil }
    ).otherwise("127.0.0.1:8080", "127.0.0.1:8080")
    let publicURL = SettingsKey<String>.checked(
        "public_url",
        "a URL such as `https://dunlin.example.com`",
        "The address that providers see.",
        { ServiceURL.mistake(in: $0, schemes: ["https", "http"], mayHavePath: true) }
    )

    func read(_ reader: TOMLReader, _ context: SettingsContext) -> ServerSettings? {
        let publicURL = publicURL.value(in: reader, context)
        guard let (host, port) = listen.value(in: reader, context).flatMap(Self.hostAndPort) else { return nil }
        return ServerSettings(host: host, port: port, publicURL: publicURL.map(withoutSlash))
    }

    static func hostAndPort(_ text: String) -> (String, Int)? {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65535).contains(port),
            LinkSyntax.mistake(in: "https://" + text[..<colon]) == nil, !text[..<colon].contains("/")
        else { return nil }
        return (String(text[..<colon]), port)
    }
}

/// The keys of `[folders]`.
struct FolderSection: SettingsSection {
    static let header = "[folders]"
    static let about = "Where templates, rules and documents are. Paths are taken from the folder of the file."

    let templates = SettingsKey<String>.path("templates", "The folder of the templates.")
        .otherwise("templates", "templates")
    let rules = SettingsKey<String>.path("rules", "The folder of the rule packs.").otherwise("rules", "rules")
    let documents = SettingsKey<String>.path(
        "documents",
        "The folder of the PDFs that actions name; without it none is sent."
    )

    func read(_ reader: TOMLReader, _ context: SettingsContext) -> FolderSettings {
        FolderSettings(
            templates: folder(templates, reader, context),
            rules: folder(rules, reader, context),
            documents: documents.value(in: reader, context)
        )
    }

    /// What the key says has been resolved already; what holds where it is absent has not.
    private func folder(_ key: SettingsKey<String>, _ reader: TOMLReader, _ context: SettingsContext) -> String {
        let path = key.value(in: reader, context) ?? key.name
        return reader.contains(key.name) ? path : context.path(path)
    }
}

/// The keys of `[templates]`.
struct TemplateSection: SettingsSection {
    static let header = "[templates]"
    static let about = "Whether a second person has to approve each revision of a template before it is sent."

    let requireApproval = SettingsKey<Bool>.boolean(
        "require_approval",
        "Only revisions that `dunlin templates approve` has approved are sent."
    ).otherwise(false, "false")
    let onUnapproved = SettingsKey<OnUnapproved>.choice(
        "on_unapproved",
        "What becomes of messages while their template waits: `hold` them, or send them as in the `previous` approved revision."
    ).otherwise(.hold, "hold")

    func read(_ reader: TOMLReader, _ context: SettingsContext) -> TemplateSettings? {
        let isRequired = requireApproval.value(in: reader, context)
        let otherwise = onUnapproved.value(in: reader, context)
        guard let isRequired, let otherwise else { return nil }
        return TemplateSettings(requireApproval: isRequired, onUnapproved: otherwise)
    }
}

/// The keys of `[sandbox]`.
struct SandboxSection: SettingsSection {
    static let header = "[sandbox]"
    static let about = "Where `dunlin sandbox` listens, always on loopback."

    let smtpPort = SettingsKey<Int>.integer("smtp_port", 1...65535, "The port of the mail server.").otherwise(
        2525,
        "2525"
    )
    let httpPort = SettingsKey<Int>.integer(
        "http_port",
        1...65535,
        "The port of the provider stand-ins and of the inbox."
    )
    .otherwise(4010, "4010")

    func read(_ reader: TOMLReader, _ context: SettingsContext) -> SandboxSettings? {
        let smtp = smtpPort.value(in: reader, context)
        let http = httpPort.value(in: reader, context)
        guard let smtp, let http else { return nil }
        if smtp == http { reader.complain("both ports are the same", mend: "choose two") }
        return SandboxSettings(smtpPort: smtp, httpPort: http)
    }
}

/// A URL as requests are built on it.
func withoutSlash(_ url: String) -> String { url.hasSuffix("/") ? String(url.dropLast()) : url }
