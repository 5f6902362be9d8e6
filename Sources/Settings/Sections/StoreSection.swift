import Dunning
import TOML

/// The keys of `[store]`.
struct StoreSection: SettingsSection {
    static let header = "[store]"
    static let about = "Where Dunlin remembers: a file of SQLite, or a PostgreSQL database for many workers."

    let url = SettingsKey<String>.checked(
        "url",
        "`sqlite:` with a path, or `postgres://` with user, host and database",
        "The database.",
        StoreSection.mistake
    ).otherwise("sqlite:dunlin.db", "sqlite:dunlin.db")
    let password = SettingsKey<Secret>.secret("password", "The password of the PostgreSQL user.")

    func read(_ reader: TOMLReader, _ context: SettingsContext) -> StoreSettings? {
        let password = password.value(in: reader, context)
        guard let url = url.value(in: reader, context) else { return nil }
        guard url.hasPrefix("sqlite:") else { return .postgres(url: url, password: password) }
        if reader.contains("password") { reader.complain("SQLite has no passwords", mend: "remove it", at: "password") }
        return .sqlite(path: context.path(String(url.dropFirst("sqlite:".count))))
    }

    private static func mistake(in url: String) -> String? {
        if url.hasPrefix("sqlite:") { return url == "sqlite:" ? "the path is missing" : nil }
        guard url.hasPrefix("postgres://") || url.hasPrefix("postgresql://") else {
            return "the URL is neither of the two"
        }
        let authority = url.drop { $0 != "/" }.dropFirst(2).prefix { $0 != "/" && $0 != "?" }
        let user = authority.lastIndex(of: "@").map { authority[..<$0] } ?? ""
        return user.contains(":") || url.contains("password=")
            ? "a secret must not stand in the file; give `password`" : nil
    }
}
