/// Makes text blocks for one letter: its fonts, its direction.
struct Typesetter {
    let typeCase: TypeCase
    let isRightToLeft: Bool

    /// A value as given: it stands where its column has it, and reads the way of its own letters, so that a telephone
    /// number on an Arabic page is not turned round.
    func plain(_ text: String, _ style: Style, width: Double? = nil) throws(LetterError) -> TextBlock {
        try cell([Run(text: PlainText.line(text))], style, width: width)
    }

    /// A value in a narrow place: an email address is set smaller, and then broken behind `@` or a dot, before it is
    /// broken within a word.
    func fitted(_ text: String, _ style: Style, width: Double) throws(LetterError) -> TextBlock {
        let whole = try plain(text, style, width: width)
        guard whole.lines.count > 1, text.contains("@"), !text.contains(where: \.isWhitespace) else { return whole }
        var smaller = style
        smaller.size *= 0.88
        let small = try plain(text, smaller, width: width)
        guard small.lines.count > 1 else { return small }
        let lines = try broken(text, smaller, width: width)
        return try cell([Run(text: lines.joined(separator: String(Run.lineBreak)))], smaller, width: width)
    }

    /// Name and domain on a line each; else pieces that end in `@` or a dot, as many on a line as fit.
    private func broken(_ text: String, _ style: Style, width: Double) throws(LetterError) -> [String] {
        if let sign = text.firstIndex(of: "@") {
            let halves = [String(text[...sign]), String(text[text.index(after: sign)...])]
            if try plain(halves[0], style).width <= width, try plain(halves[1], style).width <= width { return halves }
        }
        var lines: [String] = [""]
        var piece = ""
        for character in PlainText.line(text) + "\n" {
            if character != "\n" { piece.append(character) }
            guard "@.\n".contains(character) else { continue }
            let line = lines[lines.count - 1] + piece
            if try plain(line, style).width <= width || lines[lines.count - 1].isEmpty {
                lines[lines.count - 1] = line
            } else {
                lines.append(piece)
            }
            piece = ""
        }
        return lines
    }

    /// A value with emphasis.
    func cell(_ runs: [Run], _ style: Style, width: Double? = nil) throws(LetterError) -> TextBlock {
        let reads = Direction.most(of: runs.map(\.text)) ?? false
        return try block(runs, style, width, stands: isRightToLeft, reads: reads)
    }

    /// A paragraph that stands and reads the way of most of its letters, so that an Arabic paragraph in a German letter
    /// stands right and a German one with an Arabic name in front stays left.
    func paragraph(_ runs: [Run], _ style: Style, width: Double? = nil) throws(LetterError) -> TextBlock {
        let direction = Direction.most(of: runs.map(\.text)) ?? isRightToLeft
        return try block(runs, style, width, stands: direction, reads: direction)
    }

    /// Naskh letters are small for their size; a ninth more brings them up to the Latin ones beside them.
    private func block(
        _ runs: [Run],
        _ style: Style,
        _ width: Double?,
        stands: Bool,
        reads: Bool
    ) throws(LetterError) -> TextBlock {
        var style = style
        if reads { style.size *= 10.0 / 9 }
        style.standsRight = stands
        return try TextBlock(runs, style, width: width, rightToLeft: reads, in: typeCase)
    }
}

/// The direction of text by its letters.
enum Direction {
    /// True for right to left, nil where nothing has a direction.
    static func most(of texts: [String]) -> Bool? {
        // No letter below U+0590, whose bytes begin with 0xD6, goes to the left; most letters never come further.
        guard texts.contains(where: { $0.utf8.contains { $0 >= 0xD6 } }) else {
            return texts.contains { $0.utf8.contains(where: isLetterByte) } ? false : nil
        }
        var right = 0
        var left = 0
        for scalar in texts.lazy.flatMap(\.unicodeScalars) {
            if isRightToLeft(scalar) || isMark(scalar) {
                right += 1
            } else if scalar.properties.isAlphabetic {
                left += 1
            }
        }
        return right + left == 0 ? nil : right > left
    }

    private static func isLetterByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x41...0x5A, 0x61...0x7A, 0xC3...: true
        default: false
        }
    }

    /// The right-to-left and the Arabic letter mark, which localised amounts begin with.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool { scalar == "\u{200F}" || scalar == "\u{61C}" }

    /// The blocks of Unicode whose letters go from right to left.
    private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
            scalar.properties.isAlphabetic
        default: false
        }
    }
}
