import Dunning

/// A template folder as lint sees it: every file with the messages that it is part of.
struct LintedFolder: Sendable {
    /// One template with what it says of itself.
    struct Template: Sendable {
        let id: TemplateID
        let manifest: TemplateManifest
        /// `template.toml` with the root in front.
        let file: String
        let source: SourceFile
        /// The parts by locale; a region's own files over those of its language.
        let locales: [String: [TemplatePart: MustacheTemplate]]
        /// The texts of variants, over the template's own.
        let variants: [VariantID: [String: [TemplatePart: MustacheTemplate]]]

        /// The template's own texts, nil, and its variants.
        var choices: [VariantID?] { [nil] + variants.keys.sorted().map(Optional.some) }

        /// The parts of a variant by locale; of the template itself where there is none.
        func texts(_ variant: VariantID?) -> [String: [TemplatePart: MustacheTemplate]] {
            variant.flatMap { variants[$0] } ?? locales
        }
    }

    let root: String
    let templates: [Template]
    let files: [LintedFile]
    let partials: MustachePartials
    let disclosures: DisclosureTexts

    /// Sorts the files; what cannot be read is left out, because loading complains of it.
    init(_ sources: [SourceFile], root: String, only: TemplateID?) {
        let sorted = TemplateFiles(sources, root: root)
        self.root = root
        partials = sorted.partials
        disclosures = sorted.disclosures
        templates = sorted.folders.sorted { $0.key < $1.key }.compactMap { id, folder in
            guard only == nil || only == id, let source = folder.manifest else { return nil }
            let name = "\(root)/\(source.path)"
            guard let manifest = TemplateManifest.read(source, as: name).0 else { return nil }
            let locales = LintedFolder.merged(folder.parts)
            let variants = folder.variants.mapValues { files in
                VariantTexts(files, over: folder.parts).parts.mapValues(\.templates)
            }
            return Template(
                id: id,
                manifest: manifest,
                file: name,
                source: source,
                locales: locales,
                variants: variants
            )
        }
        var callers = CallersOfFiles(partials: sorted.partials)
        for template in templates { callers.take(template) }
        files = callers.files.sorted { $0.key < $1.key }.map { name, file in
            LintedFile(name: name, bytes: file.source, uses: file.uses)
        }
    }

    private static func merged(
        _ parts: [String: [TemplatePart: MustacheTemplate]]
    ) -> [String: [TemplatePart: MustacheTemplate]] {
        parts.keys.reduce(into: [:]) { result, locale in
            let chain = LocaleChain.widening(locale).compactMap { parts[$0] }
            result[locale] = chain.reduce(into: [:]) { $0.merge($1) { own, _ in own } }
        }
    }
}

/// Follows the calls of partials and notes for each file the parts of messages that it stands in.
private struct CallersOfFiles {
    let partials: MustachePartials
    private(set) var files: [String: (source: [UInt8], uses: Set<LintedFile.Use>)] = [:]

    init(partials: MustachePartials) { self.partials = partials }

    mutating func take(_ template: LintedFolder.Template) {
        for (locale, parts) in template.choices.flatMap({ template.texts($0) }) {
            for (part, text) in parts where template.manifest.channels.contains(part.channel) {
                let use = LintedFile.Use(template: template.id, locale: locale, part: part)
                note(text, use)
                follow(text.nodes, use)
            }
        }
    }

    /// False where it was known already, so that circles end.
    @discardableResult
    private mutating func note(_ text: MustacheTemplate, _ use: LintedFile.Use) -> Bool {
        files[text.file, default: (text.source, [])].uses.insert(use).inserted
    }

    private mutating func follow(_ nodes: [MustacheNode], _ use: LintedFile.Use) {
        for node in nodes {
            switch node {
            case .text, .variable: continue
            case .section(_, let body), .inverted(_, let body): follow(body, use)
            case .block(let block): follow(block.body, use)
            case .partial(let name, _, _): call(name, use)
            case .parent(let name, _, let blocks, _):
                call(name, use)
                for block in blocks.values { follow(block.body, use) }
            }
        }
    }

    private mutating func call(_ name: String, _ use: LintedFile.Use) {
        guard let partial = partials[name], note(partial, use) else { return }
        follow(partial.nodes, use)
    }
}
