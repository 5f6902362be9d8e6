import Dunning
import TOML

extension TemplateLibrary {
    /// Composes one message, or says everything that stands in the way.
    /// - Throws: why there is no message; a message with a missing or empty value is never composed.
    public func compose(_ request: CompositionRequest) throws(CompositionError) -> Composition {
        try Composer(self, request).compose()
    }
}

/// The way from a request to a message.
///
/// An object: a request is large, and would be copied whenever a closure or a helper takes hold of all this.
final class Composer {
    /// A disclosure with its text.
    struct Disclosure {
        let id: DisclosureID
        let text: String
        let squeezed: [UInt8]

        init(id: DisclosureID, text: String) {
            self.id = id
            self.text = text
            squeezed = VisibleText.squeezed(text)
        }

        /// As templates see it.
        var value: MustacheValue {
            .object(["id": .text(id.rawValue), "text": .text(text), "isOptOut": .flag(id == Composer.optOut)])
        }
    }

    let library: TemplateLibrary
    let request: CompositionRequest
    let entry: TemplateLibrary.Entry
    let link: LocaleChain.Link
    private let tried: [String]
    private let choice: VariantChoice?
    let parts: TemplateParts
    let formats: LocaleFormats

    init(_ library: TemplateLibrary, _ request: CompositionRequest) throws(CompositionError) {
        guard let entry = library.templates[request.template] else {
            let names = library.templates.keys.map(\.rawValue).sorted()
            let nearest = NearestName.suggest(request.template.rawValue, among: names)
            throw .noTemplate(request.template, nearest: nearest.flatMap { TemplateID($0) })
        }
        guard entry.manifest.channels.contains(request.channel) else {
            throw .noChannel(request.template, request.channel)
        }
        let chain = library.chains.chain(
            debtor: request.action.debtor.locale,
            creditor: request.creditor.locale,
            demanded: request.language
        )
        let noLocale = CompositionError.noLocale(request.template, request.channel, tried: chain.links.map(\.folder))
        guard let first = chain.links.first(where: { entry.parts[$0.folder] != nil }) else { throw noLocale }
        let choice = try entry.choice(for: request, locale: first.format)
        let available = choice?.variant.flatMap { entry.variants[$0]?.parts } ?? entry.parts
        guard let found = chain.links.firstIndex(where: { available[$0.folder] != nil }),
            let parts = available[chain.links[found].folder]
        else { throw noLocale }
        self.library = library
        self.request = request
        self.entry = entry
        self.choice = choice
        self.parts = parts
        link = chain.links[found]
        tried = chain.links[...found].map(\.folder)
        formats = library.formats[link.format]
    }

    func compose() throws(CompositionError) -> Composition {
        let wanted = parts.wanted[request.channel] ?? []
        let view = MessageView(
            request,
            language: link.folder,
            payWithin: entry.manifest.payWithin,
            wanted: wanted,
            formats: formats,
            labels: labels
        )
        guard view.unusable.isEmpty else { throw .unusable(view.unusable) }
        let needs = missingNeeds(view) + missingDocuments
        var renderer = MessageRenderer(view.members)
        let disclosures = try disclosures(&renderer)
        renderer.setDisclosures(disclosures.map(\.value))
        let rendered = render(&renderer, disclosures)
        guard needs.isEmpty, renderer.missing.isEmpty else { throw .missing(needs + renderer.missing) }
        let derived = rendered[.emailText] == nil ? derivedText(&renderer, disclosures) : nil
        let content = try content(rendered, derived, disclosures)
        return Composition(
            content: content,
            template: request.template,
            revision: entry.revision,
            purpose: entry.manifest.purpose,
            locale: link.folder,
            formatLocale: link.format,
            localesTried: tried,
            disclosures: disclosures.map(\.id),
            variant: choice,
            asked: view.charges.asked(of: request.action.debt, showing: wanted),
            documents: attachesInvoices ? request.action.debt.invoices.compactMap(\.document) : []
        )
    }

    private var attachesInvoices: Bool { request.channel == .email && entry.manifest.attach.contains(.invoices) }

    /// An invoice without its PDF stops a mail that promises them.
    private var missingDocuments: [MissingValue] {
        guard attachesInvoices else { return [] }
        return request.action.debt.invoices.indices.filter { request.action.debt.invoices[$0].document == nil }.map {
            MissingValue(
                field: "invoices.\($0).document",
                file: "\(request.template)/template.toml",
                line: 0,
                column: 0,
                reason: .missing
            )
        }
    }

