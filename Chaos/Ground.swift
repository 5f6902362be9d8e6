import Dunning
import Foundation
import Sandbox
import StorePostgres
import StoreSQLite
import Storage

/// The folder of one trial: configuration, a few templates, the database, the letters, what the workers said.
struct Ground: Sendable {
    let folder: URL
    let program: String
    private let root: URL
    private let postgres: String?

    /// The program that was built with this one.
    static var neighbour: String {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(filePath: own).deletingLastPathComponent().appending(path: "dunlin").path()
    }

    init(root: URL, directory: URL, program: String, postgres: String?) throws {
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw Trouble("no program `\(program)`; build it with `swift build --product dunlin`, or use --program")
        }
        self.root = root
        self.program = program
        self.postgres = postgres
        folder = directory.appending(path: "dunlin-chaos-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try copyTemplates()
        try copyRules()
    }

    /// Where the letters are put.
    var manifest: URL { folder.appending(path: "letters/manifest.jsonl") }

    func path(_ name: String) -> String { folder.appending(path: name).path() }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// The store that the workers share, for looking only.
    func store() async throws -> any Store {
        guard let postgres else { return try SQLiteStore.open(path: path("dunlin.db")) }
        return try await PostgresStore.open(url: postgres)
    }

    func write(_ text: String, to name: String) throws {
        try text.write(to: folder.appending(path: name), atomically: false, encoding: .utf8)
    }

    /// Writes the configuration: the peers as providers, a ladder of three steps, and few messages in flight.
    ///
    /// A kill leaves everything in flight under review. With few in flight most actions come to their own end, which
    /// is what the trial is about.
    func configure(mail: String, _ endpoints: Endpoints) throws {
        try write(
            """
            [store]
            url = "\(postgres ?? "sqlite:dunlin.db")"

            [folders]
            templates = "templates"
            rules = "rules"

            [creditor.acme]
            name = "Acme Energie GmbH"
            role = "creditor"
            address = ["Beispielweg 1", "10115 Berlin"]
            country = "DE"
            locale = "de-DE"
            phone = "+493023125042"
            email = "billing@acme.example"
            iban = "DE02120300000000202051"
            opt_out_page = "https://www.acme.example/abmelden"

            [email.primary]
            provider = "smtp"
            url = "\(mail)"
            from = "Acme Energie <billing@acme.example>"

            [sms.primary]
            provider = "kannel"
            url = "\(endpoints.kannel)"
            username = "dunlin"
            password = { env = "CHAOS_SECRET" }
            from = "Acme"

            [voice.primary]
            provider = "twilio"
            url = "\(endpoints.twilio)"
            account = "AC00000000000000000000000000000000"
            token = { env = "CHAOS_SECRET" }
            from = "+493023125042"

            [letter.primary]
            provider = "spool"
            directory = "letters"

            # Nobody listens here: without it the providers would not be told which attempt a message belongs to.
            [server]
            listen = "127.0.0.1:1"
            public_url = "http://127.0.0.1:1"

            [sequence.ladder]
            steps = [
              { channels = ["email"], template = "reminder" },
              { channels = ["sms"], template = "reminder", after = "3d" },
              { channels = ["letter"], template = "final-notice", after = "7d" },
            ]

            [run]
            batch = 100
            concurrency = 16

            """,
            to: "channels.conf"
        )
    }

    /// The house's rules and Germany's, for the same reason.
    private func copyRules() throws {
        let (source, target) = (root.appending(path: "rules"), folder.appending(path: "rules"))
        try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
        for part in ["house.toml", "de.toml", "places", "wording", "interest"] {
            try FileManager.default.copyItem(at: source.appending(path: part), to: target.appending(path: part))
        }
    }

    /// The shipped ladder in one language: each of hundreds of workers reads the templates anew.
    private func copyTemplates() throws {
        let manager = FileManager.default
        let (source, target) = (root.appending(path: "templates"), folder.appending(path: "templates"))
        try manager.createDirectory(at: target, withIntermediateDirectories: true)
        for shared in ["_partials", "_disclosures", "_labels", "samples"] {
            try manager.copyItem(at: source.appending(path: shared), to: target.appending(path: shared))
        }
        for template in ["reminder", "second-notice", "final-notice"] {
            try manager.createDirectory(at: target.appending(path: template), withIntermediateDirectories: true)
            for part in ["template.toml", "de"] {
                let path = template + "/" + part
                try manager.copyItem(at: source.appending(path: path), to: target.appending(path: path))
            }
        }
    }
}
