import Dunning
import TOML

/// The files of a template folder, sorted by what they are for, with what was wrong with each by itself.
struct TemplateFiles {
    /// One template's own files.
    struct Folder {
        var manifest: SourceFile?
        var parts: [String: [TemplatePart: MustacheTemplate]] = [:]
        /// What variants have of their own, from folders such as `@firm`.
        var variants: [VariantID: [String: [TemplatePart: MustacheTemplate]]] = [:]
        var files: [SourceFile] = []
    }

    /// No template of ours needs more; a file of this size is there by mistake.
    static let byteLimit = 1_000_000

    private let root: String
    private(set) var folders: [TemplateID: Folder] = [:]
    private(set) var partials = MustachePartials(lastLineEnd: .droppedWithinLines)
    private(set) var disclosures = DisclosureTexts()
    private(set) var labels: [String: Labels] = [:]
    /// Partials, disclosures and labels: what every template may use.
    private(set) var shared: [SourceFile] = []
    private(set) var diagnostics: [Diagnostic] = []

    init(_ files: [SourceFile], root: String) {
        self.root = root.isEmpty || root.hasSuffix("/") ? root : root + "/"
        for file in files.sorted(by: { $0.path < $1.path }) { sort(file) }
    }

    private mutating func sort(_ file: SourceFile) {
        let path = file.path.split(separator: "/").map(String.init)
        guard path.count > 1, !path.contains(where: { $0.hasPrefix(".") }), let first = path.first, first != "samples"
        else { return }
        switch first {
        case "_partials": takePartial(file, path)
        case "_disclosures": takeDisclosure(file, path)
        case "_labels": takeLabels(file, path)
        default: takeOwn(file, path)
        }
    }

    private mutating func takePartial(_ file: SourceFile, _ path: [String]) {
        guard let name = stem(path.dropFirst().joined(separator: "/")) else { return complainOfName(file) }
        shared.append(file)
        if let template = parsed(file) { partials.add(template, named: name) }
    }

    private mutating func takeDisclosure(_ file: SourceFile, _ path: [String]) {
        guard path.count == 3, let id = DisclosureID(path[1]), let name = stem(path[2]) else {
            return complainOfName(file)
        }
        let words = name.split(separator: ".").map(String.init)
        guard words.count == 2, LocaleChain.isSpeltRight(words[0]) else { return complainOfName(file) }
        let channel = Channel(rawValue: words[1])
        guard channel != nil || words[1] == "any" else { return complainOfName(file) }
        shared.append(file)
        let key = DisclosureTexts.Key(id: id, locale: LocaleChain.normal(words[0]), channel: channel)
        if let template = parsed(file) { disclosures.texts[key] = template }
    }

    private mutating func takeLabels(_ file: SourceFile, _ path: [String]) {
        guard path.count == 2, path[1].hasSuffix(".toml"), LocaleChain.isSpeltRight(String(path[1].dropLast(5))) else {
            return complainOfName(file)
        }
        shared.append(file)
        guard isReadable(file) else { return }
        let (value, problems) = Labels.read(file, as: root + file.path)
        diagnostics += problems
        if let value { labels[LocaleChain.normal(String(path[1].dropLast(5)))] = value }
    }

