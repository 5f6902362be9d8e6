import Dunning
import TOML

/// Reads one pack file, collecting every mistake.
final class PackReader {
    let zones: ZoneTable
    private let reader: TOMLReader
    /// The pack's own holiday lists.
    private(set) var calendars: [String: HolidayCalendar] = [:]

    init(_ document: TOMLDocument, zones: ZoneTable) {
        self.zones = zones
        reader = TOMLReader(document)
    }

    /// The pack; nil where it cannot be built.
    func pack() -> RulePack? {
        let head = reader.table("pack")
        let id = head?.identifier("id", as: PackID.self)
        let title = head?.string("title")
        let tzdata = head?.optionalString("tzdata")
        let area = head.flatMap(area)
        for (name, list) in lists(reader.optionalTable("holidays")) { calendars[name] = HolidayCalendar(list) }
        let readers = reader.optionalTables("rule")
        guard let id, let title else {
            readers.forEach { $0.skipRest() }
            return nil
        }
        let rules = readers.compactMap { rule($0, of: id) }
        return RulePack(id: id, title: title, area: area, tzdata: tzdata, rules: rules)
    }

    /// All mistakes of the file.
    func finish() -> [TOMLProblem] { reader.finish() }

    private func area(_ head: TOMLReader) -> RulePack.Area? {
        let countries = head.optionalStrings("countries")
        let regions = head.optionalStrings("regions") ?? []
        let postal = head.optionalStrings("postal") ?? []
        let towns = head.optionalStrings("towns") ?? []
        guard let countries else {
            if !(regions + postal + towns).isEmpty {
                head.complain("a place needs its country", mend: "add `countries`")
            }
            return nil
        }
        for region in regions where !countries.contains(where: { region.hasPrefix($0 + "-") }) {
            head.complain("region `\(region)` is in none of the countries", at: "regions")
        }
        return RulePack.Area(
            countries: Set(countries),
            regions: Set(regions),
            postal: postal,
            towns: Set(towns.map(PlaceTable.folded))
        )
    }

    private func lists(_ table: TOMLReader?) -> [(String, [Holiday])] {
        guard let table else { return [] }
        return table.keys.map { name in (name, table.tables(name).compactMap(\.holiday)) }
    }

    private func rule(_ rule: TOMLReader, of pack: PackID) -> Rule? {
        let kind = rule.enumeration("kind", as: RuleKind.self)
        let card = card(rule, of: pack, kind)
        let applies = rule.optionalTable("applies")
        var scope = applies.map(scope) ?? Scope()
        scope.from = card?.from
        scope.to = card?.to
        let choice = zoneChoice(rule)
        guard let kind else {
            rule.skipRest()
            return nil
        }
        guard let body = body(kind, rule), let card, let choice else { return nil }
        return Rule(card: card, scope: scope, zones: choice, body: body)
    }

    private func card(_ rule: TOMLReader, of pack: PackID, _ kind: RuleKind?) -> RuleCard? {
        let id = rule.identifier("id", as: RuleID.self)
        if let id, !id.rawValue.hasPrefix(pack.rawValue + ".") {
            rule.complain("a rule's id begins with its pack's", mend: "write `\(pack).…`", at: "id")
        }
        let title = rule.string("title")
        let citation = rule.string("citation")
        let source = rule.string("source")
        let confidence = rule.enumeration("confidence", as: RuleCard.Confidence.self)
        let basis = rule.enumeration("basis", as: RuleCard.Basis.self)
        let reach = rule.optionalEnumeration("reach", as: RuleCard.Reach.self)
        let force = rule.optionalTable("in_force")
        let from = force?.optionalDate("from").map(CivilDate.init)
        let to = force?.optionalDate("to").map(CivilDate.init)
        if let from, let to, from >= to { force?.complain("the rule ends before it begins", at: "to") }
        guard let id, let title, let citation, let source, let confidence, let basis, let kind else { return nil }
        return RuleCard(
            id: id,
            pack: pack,
            kind: kind.rawValue,
            title: title,
            citation: citation,
            source: source,
            confidence: confidence,
            basis: basis,
            reach: reach ?? kind.usualReach,
            from: from,
            to: to
        )
    }

    private func zoneChoice(_ rule: TOMLReader) -> ZoneChoice? {
        guard let name = rule.optionalString("zones") else { return .address }
        switch name {
        case "all-indicated": return .allIndicated
        case "address": return .address
        case "area-code": return .areaCode
        default:
            if let zone = zones[name] { return .fixed([zone]) }
            rule.complain(
                "`\(name)` is no time zone",
                mend: "write `address`, `all-indicated`, `area-code`, or the name of a zone",
                at: "zones"
            )
            return nil
        }
    }
}

/// The kinds of rules, as packs spell them.
enum RuleKind: String, CaseIterable {
    case window, wish, cap, spacing, stop
    case optOut = "opt-out"
    case proof, disclosure, content

    /// How far a rule of this kind reaches, where the pack does not say.
    var usualReach: RuleCard.Reach {
        switch self {
        case .window, .wish, .cap, .spacing: .time
        case .stop, .optOut, .proof: .point
        case .disclosure, .content: .message
        }
    }
}

extension TOMLReader {
    /// An identifier that must be there.
    func identifier<ID: Identifier>(_ key: String, as type: ID.Type) -> ID? {
        value(key, expected: "an identifier") { node throws(TOMLMistake) in
            let text = try node.string()
            guard let id = ID(text) else {
                throw TOMLMistake("`\(text)` is no identifier", mend: "use letters, digits, `.`, `_`, `-`, `:`")
            }
            return id
        }
    }
}

extension CivilDate {
    init(_ date: TOMLDate) { self.init(dayNumber: date.daysSinceEpoch) }
}
