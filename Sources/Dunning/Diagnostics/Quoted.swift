/// A value of the user's in backticks, fit to be printed anywhere: control and direction characters shown as escapes,
/// long texts cut.
///
/// Only for values that say nothing about a person: names of members, identifiers, choices.
public func quoted(_ text: String) -> String {
    let limit = 60
    var shown = ""
    for scalar in text.unicodeScalars.prefix(limit) {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
            shown += "\\u{" + String(scalar.value, radix: 16) + "}"
        default:
            if scalar == "`" { shown += "'" } else { shown.unicodeScalars.append(scalar) }
        }
    }
    return "`" + shown + (text.unicodeScalars.count > limit ? "…" : "") + "`"
}
