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

    /// `Label: value`; `ラベル：値`.
    func joined(_ label: [UInt8], _ value: [UInt8]) -> [UInt8] {
        guard !label.isEmpty else { return value }
        let ended = ended(label)
        return ended + (PlainTextLine.isEastAsian(endOf: ended[...]) ? [] : [0x20]) + value
    }

    /// The label with its colon, unless it ends with a sign of its own.
    func ended(_ label: [UInt8]) -> [UInt8] {
        guard let last = PlainTextLine.last(label[...]) else { return label }
        if last == ":" || last == "：" || Self.enders.contains(last) { return label }
        if isWide || TextWidth.isEastAsian(last) { return label + Array("：".utf8) }
        return label + Array((isSpaced ? "\u{A0}:" : ":").utf8)
    }
}
