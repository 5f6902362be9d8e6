public import Dunning
import TOML

extension TemplateLibrary {
    /// Reads a template folder and reports every mistake in it, sorted by place.
    ///
    /// - Parameters:
    ///   - files: The files with paths relative to the folder, such as `reminder/de/sms.txt.mustache`.
    ///   - root: What stands in front of these paths in diagnostics.
    /// - Returns: No library where there is an error; warnings leave it usable.
    public static func load(
        files: [SourceFile],
        root: String = "templates"
    ) -> (library: TemplateLibrary?, diagnostics: [Diagnostic]) {
        var loader = TemplateLoader(TemplateFiles(files, root: root), root: root)
        let library = loader.load()
        let diagnostics = Set(loader.diagnostics).sorted()
        return (diagnostics.contains { $0.severity == .error } ? nil : library, diagnostics)
    }
}

/// Puts the sorted files together and checks what only shows when they are together.
private struct TemplateLoader {
    private let files: TemplateFiles
    private let root: String
    private(set) var diagnostics: [Diagnostic]

    init(_ files: TemplateFiles, root: String) {
        self.files = files
        self.root = root
        diagnostics = files.diagnostics
    }

    mutating func load() -> TemplateLibrary {
        let disclosed = checkDisclosures()
        var templates: [TemplateID: TemplateLibrary.Entry] = [:]
        for (id, folder) in files.folders {
            guard let manifest = manifest(of: id, folder) else { continue }
            var parts = merged(folder.parts)
            check(id, manifest, &parts, disclosed)
            templates[id] = TemplateLibrary.Entry(
                id: id,
                manifest: manifest,
                locales: parts.keys.sorted(),
                archive: TemplateArchive(files: folder.files + files.shared),
                parts: parts,
                variants: variants(of: id, folder, manifest, parts, disclosed)
            )
        }
        if templates.isEmpty, diagnostics.isEmpty {
            diagnostics.append(Diagnostic(at: Place(file: root), "no template in the folder"))
        }
        var disclosures = files.disclosures
        // Partials that call each other without end have no flat tree.
        if !diagnostics.contains(where: { $0.severity == .error }) {
            disclosures.linked = link(disclosures.texts)
            templates = templates.mapValues { entry in
                var entry = entry
                entry.parts = linked(entry.parts)
                entry.variants = entry.variants.mapValues { texts in
                    var texts = texts
                    texts.parts = linked(texts.parts)
                    return texts
                }
                return entry
            }
        }
        return TemplateLibrary(templates: templates, disclosures: disclosures, labels: files.labels)
    }

    private mutating func linked(_ parts: [String: TemplateParts]) -> [String: TemplateParts] {
        var result = parts
        for (locale, own) in parts {
            let linked = linked(own, in: locale)
            result[locale]?.linked = linked
            guard linked[.emailText] == nil else { continue }
            result[locale]?.derivedText = linked[.emailHTML].flatMap(PlainTextFromHTML.derive)
        }
        return result
    }

    private mutating func linked(_ parts: TemplateParts, in locale: String) -> [TemplatePart: LinkedTemplate] {
        var linked = link(parts.templates)
        linked[.emailHTML] = linked[.emailHTML].map { html in
            let (styled, problems) = StyleInliner.inline(html, in: locale)
            diagnostics += problems
            return styled
        }
        return linked
    }

    private mutating func link<Key>(_ templates: [Key: MustacheTemplate]) -> [Key: LinkedTemplate] {
        templates.compactMapValues { template in
            let (linked, problem) = MustacheLinker.link(template, with: files.partials)
            if let problem { diagnostics.append(problem.diagnostic) }
            return linked
        }
    }

    private mutating func manifest(of id: TemplateID, _ folder: TemplateFiles.Folder) -> TemplateManifest? {
        guard let file = folder.manifest else {
            let place = Place(file: "\(root)/\(id)")
            diagnostics.append(
                Diagnostic(at: place, "folder has no template.toml", mend: "add one, with title, purpose, channels")
            )
            return nil
        }
        let (manifest, problems) = TemplateManifest.read(file, as: "\(root)/\(file.path)")
        diagnostics += problems
        return manifest
    }

    /// A region's folder needs only the files that differ from its language's.
    private func merged(_ parts: [String: [TemplatePart: MustacheTemplate]]) -> [String: TemplateParts] {
        parts.keys.reduce(into: [:]) { result, locale in
            let chain = LocaleChain.widening(locale).compactMap { parts[$0] }
            result[locale] = TemplateParts(layers: chain)
        }
    }

    private mutating func check(
        _ id: TemplateID,
        _ manifest: TemplateManifest,
        _ parts: inout [String: TemplateParts],
        _ disclosed: Set<String>
    ) {
        let folderPlace = Place(file: "\(root)/\(id)")
        if parts.isEmpty {
            diagnostics.append(Diagnostic(at: folderPlace, "template has no locale", mend: "add a folder such as `en`"))
        }
        examine(&parts, manifest, disclosed)
        for (locale, own) in parts {
            let place = Place(file: "\(root)/\(id)/\(locale)")
            checkCompleteness(place, locale, manifest, own)
            checkLabels(place, locale, manifest, own)
        }
    }

