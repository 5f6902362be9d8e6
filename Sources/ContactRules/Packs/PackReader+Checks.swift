import Dunning
import TOML

/// What can be read and cannot be meant: rules that never apply, limits that never warn, words that say nothing.
extension PackReader {
    /// A text that says something.
    func text(_ table: TOMLReader, _ key: String) -> String? {
        let text = table.string(key)
        guard let text, text.allSatisfy(\.isWhitespace) else { return text }
        table.complain("this says nothing", mend: "write what it is, or `none`", at: key)
        return nil
    }

    /// A scope that takes no message at all is a rule that is not there.
    func checkScope(_ applies: TOMLReader, _ scope: Scope, of area: RulePack.Area?) {
        for dimension in Traits.dimensions where scope.traits.isDisjoint(with: dimension.all) {
            let other = "not_" + dimension.name
            guard applies.contains(dimension.name), applies.contains(other) else { continue }
            let message = "the rule can never apply: `\(other)` leaves nothing of `\(dimension.name)`"
            applies.complain(message, mend: "remove one of them", at: other)
        }
        if !Traits.messages.contains(where: scope.traits.isSuperset) {
            let mend =
                "calls have the modes `live`, `prerecorded`, `voicemail`, letters `envelope`, `postcard`, others none"
            applies.complain("the rule can never apply: no message is of these channels, modes and lines", mend: mend)
        }
        if !Traits.purposes.contains(where: scope.traits.isSuperset) {
            let mend = "marketing always offers something"
            applies.complain("the rule can never apply: no message has these purposes and offers", mend: mend)
        }
        if let area, area.countries.isSubset(of: scope.notCountries) {
            let message = "the rule can never apply: its pack is about no other country"
            applies.complain(message, mend: "remove it", at: "not_countries")
        }
    }

    /// A filter that takes no contact that there can be.
    func checkFilter(_ table: TOMLReader, _ traits: ContactTraits) {
        let isPossible =
            ContactTraits.media.contains(where: traits.isSuperset)
            && ContactTraits.courses.contains(where: traits.isSuperset)
        guard !isPossible else { return }
        let mend = "see which modes go with `channels`, and which outcomes with `directions`"
        table.complain("no contact is like that", mend: mend)
    }

    /// What is asked of a fact must be something that its kind tells.
    func checkFact(_ table: TOMLReader, _ kind: Fact.AnyKindName) {
        for key in ["form", "reachable", "reasoned", "by", "notice", "procedure", "via"] {
            guard table.contains(key), !kind.tells(key) else { continue }
            table.complain("a fact of the kind `\(kind.rawValue)` has no `\(key)`", mend: "remove it", at: key)
        }
    }

    /// A soft limit warns before the limit holds.
    func checkSoft(
        _ rule: TOMLReader,
        _ limit: Int,
        _ periods: [CapRule.Period],
        _ soft: CapRule.Soft
    ) {
        guard soft.limit >= limit, let period = soft.periods.first(where: periods.contains) else { return }
        let message = "\(soft.limit) in \(period.words) is not below the limit of \(limit)"
        rule.complain(message, mend: "lower it, or name another period", at: "soft")
    }

    /// A holiday of a list; a table that ends too early is told.
    func holiday(_ table: TOMLReader) -> Holiday? {
        guard let holiday = table.holiday else { return nil }
        if case .dates(let days) = holiday.day, days.count > 1, !table.contains("last_year"),
            let last = days.map({ CivilDate(dayNumber: $0).components.year }).max(), last < Holiday.lastYearOfTables
        {
            let mend = "carry it on to \(Holiday.lastYearOfTables), or say its `last_year`"
            warn(table, "the days end in \(last)", mend: mend, at: "dates")
        }
        return holiday
    }

    /// What the pack's head promises and its rules do not keep.
    func warnAboutHead(_ head: TOMLReader) {
        if !head.contains("says") {
            let mend = "add `says`: what it covers, what was not found, which prudent default holds"
            warn(head, "the pack does not say what it covers", mend: mend, at: "id")
        }
        for name in engineFacts.subtracting(readFacts).sorted() {
            warn(head, "no rule of this pack reads `\(name)`", mend: "remove it", at: "engine_facts")
        }
    }

    /// Lists that nobody asks.
    func warnAboutLists(_ table: TOMLReader) {
        for name in table.keys where !usedLists.contains(name) {
            warn(table, "no rule of this pack uses the list `\(name)`", mend: "remove it", at: name)
        }
    }
}

extension Holiday {
    /// Tables of single days reach this far.
    static let lastYearOfTables = 2035
}

extension Fact.AnyKindName {
    /// Whether a fact of this kind tells such a thing.
    fileprivate func tells(_ key: String) -> Bool {
        guard case .builtIn(let name) = self else { return false }
        return switch name {
        case .cease, .refusal: key == "form" || key == "via"
        case .dispute: key == "form" || key == "reasoned"
        case .attorney: key == "reachable" || key == "form"
        case .workplaceProhibited: key == "by" || key == "form"
        case .consent: key == "form"
        case .notice: key == "notice"
        case .procedure: key == "procedure"
        case .writingOnly, .optOut, .optIn: key == "via"
        case .wish, .bankruptcy, .moratorium, .paymentPlan, .deceased, .bereavement, .homeUnreachable,
            .reassignedNumberCheck, .badPoint, .paid, .partPaid, .promise, .opened, .clicked, .hold, .release,
            .contact:
            false
        }
    }
}
