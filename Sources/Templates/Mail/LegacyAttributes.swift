/// Attributes of old HTML that say what a style says, for clients that lay out by attributes (Outlook on Windows).
enum LegacyAttributes {
    /// What an element's style means in attributes; empty where it has none that helps.
    static func attributes(for name: String, _ style: [StyleDeclaration]) -> [(name: String, value: String)] {
        let values = style.reduce(into: [:]) { $0[$1.property] = $1.value.lowercased() }
        let isCell = name == "td" || name == "th"
        var result: [(String, String)] = []
        if isCell || ["table", "tr", "body"].contains(name), let color = values["background-color"].flatMap(color) {
            result.append(("bgcolor", color))
        }
        if isCell || name == "table" || name == "img", let width = values["width"].flatMap(length) {
            result.append(("width", width))
        }
        if name == "img", let height = values["height"].flatMap(length) { result.append(("height", height)) }
        if isCell {
            if let align = values["text-align"], ["left", "right", "center"].contains(align) {
                result.append(("align", align))
            }
            if let align = values["vertical-align"], ["top", "middle", "bottom", "baseline"].contains(align) {
                result.append(("valign", align))
            }
        }
        if name == "table" {
            let margins = values["margin"]?.split(separator: " ") ?? []
            if margins.count > 1, margins[1] == "auto" { result.append(("align", "center")) }
            if values["border-collapse"] == "collapse" || values["border-spacing"] == "0" {
                result += [("cellspacing", "0"), ("border", "0")]
            }
        }
        return result
    }

    /// `#rrggbb`; names stay.
    private static func color(_ value: String) -> String? {
        guard value.hasPrefix("#") else { return value.allSatisfy(\.isLetter) && value != "transparent" ? value : nil }
        let digits = value.dropFirst()
        guard digits.allSatisfy(\.isHexDigit) else { return nil }
        switch digits.count {
        case 3: return "#" + digits.map { "\($0)\($0)" }.joined()
        case 6: return value
        default: return nil
        }
    }

    /// Pixels without their unit, or a percentage.
    private static func length(_ value: String) -> String? {
        if value.hasSuffix("px"), let pixels = Double(value.dropLast(2)) { return String(Int(pixels)) }
        if value.hasSuffix("%"), let share = Double(value.dropLast()) { return "\(Int(share))%" }
        return nil
    }
}
