import Dunning

/// Sections that say nothing: never shown, always shown, empty, or said twice.
struct SectionCheck {
    static let never = LintRule(
        "section.never",
        title: "A section can never be shown.",
        why: "What stands in it was written for somebody, and nobody will read it.",
        bad: "{{^isBusiness}}{{#isBusiness}}Dear Sir or Madam{{/isBusiness}}{{/isBusiness}}",
        good: "{{#isBusiness}}Dear Sir or Madam{{/isBusiness}}"
    )

    static let always = LintRule(
        "section.always",
        .warning,
        title: "A section is always shown.",
        why: "The question around it misleads whoever reads the template: the value is always there.",
        bad: "{{#due}}It was due on {{due}}.{{/due}}",
        good: "It was due on {{due}}."
    )

    static let empty = LintRule(
        "section.empty",
        .warning,
        title: "A section has nothing in it.",
        why: "Something was to be said there, or the section was left behind.",
        bad: "{{#account}}{{/account}}",
        good: "{{#account}}Customer number {{account}}{{/account}}"
    )

    static let twice = LintRule(
        "section.twice",
        .warning,
        title: "The same question is asked twice in a row.",
        why: "Two sections on one field with nothing in between are one; if their texts are the same, one is too many.",
        bad: "{{#account}}No. {{/account}}{{#account}}{{account}}{{/account}}",
        good: "{{#account}}No. {{account}}{{/account}}"
    )

    let rules = [never, always, empty, twice]

    func findings(in folder: LintedFolder) -> [LintFinding] {
        var tally = SectionTally()
        for template in folder.templates {
            for parts in template.choices.flatMap({ template.texts($0).values }) {
                for (part, text) in parts where template.manifest.channels.contains(part.channel) {
                    guard let tree = folder.tree(of: text) else { continue }
                    var walk = SectionWalk(needs: Set(template.manifest.needs), part: part)
                    walk.walk(tree)
                    tally.take(walk, of: template.id)
                }
            }
        }
        return tally.findings
    }
}

/// What is known of a section, over all messages that it stands in.
///
/// A partial that is called from many places may ask what one of them knows already: only what is so everywhere is a
/// mistake.
private struct SectionTally {
    private struct Entry {
        var seen = 0
        var verdicts: [String: Int] = [:]
        var findings: [String: LintFinding] = [:]
        var templates: Set<TemplateID> = []
    }

    private var entries: [MustacheSpot: Entry] = [:]

    mutating func take(_ walk: SectionWalk, of template: TemplateID) {
        for spot in walk.seen {
            entries[spot, default: Entry()].seen += 1
            entries[spot]?.templates.insert(template)
        }
        for (spot, finding) in walk.found {
            entries[spot]?.verdicts[finding.rule, default: 0] += 1
            entries[spot]?.findings[finding.rule] = finding
        }
    }

    var findings: [LintFinding] {
        entries.values.flatMap { entry in
            entry.findings.compactMap { rule, finding in
                guard entry.verdicts[rule] == entry.seen else { return nil }
                var finding = finding
                finding.templates = entry.templates
                return finding
            }
        }
    }
}

/// Goes through a tree and keeps in mind what the sections around have settled.
private struct SectionWalk {
    private let needs: Set<String>
    private let part: TemplatePart
    private(set) var seen: [MustacheSpot] = []
    private(set) var found: [(spot: MustacheSpot, finding: LintFinding)] = []
    /// Whether a field is there, as far as the sections around tell.
    private var known: [String: Bool] = [:]

    init(needs: Set<String>, part: TemplatePart) {
        self.needs = needs
        self.part = part
    }

    mutating func walk(_ nodes: [ResolvedNode]) {
        var before: (field: ResolvedField, isInverted: Bool)?
        for node in nodes {
            switch node {
            case .text(let bytes, _): if bytes.contains(where: { $0 > 0x20 }) { before = nil }
            case .show: before = nil
            case .section(let field, let isInverted, let body):
                seen.append(field.spot)
                checkSection(field, isInverted, body)
                if let before { checkTwice(field, isInverted, behind: before) }
                before = (field, isInverted)
                walk(body, in: field, isInverted)
            }
        }
    }

    private mutating func walk(_ body: [ResolvedNode], in field: ResolvedField, _ isInverted: Bool) {
        let outer = known
        // The elements of a list have values of their own each time.
        if field.kind == .list, !isInverted { known = known.filter { !$0.key.hasPrefix(field.name + ".") } }
        for (name, value) in Implications.of(field, is: !isInverted) { known[name] = value }
        walk(body)
        known = outer
    }

