import Dunning
import TOML

/// Reads one pack file, collecting every mistake.
final class PackReader {
    let zones: ZoneTable
    private let reader: TOMLReader
    /// The pack's own holiday lists.
    private(set) var calendars: [String: HolidayCalendar] = [:]
    /// Kinds of facts beyond Dunlin's own that the engine is told to send.
    private(set) var engineFacts: Set<String> = []
    /// Kinds of facts that the rules read.
    var readFacts: Set<String> = []
    /// The holiday lists that its rules use.
    var usedLists: Set<String> = []
    /// Where each of the pack's rules stands, in their order.
    private(set) var rulePlaces: [Place] = []
    /// Where the pack itself stands.
    private(set) var place = Place()
    /// What is not quite right, and stops nothing.
    private(set) var warnings: [Diagnostic] = []
    private var area: RulePack.Area?
    private let file: String

    init(_ document: TOMLDocument, zones: ZoneTable) {
        file = document.file
        self.zones = zones
        reader = TOMLReader(document)
    }

    /// The pack; nil where it cannot be built.
    func pack() -> RulePack? {
        let head = reader.table("pack")
        let id = head?.identifier("id", as: PackID.self)
        let title = head?.string("title")
        let says = head?.optionalString("says")
        let tzdata = head?.optionalString("tzdata")
        area = head.flatMap(readArea)
        let isHouseDefault = head?.optionalBoolean("house_default") ?? false
        if isHouseDefault, area == nil {
            head?.complain("a pack of no place is the house itself", mend: "remove it", at: "house_default")
        }
        if let head { place = self.place(of: head, at: "id") }
        engineFacts = head.map(declaredFacts) ?? []
        let listTable = reader.optionalTable("holidays")
        for (name, list) in lists(listTable) { calendars[name] = HolidayCalendar(list) }
        let retention = reader.optionalTables("retention").compactMap(retention)
        let readers = reader.optionalTables("rule")
        guard let id, let title else {
            readers.forEach { $0.skipRest() }
            return nil
        }
        let rules = readers.compactMap { reader in
            rule(reader, of: id).map { rule in
                rulePlaces.append(self.place(of: reader, at: "id"))
                return rule
            }
        }
        if let head { warnAboutHead(head) }
        if let listTable { warnAboutLists(listTable) }
        return RulePack(
            id: id,
            title: title,
            says: says,
            area: area,
            keepsHouseDefault: isHouseDefault,
            tzdata: tzdata,
            readFacts: readFacts,
            engineFacts: engineFacts,
            retention: retention,
            rules: rules
        )
    }

    /// All mistakes of the file.
    func finish() -> [TOMLProblem] { reader.finish() }

    /// Notes what is not quite right at a key of a table.
    func warn(_ table: TOMLReader, _ message: String, mend: String? = nil, at key: String) {
        warnings.append(Diagnostic(.warning, at: place(of: table, at: key), message, mend: mend))
    }

    private func place(of table: TOMLReader, at key: String) -> Place {
        let position = table.position(of: key)
        let field = table.keyPath.isEmpty ? key : "\(table.keyPath).\(key)"
        return Place(file: file, line: position.line, column: position.column, field: field)
    }

    private func declaredFacts(_ head: TOMLReader) -> Set<String> {
        let names = head.optionalList("engine_facts") { node throws(TOMLMistake) in
            let text = try node.string()
            guard let kind = Fact.AnyKindName(text) else {
                throw TOMLMistake("`\(text)` is no kind of fact", mend: "use small letters and `-`, such as `calamity`")
            }
            if case .builtIn = kind { throw TOMLMistake("`\(text)` is one of Dunlin's own kinds", mend: "remove it") }
            return text
        }
        return Set(names ?? [])
    }

    private func retention(_ table: TOMLReader) -> Retention? {
        let what = table.enumeration("what", as: Retention.What.self)
        let years = table.integer("years", range: 1...100)
        let after = table.string("after")
        let citation = table.string("citation")
        let source = table.string("source")
        let confidence = table.enumeration("confidence", as: RuleCard.Confidence.self)
        let basis = table.enumeration("basis", as: RuleCard.Basis.self)
        guard let what, let years, let after, let citation, let source, let confidence, let basis else { return nil }
        return Retention(
            what: what,
            years: years,
            after: after,
            citation: citation,
            source: source,
            confidence: confidence,
            basis: basis
        )
    }

    private func readArea(_ head: TOMLReader) -> RulePack.Area? {
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
        if table.keys.contains(HolidayList.publicName) {
            table.complain(
                "`public` are the holidays that the place table has",
                mend: "give this list another name",
                at: HolidayList.publicName
            )
        }
        return table.keys.map { name in (name, table.tables(name).compactMap(holiday)) }
    }

    private func rule(_ rule: TOMLReader, of pack: PackID) -> Rule? {
        let kind = rule.enumeration("kind", as: RuleKind.self)
        let card = card(rule, of: pack, kind)
        let applies = rule.optionalTable("applies")
        var scope = applies.map(scope) ?? Scope()
        scope.relying = rule.optionalTable("relying_on").flatMap(factFilter)
        let lifts = lifts(rule)
        if let applies { checkScope(applies, scope, of: area) }
        scope.from = card?.from
        scope.to = card?.to
        let choice = zoneChoice(rule)
        guard let kind else {
            rule.skipRest()
            return nil
        }
        guard let body = body(kind, rule, lifts), let card, let choice else { return nil }
        return Rule(card: card, scope: scope, zones: choice, lifts: lifts, body: body)
    }

    private func card(_ rule: TOMLReader, of pack: PackID, _ kind: RuleKind?) -> RuleCard? {
        let id = rule.identifier("id", as: RuleID.self)
        if let id, !id.rawValue.hasPrefix(pack.rawValue + ".") {
            rule.complain("a rule's id begins with its pack's", mend: "write `\(pack).…`", at: "id")
        }
        let title = rule.string("title")
        let citation = text(rule, "citation")
        let source = text(rule, "source")
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
        case "billing-address": return .billingAddress
        default:
            if let zone = zones[name] { return .fixed([zone]) }
            rule.complain(
                "`\(name)` is no time zone",
                mend: "write `address`, `all-indicated`, `area-code`, `billing-address`, or the name of a zone",
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
