public import Dunning

/// All templates that were read, ready to compose messages; immutable and shared by all workers.
public struct TemplateLibrary: Sendable {
    /// What is known about one template.
    public struct Entry: Sendable {
        /// The folder's name.
        public let id: TemplateID
        /// What `template.toml` says.
        public let manifest: TemplateManifest
        /// The locales that it has texts in, sorted.
        public let locales: [String]
        /// All files that its messages can be made of.
        public let archive: TemplateArchive
        /// The parts by locale; a region's own files over those of its language.
        var parts: [String: TemplateParts]
        /// The texts of variants, by name.
        var variants: [VariantID: VariantTexts] = [:]

        /// SHA-256 over all files that its messages can be made of, in hexadecimal.
        public var revision: String { archive.revision }
    }

    /// The templates by name.
    public let templates: [TemplateID: Entry]
    let disclosures: DisclosureTexts
    let labels: [String: Labels]
    let formats = FormatCache()
    let chains = LocaleChains()

    /// The templates in the order of their names.
    public var entries: [Entry] { templates.values.sorted { $0.id < $1.id } }

    /// All values that templates can use.
    public static var fields: [FieldDescription] { FieldCatalogue.fields }
}

/// The texts of disclosures, by name, locale and channel.
struct DisclosureTexts: Sendable {
    struct Key: Hashable, Sendable {
        let id: DisclosureID
        let locale: String
        /// Nil = for any channel that has no text of its own.
        let channel: Channel?
    }

    var texts: [Key: MustacheTemplate] = [:]
    /// The same with all that they call; filled once nothing was wrong.
    var linked: [Key: LinkedTemplate] = [:] {
        didSet { programs = linked.mapValues { MessageProgram($0, escaping: .none) } }
    }
    private var programs: [Key: MessageProgram] = [:]

    /// The text in the first of a locale and the wider ones of its language, never in another language.
    func text(_ id: DisclosureID, in widening: [String], channel: Channel) -> MessageProgram? {
        for locale in widening {
            let own = programs[Key(id: id, locale: locale, channel: channel)]
            if let text = own ?? programs[Key(id: id, locale: locale, channel: nil)] { return text }
        }
        return nil
    }

    /// The key of that text; nil where there is none.
    func key(_ id: DisclosureID, in widening: [String], channel: Channel) -> Key? {
        widening.lazy.flatMap { [Key(id: id, locale: $0, channel: channel), Key(id: id, locale: $0, channel: nil)] }
            .first { texts[$0] != nil }
    }

    /// Names in no special order.
    var ids: Set<DisclosureID> { Set(texts.keys.map(\.id)) }
}