    private mutating func checkSection(_ field: ResolvedField, _ isInverted: Bool, _ body: [ResolvedNode]) {
        let tag = "{{\(isInverted ? "^" : "#")\(field.name)}}"
        let isBlank = body.allSatisfy { node in
            if case .text(let bytes, _) = node { bytes.allSatisfy { $0 <= 0x20 } } else { false }
        }
        // Within a line a blank may be all that a section is there for.
        if isBlank, !body.contains(where: { if case .text = $0 { part.escaping == .none } else { false } }) {
            note(SectionCheck.empty, field, "\(tag) has nothing in it", "fill it, or take it out")
        }
        if let value = known[field.name] {
            let why = value ? "is there" : "is not there"
            if value == isInverted {
                note(
                    SectionCheck.never,
                    field,
                    "\(tag) is never shown: around it `\(field.name)` \(why)",
                    "take it out"
                )
            } else if field.kind != .list {
                let mend = "leave out the question"
                note(SectionCheck.always, field, "\(tag) is always shown: around it `\(field.name)` \(why)", mend)
            }
            return
        }
        guard isAlwaysThere(field) else { return }
        if isInverted {
            note(SectionCheck.never, field, "\(tag) is never shown: `\(field.name)` is always there", "take it out")
        } else if !body.usesMembers(of: field) {
            let mend = "leave out the question"
            note(SectionCheck.always, field, "\(tag) is always shown: `\(field.name)` is always there", mend)
        }
    }

    private mutating func checkTwice(
        _ field: ResolvedField,
        _ isInverted: Bool,
        behind before: (field: ResolvedField, isInverted: Bool)
    ) {
        guard field.kind != .list, field.name == before.field.name, isInverted == before.isInverted,
            field.spot.file == before.field.spot.file
        else { return }
        let line = before.field.spot.line
        note(
            SectionCheck.twice,
            field,
            "`\(field.name)` was asked on line \(line) already",
            "put both into one section"
        )
    }

    /// A text that no message is without, or that the template needs; lists and flags are there in their own way.
    private func isAlwaysThere(_ field: ResolvedField) -> Bool {
        guard field.kind == .text || field.kind == .group else { return false }
        return needs.contains(field.name) || FieldPresence.alwaysThere.contains(field.name)
    }

    private mutating func note(_ rule: LintRule, _ field: ResolvedField, _ message: String, _ mend: String) {
        let spot = field.spot
        let place = Place(file: spot.file, line: spot.line, column: spot.column)
        found.append((spot, rule.finding(at: place, message, mend: mend)))
    }
}

/// What follows from an answer for other questions.
private enum Implications {
    private static let opposites = ["isBusiness": "isConsumer", "isConsumer": "isBusiness"]

    static func of(_ field: ResolvedField, is value: Bool) -> [String: Bool] {
        guard !field.name.isEmpty else { return [:] }
        var result = [field.name: value]
        if let other = opposites[field.name] { result[other] = !value }
        guard value else { return result }
        // A number is of one kind only.
        for (one, others) in [("isOne", ["isZero"]), ("isZero", ["isOne"])] where field.name.hasSuffix("." + one) {
            for other in others { result[field.name.dropLast(one.count) + other] = false }
        }
        if let range = field.name.firstRange(of: ".plural.") {
            for other in PluralCheck.names where !field.name.hasSuffix(".plural.\(other)") {
                result[field.name[..<range.upperBound] + other] = false
            }
        }
        return result
    }
}

/// Which fields of the catalogue no message is without.
enum FieldPresence {
    static let alwaysThere: Set<String> = {
        let optional = FieldCatalogue.fields.filter(\.isOptional).map(\.name)
        let certain = FieldCatalogue.fields.filter { field in
            field.kind == .text && !optional.contains { field.name == $0 || field.name.hasPrefix($0 + ".") }
        }
        return Set(certain.map(\.name))
    }()
}

extension [ResolvedNode] {
    /// Whether something within goes by the context that a section opens, as `{{#due}}{{short}}{{/due}}` does.
    fileprivate func usesMembers(of field: ResolvedField) -> Bool {
        contains { node in
            switch node {
            case .text: false
            case .show(let inner): inner.name.hasPrefix(field.name + ".")
            case .section(let inner, _, let body): inner.name.hasPrefix(field.name + ".") || body.usesMembers(of: field)
            }
        }
    }
}

extension LintedFolder {
    /// The tree of a text with all that it calls; nil where it has none.
    func tree(of text: MustacheTemplate) -> [ResolvedNode]? {
        MustacheLinker.link(text, with: partials).linked.map(TreeResolver.resolved)
    }
}
