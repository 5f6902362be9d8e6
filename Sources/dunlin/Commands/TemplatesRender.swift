import ArgumentParser
import Dunning
import Foundation
import Templates

extension TemplatesCommand {
    struct Render: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Render one Mustache file with data of any kind, and print the result and nothing else.",
            discussion: """
                For trying the engine out, and for holding it against the Mustache specification; messages are shown by \
                `dunlin preview`. HTML is escaped. Without --lenient a value that is missing is an error, as in messages.

                A partial `x` is the file x.mustache, or x, in the folder of partials.

                EXAMPLES:
                  dunlin templates render --template greeting.mustache --data debtor.json
                  dunlin templates render --lenient --template page.mustache --data page.json --partials parts/
                  echo '{"name": "Ada"}' | dunlin templates render --template greeting.mustache --data -
                """
        )

        @OptionGroup var common: CommonOptions

        @Flag(help: "Render as the specification says: what is missing is empty.")
        var lenient = false

        @Option(help: ArgumentHelp("The template.", valueName: "file"))
        var template: String

        @Option(
            help: ArgumentHelp(
                "The data as JSON; `-` is standard input; without it an empty object.",
                valueName: "file"
            )
        )
        var data: String?

        @Option(help: ArgumentHelp("The folder of the partials.", valueName: "folder"))
        var partials: String?

        func run() async throws {
            try await common.run { console in
                let main = SourceFile(path: template, bytes: try Files.read(template))
                let (data, partials) = (try json(), try named())
                do throws(Mustache.Failure) {
                    let mode = lenient ? Mustache.Mode.lenient : .strict
                    console.raw(try Mustache.render(main, data: data, partials: partials, mode: mode))
                } catch {
                    console.show(error.diagnostics)
                    throw ExitCode.badData
                }
            }
        }

        private func json() throws -> JSON {
            guard let data else { return .object([:]) }
            let bytes = try Files.read(data)
            do throws(JSONError) {
                return try JSON(parsing: bytes)
            } catch {
                throw Stop("`\(data)` is not JSON: \(error)")
            }
        }

        /// The files of the folder by the names that tags call them.
        private func named() throws -> [String: SourceFile] {
            guard let folder = partials else { return [:] }
            guard FileManager.default.fileExists(atPath: folder) else {
                if lenient { return [:] }
                throw Stop("there is no folder `\(folder)`", hint: "give the folder of the partials")
            }
            let ending = ".mustache"
            let files = try Files.folder(folder)
            return files.reduce(into: [:]) { named, file in
                let isMarked = file.path.hasSuffix(ending)
                let name = isMarked ? String(file.path.dropLast(ending.count)) : file.path
                guard isMarked || named[name] == nil else { return }
                named[name] = SourceFile(path: folder + "/" + file.path, bytes: file.bytes)
            }
        }
    }
}