    /// The text part that loading has made of the HTML part, where the author gave none; its values are the HTML's.
    private func derivedText(_ renderer: inout MessageRenderer, _ disclosures: [Disclosure]) -> String? {
        guard request.channel == .email, let program = parts.derivedProgram else { return nil }
        let text = PlainTextSetter.set(renderer.render(program).bytes, language: link.folder)
        guard text.utf8.contains(where: { $0 > 0x20 }) else { return nil }
        guard !parts.placing.contains(.emailHTML), !disclosures.isEmpty else { return text }
        var bytes = Array(text.utf8)
        append(disclosures, to: &bytes, of: .emailText)
        return Self.tidy(bytes)
    }

    /// A letter without a subject of its own takes the email's.
    private func isBorrowed(_ part: TemplatePart) -> Bool {
        request.channel == .letter && part == .emailSubject && parts[.letterSubject] == nil
    }

    /// All parts of the channel, each with its disclosures.
    private func render(
        _ renderer: inout MessageRenderer,
        _ disclosures: [Disclosure]
    ) -> RenderedParts {
        var rendered = RenderedParts()
        for part in TemplatePart.allCases where part.channel == request.channel || isBorrowed(part) {
            guard let program = parts.programs[part] else { continue }
            var made = renderer.render(program, tellingSeen: part.holdsDisclosures && !disclosures.isEmpty)
            if part.escaping == .html { Isolation.clearTags(&made.bytes) }
            if part.holdsDisclosures, !parts.placing.contains(part), !disclosures.isEmpty {
                append(disclosures, to: &made.bytes, of: part)
                made.seen = nil
            }
            rendered[part] = made
        }
        return rendered
    }

    private func missingNeeds(_ view: MessageView) -> [MissingValue] {
        entry.manifest.needs.compactMap { field in
            let path = field.split(separator: ".").map(String.init)
            var value = path.first.flatMap { view.members[$0] }
            for name in path.dropFirst() { value = value?.member(name) }
            if case .flag? = value { return nil }
            guard value?.isShown != true else { return nil }
            return MissingValue(
                field: field,
                file: "\(request.template)/template.toml",
                line: 0,
                column: 0,
                reason: .missing
            )
        }
    }

    private func disclosures(_ renderer: inout MessageRenderer) throws(CompositionError) -> [Disclosure] {
        var result: [Disclosure] = []
        for id in request.disclosures + (entry.manifest.discloses[request.channel] ?? [])
        where !result.contains(where: { $0.id == id }) {
            guard let text = library.disclosures.text(id, in: link.widening, channel: request.channel) else {
                throw .noDisclosure(id, locale: link.folder)
            }
            result.append(Disclosure(id: id, text: Self.oneLine(renderer.render(text).bytes)))
        }
        return result
    }

    /// At the end of what is read or heard, for parts whose author marked no place.
    private func append(_ disclosures: [Disclosure], to bytes: inout [UInt8], of part: TemplatePart) {
        for disclosure in disclosures {
            guard part.escaping != .none else {
                bytes += (part == .smsText ? " " : "\n\n").utf8
                bytes += disclosure.text.utf8
                continue
            }
            var paragraph = Array("<p>".utf8)
            part.escaping.append(disclosure.text, to: &paragraph)
            paragraph += Array("</p>".utf8)
            let end = part == .voiceScript ? "</speak>" : "</body>"
            bytes.insert(contentsOf: paragraph, at: Self.last(Array(end.utf8), in: bytes) ?? bytes.count)
        }
    }

    static let optOut = DisclosureID(trusted: "opt-out")

    /// Words with single spaces between them.
    static func oneLine(_ bytes: [UInt8]) -> String {
        var line: [UInt8] = []
        line.reserveCapacity(bytes.count)
        var owesBlank = false
        for byte in bytes {
            if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
                owesBlank = true
                continue
            }
            if owesBlank, !line.isEmpty { line.append(0x20) }
            owesBlank = false
            line.append(byte)
        }
        return String(checkedBefore: line)
    }

    /// No blanks at the ends of lines, never more than one empty line, one line end at the end.
    static func tidy(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 1)
        var ends = 2
        var rest = bytes[...]
        while !rest.isEmpty {
            var line = rest.prefix { $0 != 0x0A }
            rest = rest[min(line.endIndex + 1, rest.endIndex)...]
            while let last = line.last, last == 0x20 || last == 0x09 || last == 0x0D { line.removeLast() }
            ends = line.isEmpty ? ends + 1 : 1
            if ends <= 2, !(line.isEmpty && result.isEmpty) {
                result += line
                result.append(0x0A)
            }
        }
        while result.suffix(2) == [0x0A, 0x0A] { result.removeLast() }
        return String(checkedBefore: result)
    }

    private static func last(_ needle: [UInt8], in bytes: [UInt8]) -> Int? {
        guard bytes.count >= needle.count else { return nil }
        return (0...(bytes.count - needle.count)).last { bytes[$0..<$0 + needle.count].elementsEqual(needle) }
    }
}