    private mutating func takeOwn(_ file: SourceFile, _ path: [String]) {
        guard let id = TemplateID(path[0]) else {
            return complain(file, "`\(path[0])` is no name for a template", "use letters, digits, `-`, `_`")
        }
        folders[id, default: Folder()].files.append(file)
        guard path.count > 2 else {
            if path[1] == "template.toml" { folders[id]?.manifest = file } else { complainOfName(file) }
            return
        }
        let isVariant = path[1].hasPrefix("@")
        let variant = isVariant ? VariantID(String(path[1].dropFirst())) : nil
        guard !isVariant || variant != nil else {
            return complain(file, "`\(path[1])` is no variant's folder", "call it `@` and the variant's name")
        }
        let inner = path.dropFirst(isVariant ? 2 : 1)
        guard inner.count == 2, let locale = inner.first, LocaleChain.isSpeltRight(locale) else {
            let mend = "name the folder after a locale such as `de` or `de-AT`"
            return complain(file, "`\(inner.first ?? "")` is no locale", mend)
        }
        guard let part = inner.last.flatMap(stem).flatMap(TemplatePart.init) else { return complainOfName(file) }
        // A part that cannot be read is there all the same: to call it missing as well would mislead.
        let template = parsed(file) ?? MustacheTemplate(file: root + file.path, source: [], nodes: [])
        if let variant {
            folders[id]?.variants[variant, default: [:]][LocaleChain.normal(locale), default: [:]][part] = template
        } else {
            folders[id]?.parts[LocaleChain.normal(locale), default: [:]][part] = template
        }
    }

    private func stem(_ name: String) -> String? {
        guard name.hasSuffix(TemplatePart.fileExtension) else { return nil }
        return String(name.dropLast(TemplatePart.fileExtension.count))
    }

    private mutating func parsed(_ file: SourceFile) -> MustacheTemplate? {
        guard isReadable(file) else { return nil }
        let (template, problems) = MustacheParser.parse(file.bytes, file: root + file.path)
        diagnostics += problems.map(\.diagnostic)
        return template
    }

    /// UTF-8 without a byte-order mark or control characters, and of a sane size.
    private mutating func isReadable(_ file: SourceFile) -> Bool {
        let bytes = file.bytes
        guard bytes.count <= Self.byteLimit else {
            let mend = "keep it under \(Self.byteLimit / 1_000_000) MB"
            complain(file, "file is too big: \(bytes.count / 1_000_000) MB", mend)
            return false
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            complain(file, "file is UTF-16", "save it as UTF-8")
            return false
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            complain(file, "file begins with a byte-order mark", "save it as UTF-8 without one")
            return false
        }
        guard let offset = FileEncoding.firstFault(in: bytes) else { return true }
        let before = bytes[..<offset]
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let column = before.reversed().prefix { $0 != UInt8(ascii: "\n") }.count { $0 & 0xC0 != 0x80 } + 1
        let isControl = bytes[offset] < 0x80
        diagnostics.append(
            Diagnostic(
                at: Place(file: root + file.path, line: line, column: column),
                isControl ? "control character \(bytes[offset])" : "not valid UTF-8",
                mend: isControl ? "remove it" : "save the file as UTF-8"
            )
        )
        return false
    }

    private mutating func complainOfName(_ file: SourceFile) {
        let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
        let expected =
            switch file.path.split(separator: "/").first {
            case "_partials": ["<name>.mustache"]
            case "_disclosures": ["<id>/<locale>.any.mustache", "<id>/<locale>.<channel>.mustache"]
            case "_labels": ["<locale>.toml"]
            default: TemplatePart.allCases.map { $0.rawValue + TemplatePart.fileExtension } + ["template.toml"]
            }
        let mend =
            NearestName.suggest(name, among: expected).map { "did you mean `\($0)`?" }
            ?? "name it " + expected.map { "`\($0)`" }.joined(separator: " or ")
        complain(file, "no part of a template is called `\(name)`", mend)
    }

    private mutating func complain(_ file: SourceFile, _ message: String, _ mend: String) {
        diagnostics.append(Diagnostic(at: Place(file: root + file.path), message, mend: mend))
    }
}

/// Looks for bytes that no text file of ours holds.
enum FileEncoding {
    /// The first byte that is not UTF-8 or is a control character other than tab and line end.
    static func firstFault(in bytes: [UInt8]) -> Int? {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x80 {
                guard byte >= 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D, byte != 0x7F else { return index }
                index += 1
                continue
            }
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
            guard index + length <= bytes.count, String(validating: bytes[index..<index + length], as: UTF8.self) != nil
            else { return index }
            index += length
        }
        return nil
    }
}
