import ArgumentParser
import Dunning
import Foundation
import Settings
import StorePostgres
import StoreSQLite
import Storage

/// The configuration, from which everything else is wired.
struct House: Sendable {
    /// What channels.conf says.
    let settings: Settings
    /// The file it was read from.
    let file: SourceFile

    /// Reads the configuration; all mistakes are shown before it stops.
    static func open(_ options: CommonOptions) throws -> House {
        try open(try configuration(options.config), options.console)
    }

    /// Reads the same file anew; all mistakes are shown before it stops.
    func again(_ console: Console) throws -> House {
        try House.open(SourceFile(path: file.path, bytes: try Files.read(file.path)), console)
    }

    private static func open(_ file: SourceFile, _ console: Console) throws -> House {
        let (settings, diagnostics) = read(file, templates: nil)
        console.show(diagnostics)
        guard let settings else { throw stop(file, diagnostics.count) }
        return House(settings: settings, file: file)
    }

    /// The tables that have changed and are read at the start only.
    func fixed(since start: House) -> [String] {
        var tables: [String] = []
        if settings.store != start.settings.store { tables.append("store") }
        if settings.server != start.settings.server { tables.append("server") }
        if settings.metrics != start.settings.metrics { tables.append("metrics") }
        if settings.inboxes != start.settings.inboxes { tables.append("inbox") }
        return tables
    }

    /// Reads the configuration again, now that the names of the templates are known.
    func checked(against templates: Set<TemplateID>) -> [Diagnostic] { House.read(file, templates: templates).1 }

    /// Where the work is kept, on the system's clock.
    func desk() async throws -> Desk { try await desk(on: SystemClock()) }

    /// Where the work is kept.
    func desk(on clock: any WallClock) async throws -> Desk {
        if case .sqlite(let path) = settings.store {
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
            guard FileManager.default.fileExists(atPath: folder) else {
                throw Stop(
                    "the database's folder `\(folder)` does not exist",
                    hint: "create it, or set another `url` under [store]",
                    code: .unavailable
                )
            }
        }
        do throws(StoreError) {
            return Desk(store: try await openStore(), clock: clock)
        } catch {
            throw Stop("\(error)", code: error.exitCode)
        }
    }

    private func openStore() async throws(StoreError) -> any Store {
        switch settings.store {
        case .sqlite(let path): try SQLiteStore.open(path: path)
        case .postgres(let url, let password):
            try await PostgresStore.open(url: House.url(url, with: password))
        }
    }

    /// The address with the password, which never stands in the configuration, for libpq.
    private static func url(_ url: String, with password: Secret?) -> String {
        guard let password, var parts = URLComponents(string: url) else { return url }
        parts.password = password.revealed()
        return parts.string ?? url
    }

    private static func configuration(_ named: String?) throws -> SourceFile {
        let candidates = named.map { [$0] } ?? ["channels.conf", "/etc/dunlin/channels.conf"]
        guard let path = candidates.first(where: { FileManager.default.isReadableFile(atPath: $0) }) else {
            throw Stop(
                "no configuration: \(candidates.map { "`\($0)`" }.joined(separator: ", ")) cannot be read",
                hint: "name the file with --config",
                code: .configuration
            )
        }
        return SourceFile(path: path, bytes: try Files.read(path))
    }

    private static func read(_ file: SourceFile, templates: Set<TemplateID>?) -> (Settings?, [Diagnostic]) {
        let environment = ProcessInfo.processInfo.environment
        return Settings.read(
            file,
            environment: environment,
            secrets: .standard(environment: environment),
            templates: templates
        )
    }

    static func stop(_ file: SourceFile, _ count: Int) -> Stop {
        Stop(
            "`\(file.path)` has \(count) \(count == 1 ? "mistake" : "mistakes")",
            hint: "docs/configuration.md lists every key",
            code: .configuration
        )
    }
}

/// What Dunlin remembers, and the clock by which it works.
struct Desk: Sendable {
    let store: any Store
    let clock: any WallClock
}

/// The time of day as the system tells it.
struct SystemClock: WallClock {
    var now: Instant { Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) }
}

extension StoreError {
    /// What a script can do about it.
    var exitCode: ExitCode {
        switch self {
        case .unavailable: .temporary
        case .cannotWrite, .schemaTooNew, .damaged: .unavailable
        case .defect: .defect
        }
    }
}
