/// The table of fields in `docs/templates.md`, made from the catalogue.
enum FieldTable {
    static var markdown: String {
        var rows = ["| field | type | example | what it is |", "|---|---|---|---|"]
        for (field, forms) in grouped {
            let name = "`\(field.name)`" + (field.isOptional ? " ○" : "")
            let example = field.type == .flag ? "" : field.example
            rows.append("| \(name) | \(field.type.words) | \(example) | \(field.summary)\(tail(field, forms)) |")
        }
        return rows.joined(separator: "\n") + "\n"
    }

    /// Each field with the other forms of it.
    static var grouped: [(field: FieldDescription, forms: [FieldDescription])] {
        FieldCatalogue.fields.reduce(into: []) { groups, field in
            if field.isForm, !groups.isEmpty {
                groups[groups.count - 1].forms.append(field)
            } else {
                groups.append((field, []))
            }
        }
    }

    private static func tail(_ field: FieldDescription, _ forms: [FieldDescription]) -> String {
        guard !forms.isEmpty else { return "" }
        let plain = forms.filter { !$0.name.contains(".plural.") }.map { form in
            let suffix = "`\(form.name.dropFirst(field.name.count))`"
            return form.type == .flag || field.type == .count ? suffix : "\(suffix) (\(form.example))"
        }
        let plurals = forms.count > plain.count ? ["`.plural.…`"] : []
        return "; also " + (plain + plurals).joined(separator: ", ")
    }
}
