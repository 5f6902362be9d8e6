/// How a text is set.
struct Style: Sendable, Hashable {
    /// The colour of the type.
    enum Shade: Sendable {
        case black
        case ink
        case muted
        /// Of an overlay, which is never sent.
        case guide

        /// Red, green and blue from 0 (black) to 1 (paper).
        var colour: (red: Double, green: Double, blue: Double) {
            switch self {
            case .black: (0, 0, 0)
            case .ink: (0.07, 0.07, 0.07)
            case .muted: (0.38, 0.38, 0.38)
            case .guide: (0.85, 0.25, 0.55)
            }
        }
    }

    /// Which letters it is set in.
    enum Family: Sendable {
        case letter
        /// The QR-bill has a face of its own.
        case bill
    }

    var size: Double
    /// From baseline to baseline, in points; a line with taller marks takes more.
    var lead: Double
    var bold = false
    var shade = Shade.ink
    var alignment = Table.Alignment.start
    /// Whether lines begin on the right.
    var standsRight = false
    var family = Family.letter

    static let body = Style(size: 10, lead: 14.4)
    static let subject = Style(size: 12, lead: 16.5, bold: true)
    static let heading = Style(size: 10.5, lead: 14.4, bold: true)
    static let cell = Style(size: 9.2, lead: 12.6)
    static let cellHead = Style(size: 8.2, lead: 11, bold: true, shade: .muted)
    static let cellTotal = Style(size: 9.6, lead: 13, bold: true)
    static let label = Style(size: 8, lead: 13, shade: .muted)
    static let value = Style(size: 9, lead: 13)
    static let name = Style(size: 17, lead: 22, bold: true)
    static let contact = Style(size: 8, lead: 11.4, shade: .muted)
    static let returnLine = Style(size: 7, lead: 10, shade: .muted)
    static let returnLineSmaller = Style(size: 6, lead: 8, shade: .muted)
    static let furniture = Style(size: 7.5, lead: 10.5, shade: .muted)
    static let guide = Style(size: 6, lead: 8, shade: .guide)
    static let legal = Style(size: 6.8, lead: 9.4, shade: .muted)

    func aligned(_ alignment: Table.Alignment) -> Style {
        var style = self
        style.alignment = alignment
        return style
    }
}
