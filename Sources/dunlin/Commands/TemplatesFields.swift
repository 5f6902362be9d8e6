import ArgumentParser
import Dunning
import Settings
import Templates

extension TemplatesCommand {
    struct Fields: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List every value that templates can use, or the ones that a template uses and where.",
            discussion: """
                Examples are made by the view itself, of an invented action. `?` marks what may be absent, `!` what the \
                template cannot do without, `~` what is written as the locale writes it.

                EXAMPLES:
                  dunlin templates fields
                  dunlin templates fields --locale ja-JP
                  dunlin templates fields reminder --locale de-DE
                  dunlin templates fields reminder --json
                """
        )

        @OptionGroup var common: CommonOptions

        @Argument(help: "A template: only the values that it uses, with file, line and column.")
        var template: String?

        @Option(help: ArgumentHelp("Examples as this locale writes them (BCP 47).", valueName: "tag"))
        var locale = "en-US"

        func run() async throws {
            try await common.run { console in
                guard LocaleTag.isKnown(locale) else {
                    throw Stop(
                        "locale `\(locale)` is not known",
                        hint: "write it like `de-DE`",
                        code: .validationFailure
                    )
                }
                let folder = try House.open(common).settings.folders.templates
                let library = try Workshop.library(folder, console)
                let sheet = FieldSheet(library, locale: locale, entry: try entry(in: library))
                for line in console.json ? sheet.json.map(\.canonical) : sheet.words { console.data(line) }
            }
        }

        private func entry(in library: TemplateLibrary) throws -> TemplateLibrary.Entry? {
            guard let template else { return nil }
            let id: TemplateID = try identifier(template, "template")
            if let entry = library.templates[id] { return entry }
            let known = library.templates.keys.map(\.rawValue).sorted()
            let nearest = NearestName.suggest(template, among: known).map { "did you mean `\($0)`? " } ?? ""
            throw Stop("there is no template `\(template)`", hint: nearest + "known: " + known.joined(separator: ", "))
        }
    }
}

/// The values that are to be listed, with their examples and uses.
private struct FieldSheet {
    private let fields: [FieldDescription]
    private let examples: [String: String]
    private let uses: [String: [FieldUse]]
    private let needs: Set<String>
    private let isOfTemplate: Bool
    private let locale: String

    init(_ library: TemplateLibrary, locale: String, entry: TemplateLibrary.Entry?) {
        let uses = Dictionary(grouping: entry?.fieldUses ?? [], by: \.field)
        let needs = Set(entry?.manifest.needs ?? [])
        let known = TemplateLibrary.fields.filter { entry == nil || uses[$0.name] != nil || needs.contains($0.name) }
        let own = Set(uses.keys).union(needs).subtracting(TemplateLibrary.fields.map(\.name))
        fields = known + own.filter { $0.hasPrefix("data.") }.sorted().map(FieldDescription.init(ofEngine:))
        examples = library.examples(in: locale)
        self.uses = uses
        self.needs = needs
        self.locale = locale
        isOfTemplate = entry != nil
    }

    var json: [JSON] {
        fields.map { field in
            var members: JSONMembers = [
                "name": .string(field.name), "kind": .string(field.kind.rawValue), "type": .string(field.type.rawValue),
                "optional": .boolean(field.isOptional), "example": .string(example(of: field)),
                "summary": .string(field.summary),
            ]
            if field.type.isLocalised { members["locale"] = .string(locale) }
            if isOfTemplate {
                members["needed"] = .boolean(needs.contains(field.name))
                members["uses"] = .array((uses[field.name] ?? []).map(\.json))
            }
            return .object(members)
        }
    }

    var words: [String] {
        fields.flatMap { field -> [String] in
            let mark = needs.contains(field.name) ? "!" : field.isOptional ? "?" : ""
            let name = padded(field.name + mark, 34)
            let type = padded(field.type.words + (field.type.isLocalised ? " ~" : ""), 18)
            let example = example(of: field)
            let line = name + type + field.summary + (example.isEmpty ? "" : " (\(example))")
            return [line] + (uses[field.name] ?? []).map { "    \($0.locale) \($0.part): \($0.spot)" }
        }
    }

    private func example(of field: FieldDescription) -> String { examples[field.name] ?? "" }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}

extension FieldUse {
    /// As diagnostics name places.
    fileprivate var spot: String { "\(place.file ?? ""):\(place.line ?? 0):\(place.column ?? 0)" }

    fileprivate var json: JSON {
        [
            "locale": .string(locale), "part": .string(part), "file": .string(place.file ?? ""),
            "line": .integer(Int64(place.line ?? 0)), "column": .integer(Int64(place.column ?? 0)),
        ]
    }
}
