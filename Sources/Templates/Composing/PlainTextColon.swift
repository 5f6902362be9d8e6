/// Joins a label and what it names as the language does.
struct PlainTextColon {
    private static let enders: Set<Unicode.Scalar> = [".", "!", "?", "…", "。", "！", "？", "،", "؟", "।"]

    /// French sets a no-break space before it.
    private let isSpaced: Bool
    /// Japanese and Chinese have one as wide as their characters, which takes no blank.
    private let isWide: Bool

    init(_ language: String) {
        let primary = language.prefix { $0 != "-" }
        isSpaced = primary == "fr"
        isWide = primary == "ja" || primary == "zh"
    }

    /// Adds a value to a text that ends with its label: `Label: value`; `ラベル：値`.
    func join(_ value: some Collection<UInt8>, to label: inout [UInt8]) {
        if !label.isEmpty {
            end(&label)
            if !PlainTextLine.isEastAsian(endOf: label[...]) { label.append(0x20) }
        }
        label += value
    }

    /// Adds the colon to a label that does not end with a sign of its own.
    func end(_ label: inout [UInt8]) {
        guard let last = PlainTextLine.last(label[...]) else { return }
        guard last != ":", last != "：", !Self.enders.contains(last) else { return }
        if isWide || TextWidth.isEastAsian(last) {
            label += "：".utf8
        } else {
            label += isSpaced ? "\u{A0}:".utf8 : ":".utf8
        }
    }
}
