import Dunning

/// A letter stays within its budget of pages.
struct LetterPagesCheck: MessageCheck {
    static let rule = LintRule(
        "letter.pages",
        title: "The letter has more pages than its budget.",
        why: """
            Each sheet costs paper and may cost a higher class of postage. Pages are counted with at most ten invoices; \
            the budget is `letter_pages` in `[budget]`.
            """,
        bad: "a reminder of three pages",
        good: "what is open, by when, how to pay, whom to ask"
    )

    let rules = [rule]
    let press: any PageCounter

    func findings(in message: LintedMessage) -> [LintFinding] {
        // Printing takes its time, and neither a long name nor the day adds a page.
        guard case .letter(let letter) = message.composition.content, !message.isStretched,
            message.request.today > message.request.action.debt.due,
            let pages = press.pages(of: letter, in: message.composition, for: message.request)
        else { return [] }
        let limit = message.template.manifest.budget.letterPages
        guard pages > limit else { return [] }
        return [
            Self.rule.finding(
                at: message.place(of: .letterBody),
                "\(pages) pages \(message.with), \(limit) at most",
                mend: "say less, or raise `letter_pages` under [budget] in template.toml",
                weight: pages
            )
        ]
    }
}
