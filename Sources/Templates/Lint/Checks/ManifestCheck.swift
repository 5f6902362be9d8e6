import Dunning
import TOML

/// What `template.toml` says is true of the template.
struct ManifestCheck: FolderCheck {
    static let unused = LintRule(
        "field.unused",
        .warning,
        title: "A field is declared and used nowhere.",
        why: """
            A field under `needs` stops every message that lacks it, for nothing; one under `optional` makes the engine \
            send what nobody shows. Often the name in the text is another one.
            """,
        bad: "optional = [\"data.contract\"], and no {{data.contract}} anywhere",
        good: "the field in the text, or not in template.toml"
    )

    let rules = [unused]

    func findings(in template: LintedFolder.Template, of folder: LintedFolder) -> [LintFinding] {
        let files = folder.files.filter { file in file.uses.contains { $0.template == template.id } }
        let used = files.reduce(into: Set<String>()) { $0.formUnion($1.names) }
        let manifest = template.manifest
        return [("needs", manifest.needs), ("optional", manifest.optional)].flatMap { key, fields in
            let place = template.place(of: key)
            return fields.filter { !isUsed($0, used) }.map { field in
                Self.unused.finding(
                    at: place,
                    "`\(field)` is declared and used nowhere",
                    mend: "use it, or take it out of `\(key)`"
                )
            }
        }
    }
}

extension ManifestCheck {
    /// Whether a field is named as a whole, or by its last part within a section on what it belongs to.
    private func isUsed(_ field: String, _ used: Set<String>) -> Bool {
        let last = field.split(separator: ".").last.map(String.init) ?? field
        return used.contains { name in
            name == field || name.hasPrefix(field + ".") || (field.hasPrefix(name + ".") && used.contains(last))
        }
    }
}

extension LintedFolder.Template {
    /// Where a key of `template.toml` has its value.
    func place(of key: String) -> Place {
        guard let document = try? TOMLDocument(bytes: source.bytes, file: file) else { return Place(file: file) }
        let position = TOMLReader(document).position(of: key)
        return Place(file: file, line: position.line, column: position.column)
    }
}
