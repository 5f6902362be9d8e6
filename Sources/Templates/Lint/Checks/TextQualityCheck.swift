import Dunning

/// Slips of the keyboard that can be told surely: two blanks, quotes that are never closed, text that was to be replaced.
struct TextQualityCheck: FileCheck {
    static let spaces = LintRule(
        "text.spaces",
        .warning,
        title: "Two blanks stand where one belongs.",
        why: "It reads as carelessness, and in a text message it may cost a character.",
        bad: "Please pay  by Friday.",
        good: "Please pay by Friday."
    )

    static let quotes = LintRule(
        "text.quotes",
        .warning,
        title: "A quotation mark or bracket is opened and never closed, or closed and never opened.",
        why: "Whoever reads it waits for the end of the quotation.",
        bad: "Choose “Pay online in your account.",
        good: "Choose “Pay online” in your account."
    )

    static let placeholder = LintRule(
        "text.placeholder",
        title: "Text that was meant to be replaced is still there.",
        why: "The debtor would get it.",
        bad: "Lorem ipsum; TODO",
        good: "the text itself"
    )

    let rules = [spaces, quotes, placeholder]

    private static let pairs: [(open: Unicode.Scalar, close: Unicode.Scalar)] = [
        ("“", "”"), ("«", "»"), ("(", ")"), ("[", "]"), ("「", "」"), ("『", "』"), ("（", "）"),
    ]

    func findings(in file: LintedFile) -> [LintFinding] {
        let paragraphs = file.visible.split { $0.scalar == "\u{2029}" || $0.scalar == "\n" }
        return spaces(in: file) + paragraphs.flatMap { quotes(in: $0, of: file) } + placeholders(in: file)
    }

    /// Blanks that stand side by side in the file, with text before and behind them on the line.
    private func spaces(in file: LintedFile) -> [LintFinding] {
        let letters = file.visible
        guard letters.count > 3 else { return [] }
        return (1..<(letters.count - 2)).compactMap { index in
            guard letters[index].scalar == " ", letters[index + 1].scalar == " ",
                letters[index + 1].offset == letters[index].offset + 1, !letters[index - 1].isSpace,
                !letters[index + 2].isSpace, letters[index + 2].offset == letters[index].offset + 2
            else { return nil }
            return Self.spaces.finding(at: file.place(of: letters[index].offset), "two blanks", mend: "leave one")
        }
    }

    private func quotes(in paragraph: ArraySlice<PlainSource.Letter>, of file: LintedFile) -> [LintFinding] {
        for (open, close) in Self.pairs where !(open == "“" && file.closesWithOpeningQuote) {
            var depth: [Int] = []
            for letter in paragraph {
                if letter.scalar == open { depth.append(letter.offset) }
                guard letter.scalar == close else { continue }
                if depth.popLast() == nil { return [finding(close, "was never opened", letter.offset, file)] }
            }
            if let offset = depth.last { return [finding(open, "is never closed", offset, file)] }
        }
        let straight = paragraph.filter { $0.scalar == "\"" }
        guard straight.count % 2 == 1, let last = straight.last else { return [] }
        return [finding("\"", "has no partner", last.offset, file)]
    }

    private func finding(_ sign: Unicode.Scalar, _ what: String, _ offset: Int, _ file: LintedFile) -> LintFinding {
        Self.quotes.finding(at: file.place(of: offset), "`\(sign)` \(what)", mend: "write both, or none")
    }

    private func placeholders(in file: LintedFile) -> [LintFinding] {
        var findings: [LintFinding] = []
        for word in file.visible.split(whereSeparator: { !$0.scalar.properties.isAlphabetic }) {
            let text = word.text
            let isNamed =
                ["TODO", "FIXME", "TBD", "XXX"].contains(text) || ["lorem", "ipsum"].contains(text.lowercased())
            let isRow = text.count >= 3 && text.lowercased().allSatisfy { $0 == "x" }
            guard isNamed || isRow, let first = word.first else { continue }
            findings.append(
                Self.placeholder.finding(
                    at: file.place(of: first.offset),
                    "`\(text)` was meant to be replaced",
                    mend: "write what belongs there"
                )
            )
        }
        return findings
    }
}

extension LintedFile {
    /// German, Czech and others open with „ and close with “.
    fileprivate var closesWithOpeningQuote: Bool { visible.contains { $0.scalar == "„" || $0.scalar == "‚" } }
}
