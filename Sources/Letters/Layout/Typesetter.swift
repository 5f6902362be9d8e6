/// Makes text blocks for one letter: its fonts, its direction.
struct Typesetter {
    let typeCase: TypeCase
    let isRightToLeft: Bool

    /// A line or paragraph of the page's own direction, such as a value under its label.
    func plain(_ text: String, _ style: Style, width: Double? = nil) throws(LetterError) -> TextBlock {
        try TextBlock(
            [Run(text: PlainText.line(text))], style, width: width, rightToLeft: isRightToLeft, in: typeCase)
    }

    /// A paragraph that goes the way of most of its letters, so that an Arabic paragraph in a German letter stands
    /// right and a German one with an Arabic name in front stays left.
    func paragraph(_ runs: [Run], _ style: Style, width: Double? = nil) throws(LetterError) -> TextBlock {
        let direction = Direction.most(of: runs.map(\.text)) ?? isRightToLeft
        return try TextBlock(runs, style, width: width, rightToLeft: direction, in: typeCase)
    }

    /// A text of the page's own direction, with emphasis.
    func cell(_ runs: [Run], _ style: Style, width: Double? = nil) throws(LetterError) -> TextBlock {
        try TextBlock(runs, style, width: width, rightToLeft: isRightToLeft, in: typeCase)
    }
}

/// The direction of text by its letters.
enum Direction {
    /// True for right to left, nil where nothing has a direction.
    static func most(of texts: [String]) -> Bool? {
        var right = 0
        var left = 0
        for scalar in texts.lazy.flatMap(\.unicodeScalars) {
            if isRightToLeft(scalar) { right += 1 } else if scalar.properties.isAlphabetic { left += 1 }
        }
        return right + left == 0 ? nil : right > left
    }

    /// The blocks of Unicode whose letters go from right to left.
    private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
            scalar.properties.isAlphabetic
        default: false
        }
    }
}