    /// The variants' texts over the template's own.
    private mutating func variants(
        of template: TemplateID,
        _ folder: TemplateFiles.Folder,
        _ manifest: TemplateManifest,
        _ base: [String: TemplateParts],
        _ disclosed: Set<String>
    ) -> [VariantID: VariantTexts] {
        var variants = folder.variants.mapValues { VariantTexts($0, over: folder.parts) }
        for id in variants.keys {
            guard var texts = variants[id] else { continue }
            examine(&texts.parts, manifest, disclosed)
            for (locale, parts) in texts.parts where texts.own[locale] != nil {
                checkLabels(Place(file: "\(root)/\(template)/@\(id)/\(locale)"), locale, manifest, parts)
            }
            variants[id] = texts
        }
        var check = VariantCheck(folder: "\(root)/\(template)", manifest: manifest, base: base, variants: variants)
        check.run()
        diagnostics += check.diagnostics
        return variants
    }

    /// Looks at each part by itself, and notes what it asks for.
    private mutating func examine(
        _ parts: inout [String: TemplateParts],
        _ manifest: TemplateManifest,
        _ disclosed: Set<String>
    ) {
        let needed = manifest.needs.compactMap { $0.split(separator: ".").first.map(String.init) }
        let shared = ViewNames(disclosed.union(needed))
        for (locale, own) in parts {
            for (part, template) in own.templates {
                var check = TemplateCheck(part: part, manifest: manifest, partials: files.partials)
                check.run(template)
                diagnostics += check.diagnostics
                if check.placesDisclosures { parts[locale]?.placing.insert(part) }
                // A letter may borrow the email's subject.
                let channels = part == .emailSubject ? [.email, .letter] : [part.channel]
                let names = ViewNames(check.names)
                for channel in channels { parts[locale]?.wanted[channel, default: shared].formUnion(names) }
            }
        }
    }

    private mutating func checkCompleteness(
        _ place: Place,
        _ locale: String,
        _ manifest: TemplateManifest,
        _ parts: TemplateParts
    ) {
        for channel in manifest.channels {
            for choice in parts.lacking(for: channel) {
                let names = choice.map { "`\($0.rawValue)\(TemplatePart.fileExtension)`" }.joined(separator: " or ")
                diagnostics.append(
                    Diagnostic(
                        at: place,
                        "nothing for channel `\(channel.rawValue)`",
                        mend: "add \(names), or take the channel out of template.toml"
                    )
                )
            }
            for id in manifest.discloses[channel] ?? []
            where files.disclosures.key(id, in: LocaleChain.widening(locale), channel: channel) == nil {
                diagnostics.append(
                    Diagnostic(
                        at: place,
                        "disclosure `\(id)` has no text for \(channel.rawValue) in \(locale)",
                        mend: "add _disclosures/\(id)/\(locale).\(channel.rawValue).mustache"
                    )
                )
            }
        }
        for part in parts.templates.keys where !manifest.channels.contains(part.channel) {
            let mend = "add `\(part.channel.rawValue)` to `channels` in template.toml, or remove the file"
            diagnostics.append(Diagnostic(.warning, at: place, "`\(part.rawValue)` is for no channel", mend: mend))
        }
    }

    /// Letters, calls and salutations need words of their own.
    private mutating func checkLabels(
        _ place: Place,
        _ locale: String,
        _ manifest: TemplateManifest,
        _ parts: TemplateParts
    ) {
        guard !LocaleChain.widening(locale).contains(where: { files.labels[$0] != nil }) else { return }
        for channel in manifest.channels {
            let asksForName = !(parts.wanted[channel] ?? []).isDisjoint(with: [.salutation, .greeting])
            guard channel == .letter || channel == .voice || asksForName else { continue }
            let mend = "add _labels/\(LocaleChain.language(of: locale)).toml"
            diagnostics.append(Diagnostic(at: place, "no labels in \(locale) for \(channel.rawValue)", mend: mend))
        }
    }

    /// Disclosures see the fields of every message, and no field of the engine's own; answers what they ask for.
    private mutating func checkDisclosures() -> Set<String> {
        var names: Set<String> = []
        let manifest = TemplateManifest(
            title: "",
            purpose: .reminder,
            level: nil,
            channels: [],
            needs: [],
            optional: [],
            payWithin: 1,
            discloses: [:]
        )
        for text in files.disclosures.texts.values {
            var check = TemplateCheck(part: .smsText, manifest: manifest, partials: files.partials)
            check.run(text)
            diagnostics += check.diagnostics
            names.formUnion(check.names)
        }
        return names
    }
}
