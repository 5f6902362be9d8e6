import Dunning

/// A text that must be in the message.
///
/// Where it is not known what the message discloses, the text is only demanded, so that the composer can add it.
struct DisclosureRule: RuleBody {
    /// In which messages.
    enum Position: String, CaseIterable, Hashable, Sendable {
        case every
        /// The first communication about the debt.
        case first
        /// Every one behind the first.
        case later
    }

    var demands: DisclosureID
    /// Texts that do as well.
    var accepts: Set<DisclosureID> = []
    var position = Position.every
    /// What counts as an earlier communication, any of them.
    var earlier: [HistoryFilter] = []

    /// Whether the message must hold the text.
    func isDemanded(_ inquiry: Inquiry) -> Bool {
        guard position != .every else { return true }
        let kind = inquiry.question.debt.kind
        let one = inquiry.newestContact { entry in earlier.contains { $0.takes(entry, of: kind) } }
        let isLater = one != nil
        return isLater == (position == .later)
    }

    func answer(_ inquiry: Inquiry, at _: Int64, zones _: [Zone]) -> Answer {
        guard let discloses = inquiry.question.contact.discloses, isDemanded(inquiry) else { return .clear }
        guard !discloses.contains(demands), discloses.isDisjoint(with: accepts) else { return .clear }
        return Answer(.closed, .missing("the disclosure `\(demands)`"))
    }
}
