public import Dunning

/// What is different between two sets of rules, in words.
public struct RuleBookDiff: Sendable {
    /// One difference, with the pack and, where it is about one, the rule.
    public struct Entry: Hashable, Sendable {
        /// The pack.
        public let pack: PackID
        /// The rule; nil = the pack as a whole.
        public let rule: RuleID?
        /// What is different.
        public let change: RuleChange

        /// One line: "us-ma.hours: opens 08:00 instead of 07:00, every day (stricter)".
        public var words: String {
            let subject = rule?.rawValue ?? pack.rawValue
            return change.effect == .none
                ? "\(subject): \(change.words)" : "\(subject): \(change.words) (\(change.effect.rawValue))"
        }

        /// The same for machines.
        public var json: JSON {
            .compact([
                "pack": .string(pack.rawValue), "rule": rule.map { .string($0.rawValue) },
                "change": .string(change.words), "effect": .string(change.effect.rawValue),
            ])
        }
    }

    /// All differences, by pack and in the order of the rules.
    public let entries: [Entry]

    /// Compares two sets of rules.
    public init(from old: RuleBook, to new: RuleBook) {
        let names = Set((old.packs + new.packs).map(\.id)).sorted()
        entries = names.flatMap { name -> [Entry] in
            let before = old.packs.first { $0.id == name }
            let after = new.packs.first { $0.id == name }
            switch (before, after) {
            case (let before?, let after?): return before.entries(to: after)
            case (nil, let after?): return [RuleBookDiff.whole(after, "new pack “\(after.title)”")]
            case (let before?, nil): return [RuleBookDiff.whole(before, "pack “\(before.title)” is gone")]
            case (nil, nil): return []
            }
        }
    }

    /// A pack comes or goes: its rules with it, and perhaps the house default for its place.
    private static func whole(_ pack: RulePack, _ words: String) -> Entry {
        let count = pack.rules.count
        let text = "\(words), \(count) \(count == 1 ? "rule" : "rules")"
        return Entry(pack: pack.id, rule: nil, change: RuleChange(text, .either))
    }
}

extension RulePack {
    fileprivate func entries(to new: RulePack) -> [RuleBookDiff.Entry] {
        let head = headChanges(to: new).map { RuleBookDiff.Entry(pack: id, rule: nil, change: $0) }
        var names: [RuleID] = []
        for card in cards + new.cards where !names.contains(card.id) { names.append(card.id) }
        let each = names.flatMap { name -> [RuleBookDiff.Entry] in
            let before = self.rules.first { $0.card.id == name }
            let after = new.rules.first { $0.card.id == name }
            let changes: [RuleChange] =
                switch (before, after) {
                case (let before?, let after?): before.changes(to: after)
                case (nil, let after?): [RuleChange("new rule: \(after.card.title)", .stricter)]
                case (let before?, nil): [RuleChange("the rule is gone: \(before.card.title)", .looser)]
                case (nil, nil): []
                }
            return changes.map { RuleBookDiff.Entry(pack: id, rule: name, change: $0) }
        }
        return head + each + holidayChanges(to: new).map { RuleBookDiff.Entry(pack: id, rule: nil, change: $0) }
    }

    private func headChanges(to new: RulePack) -> [RuleChange] {
        var changes: [RuleChange] = []
        func compare(_ name: String, _ before: String?, _ after: String?, _ effect: RuleChange.Effect = .none) {
            guard before != after else { return }
            changes.append(RuleChange("\(name): \(after ?? "nothing") instead of \(before ?? "nothing")", effect))
        }
        compare("title", "“\(title)”", "“\(new.title)”")
        if says != new.says { changes.append(RuleChange("what it says of itself is different", .none)) }
        compare("place", area?.words ?? "everywhere", new.area?.words ?? "everywhere", .either)
        compare("tz data", tzdata, new.tzdata, .either)
        if keepsHouseDefault != new.keepsHouseDefault {
            changes.append(
                new.keepsHouseDefault
                    ? RuleChange("the house default holds beside it now", .stricter)
                    : RuleChange("it stands in for the house default now", .looser)
            )
        }
        compare("facts of the engine", list(engineFacts), list(new.engineFacts))
        if retention != new.retention { changes.append(RuleChange("retention is different", .none)) }
        return changes
    }

    private func list(_ names: Set<String>) -> String? { names.isEmpty ? nil : names.sorted().joined(last: "and") }

    /// Days that became holidays or no longer are, in the years that the lists of holidays are kept for.
    private func holidayChanges(to new: RulePack) -> [RuleChange] {
        let years = 2020...2035
        let before = years.flatMap { holidays(of: $0) }
        let after = years.flatMap { new.holidays(of: $0) }
        return changes(Set(before).subtracting(after), "no holiday any more")
            + changes(Set(after).subtracting(before), "a holiday now")
    }

    private func changes(_ days: Set<DatedHoliday>, _ words: String) -> [RuleChange] {
        Dictionary(grouping: days, by: \.name).sorted { $0.key < $1.key }.map { name, days in
            let dates = days.map(\.date).sorted()
            let shown = dates.prefix(3).map { "\($0)" }.joined(separator: ", ")
            let more = dates.count > 3 ? " and \(dates.count - 3) more" : ""
            return RuleChange("\(name) (\(shown)\(more)) is \(words)", .either)
        }
    }
}
