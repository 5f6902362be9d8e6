import ArgumentParser
import Dunning
import Settings
import Templates

struct TemplatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "templates",
        abstract: "The templates that there are, and the fields that they can use.",
        discussion: """
            EXAMPLES:
              dunlin templates list
              dunlin templates lint
              dunlin templates fields --json
              dunlin templates revisions reminder
              dunlin templates approve 3f2a9c41 --by "Ali Muster"
            """,
        subcommands: [
            List.self, LintTemplates.self, Fields.self, Render.self, Revisions.self, Show.self, Export.self, Diff.self,
            Submit.self, Approve.self, Revoke.self, Results.self,
        ]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the templates, with locales and channels.",
            discussion: """
                EXAMPLES:
                  dunlin templates list --json
                """
        )

        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.run { console in
                let folder = try House.open(common).settings.folders.templates
                for entry in try Workshop.library(folder, console).entries {
                    if console.json {
                        console.data(entry.json)
                    } else {
                        let channels = entry.manifest.channels.map(\.rawValue).joined(separator: ", ")
                        console.data("\(entry.id)  \(entry.manifest.title)")
                        console.data(
                            "  \(channels); \(entry.locales.joined(separator: ", ")); \(entry.revision.prefix(12))"
                        )
                    }
                }
            }
        }
    }
}

extension TemplateLibrary.Entry {
    fileprivate var json: JSON {
        .object([
            "id": .string(id.rawValue), "title": .string(manifest.title),
            "purpose": .string(manifest.purpose.rawValue), "revision": .string(revision),
            "channels": .array(manifest.channels.map { .string($0.rawValue) }),
            "locales": .array(locales.map(JSON.string)),
        ])
    }
}
