import Dunning
import TOML

/// The kinds of providers, as the file names them.
enum ProviderName: String, CaseIterable {
    case smtp, kannel, twilio, http, spool, lob

    /// The channels that it can serve.
    var channels: [Channel] {
        switch self {
        case .smtp: [.email]
        case .kannel: [.sms]
        case .twilio, .http: [.sms, .voice]
        case .spool, .lob: [.letter]
        }
    }
}

/// Keys that several kinds of providers share, each declared once.
enum ProviderKeys {
    static var provider: SettingsKey<ProviderName> {
        SettingsKey<ProviderName>.choice("provider", "What kind of way out it is.").required
    }
    static var rate: SettingsKey<RateSettings> {
        SettingsKey<RateSettings>.rate("rate", "At most that many hand-overs.")
    }
    static var weight: SettingsKey<Int> {
        SettingsKey<Int>.integer(
            "weight",
            0...1000,
            "Its share of the channel's messages beside the others' weights; 0 = only where the others fail. Where no provider of the channel has one, the first takes all; where some have, the others have 1."
        )
    }
    static var timeout: SettingsKey<Duration> {
        SettingsKey<Duration>.duration(
            "timeout",
            .seconds(1) ... .seconds(600),
            "How long one request, or one reply, may take."
        ).otherwise(.seconds(30), "30s")
    }
    static var caFile: SettingsKey<String> {
        SettingsKey<String>.path(
            "ca_file",
            "A PEM file with the authorities to trust in place of the system's."
        )
    }
    static var allowsPlainText: SettingsKey<Bool> {
        SettingsKey<Bool>.boolean(
            "allow_plain_text",
            "Whether secrets may go to another machine without TLS."
        ).otherwise(false, "false")
    }
    static var username: SettingsKey<String> {
        SettingsKey<String>.string("username", "The user.")
    }
    static var password: SettingsKey<Secret> {
        SettingsKey<Secret>.secret("password", "The password.")
    }

    static func connections(_ fallback: Int) -> SettingsKey<Int> {
        .integer("connections", 1...200, "Connections, or requests at the same time.").otherwise(
            fallback,
            "\(fallback)"
        )
    }

    static func url(_ schemes: [String], _ about: String, mayHavePath: Bool) -> SettingsKey<String> {
        let form = "a URL that begins with \(schemes.map { "`\($0)://`" }.joined(separator: ", "))"
        return .checked("url", form, about) { ServiceURL.mistake(in: $0, schemes: schemes, mayHavePath: mayHavePath) }
    }

    /// `from`, and under `senders` who has an own one.
    static func senders(_ about: String) -> SettingsKey<[CreditorID: String]> {
        SettingsKey("senders", "a table of creditors", about) { node, _ throws(TOMLMistake) in
            var senders: [CreditorID: String] = [:]
            for entry in try node.table().entries {
                guard let id = CreditorID(entry.key) else { throw TOMLMistake("\(quoted(entry.key)) is no identifier") }
                senders[id] = try entry.node.line()
            }
            return senders
        }
    }
}

/// What is known about a provider before its own keys are read.
struct ProviderReading {
    let channel: Channel
    let reader: TOMLReader
    let context: SettingsContext
    let creditors: Set<CreditorID>

    func get<Value>(_ key: SettingsKey<Value>) -> Value? { key.value(in: reader, context) }

    /// A user without a password, or the other way round, is half of something.
    func checkPair(_ username: String?, _ password: Secret?) {
        let asks = (reader.contains("username"), reader.contains("password"))
        if asks == (true, false) { reader.complain("a user without `password`", mend: "add it", at: "username") }
        if asks == (false, true) { reader.complain("a password without `username`", mend: "add it", at: "password") }
    }

    /// Secrets never leave this machine in the clear, but where the file says so.
    func checkPlainText(_ url: String?, hasSecrets: Bool, isAllowed: Bool) {
        guard let url, hasSecrets, !isAllowed, ServiceURL.isPlain(url), !ServiceURL.isLoopback(url) else { return }
        let mend = url.hasPrefix("smtp") ? "use `smtp+starttls://` or `smtps://`" : "use `https://`"
        reader.complain(
            "secrets would go to another machine in the clear",
            mend: mend + ", or set `allow_plain_text`",
            at: "url"
        )
    }

    /// Senders of all creditors; each must pass `mistake`, and each creditor must be known.
    func senders(
        _ common: SettingsKey<String>,
        _ own: SettingsKey<[CreditorID: String]>,
        _ mistake: (String) -> String?
    ) -> SenderSettings? {
        let from = get(common)
        let others = get(own) ?? [:]
        for (creditor, sender) in others.sorted(by: { $0.key < $1.key }) {
            if let reason = mistake(sender) {
                reader.complain("`\(creditor)`: \(reason)", mend: "write \(common.form)", at: own.name)
            }
            guard !creditors.contains(creditor) else { continue }
            let names = creditors.map(\.rawValue).sorted()
            let nearest = NearestName.suggest(creditor.rawValue, among: names).map { "did you mean `\($0)`?" }
            reader.complain(
                "creditor `\(creditor)` is not known",
                mend: nearest ?? "add `[creditor.\(creditor)]`",
                at: own.name
            )
        }
        return from.map { SenderSettings(common: $0, own: others) }
    }
}
