import ArgumentParser
import Dunning
import Storage
import Templates

extension TemplatesCommand {
    struct Revisions: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the revisions of templates: which is current, since when it is used, who approved it.",
            discussion: """
                A revision is the SHA-256 of all files that a template's messages can be made of. One is kept when its \
                first message goes out, or when it is submitted, and stays for ever.

                EXAMPLES:
                  dunlin templates revisions
                  dunlin templates revisions reminder --json
                """
        )

        @OptionGroup var common: CommonOptions

        @Argument(help: "Only of this template.")
        var template: String?

        func run() async throws {
            try await common.run { console in
                let shelf = try await RevisionShelf.open(common)
                let only: TemplateID? = try template.map { try identifier($0, "template") }
                let items = shelf.items.filter { only == nil || $0.template == only }
                for item in items {
                    if console.json { console.data(item.json) } else { console.data(item.words) }
                }
                await shelf.desk.store.close()
                guard items.isEmpty, let only else { return }
                throw Stop("there is no revision of `\(only)`", hint: "`dunlin templates list` names the templates")
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what a revision is made of, or one of its files as it was.",
            discussion: """
                EXAMPLES:
                  dunlin templates show 3f2a9c41
                  dunlin templates show 3f2a9c41 --file reminder/de/sms.txt.mustache
                """
        )

        @OptionGroup var common: CommonOptions
        @OptionGroup var one: RevisionOptions

        @Option(help: "The file to print.")
        var file: String?

        func run() async throws {
            try await common.run { console in
                let (item, files) = try await one.files(common)
                guard let file else {
                    let rows = files.map { (path: $0.path, bytes: $0.bytes.count) }
                    if console.json {
                        guard case .object(var members) = item.json else { return }
                        members["files"] = .array(
                            rows.map { ["path": .string($0.path), "bytes": .integer(Int64($0.bytes))] }
                        )
                        return console.data(JSON.object(members))
                    }
                    console.data(item.words)
                    for row in rows { console.data("  \(row.path)  \(row.bytes)") }
                    return
                }
                guard let found = files.first(where: { $0.path == file }) else {
                    let nearest = NearestName.suggest(file, among: files.map(\.path))
                    throw Stop("the revision has no file `\(file)`", hint: nearest.map { "did you mean `\($0)`?" })
                }
                console.raw(String(decoding: found.bytes, as: UTF8.self))
            }
        }
    }
}
