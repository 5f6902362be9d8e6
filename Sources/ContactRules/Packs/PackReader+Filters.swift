import Dunning
import TOML

extension PackReader {
    /// Which past contacts are meant: outgoing ones, unless it says otherwise.
    func filter(_ table: TOMLReader) -> HistoryFilter {
        var filter = HistoryFilter()
        filter.key = table.optionalEnumeration("key", as: HistoryFilter.Key.self) ?? .debt
        filter.channel = table.optionalEnumeration("channel", as: HistoryFilter.OtherChannel.self)
        var traits = ContactTraits.all
        let directions = table.optionalEnumerations("directions", as: Direction.self) ?? [.out]
        traits.narrow(Direction.allCases, to: directions, ContactTraits.direction)
        if let channels = table.optionalEnumerations("channels", as: Channel.self) {
            traits.narrow(Channel.allCases, to: channels, ContactTraits.channel)
        }
        if let modes = table.optionalEnumerations("modes", as: Mode.self) {
            traits.narrow([nil] + Mode.allCases.map(Optional.some), to: modes.map(Optional.some), ContactTraits.mode)
        }
        if let outcomes = table.optionalEnumerations("outcomes", as: Outcome.self) {
            traits.narrow(Outcome.allOrNone, to: outcomes.map(Optional.some), ContactTraits.outcome)
        }
        if let outcomes = table.optionalEnumerations("not_outcomes", as: Outcome.self) {
            traits.subtract(.union(outcomes, ContactTraits.outcome))
        }
        if let purposes = table.optionalEnumerations("purposes", as: Purpose.self) {
            let all = [nil] + Purpose.allCases.map(Optional.some)
            traits.narrow(all, to: purposes.map(Optional.some), ContactTraits.purpose)
        }
        if let purposes = table.optionalEnumerations("not_purposes", as: Purpose.self) {
            traits.subtract(.union(purposes, ContactTraits.purpose))
        }
        if let uses = table.optionalEnumerations("uses", as: Use.self) {
            let wanted = uses.map(Optional.some) + (uses.contains(.unknown) ? [nil] : [])
            traits.narrow([nil] + Use.allCases.map(Optional.some), to: wanted, ContactTraits.use)
        }
        if table.optionalBoolean("message_possible") == true { traits.remove(.message(possible: false)) }
        if table.optionalBoolean("replies") == false { traits.remove(.reply(true)) }
        filter.traits = traits
        checkFilter(table, traits)
        return filter
    }

    /// Which facts are meant.
    func factFilter(_ table: TOMLReader) -> FactFilter? {
        guard let kind = factKind(table) else {
            table.skipRest()
            return nil
        }
        var filter = FactFilter(kind: kind)
        filter.form = table.optionalEnumeration("form", as: Fact.Form.self)
        filter.reachable = table.optionalBoolean("reachable")
        filter.reasoned = table.optionalBoolean("reasoned")
        filter.by = table.optionalEnumeration("by", as: Fact.WorkplaceProhibition.self)
        filter.notice = table.optionalEnumeration("notice", as: Fact.Notice.self)
        filter.procedure = table.optionalEnumeration("procedure", as: Fact.Procedure.self)
        filter.via = Set(table.optionalStrings("via") ?? [])
        checkFact(table, kind)
        return filter
    }

    /// A kind of fact that is Dunlin's own or that the pack declares.
    private func factKind(_ table: TOMLReader) -> Fact.AnyKindName? {
        let declared = engineFacts
        let kind = table.value("kind", expected: "a kind of fact such as `dispute`") { node throws(TOMLMistake) in
            let text = try node.string()
            if let kind = Fact.AnyKindName(text) {
                switch kind {
                case .builtIn: return kind
                case .other(let name) where declared.contains(name): return kind
                case .other: break
                }
            }
            let nearest = NearestName.suggest(text, among: Fact.KindName.allCases.map(\.rawValue) + declared.sorted())
            throw TOMLMistake(
                "`\(text)` is no kind of fact that anybody sends",
                mend: nearest.map { "did you mean `\($0)`?" }
                    ?? "add it to `engine_facts` of `[pack]`, and let the engine send it"
            )
        }
        if let kind { readFacts.insert(kind.rawValue) }
        return kind
    }

    /// What may be on record in favour of a contact.
    func evidence(_ table: TOMLReader) -> Evidence? {
        var kinds: [Evidence.Kind] = []
        let form = table.optionalEnumeration("form", as: Fact.Form.self)
        if let scopes = table.optionalEnumerations("consent", as: Fact.ConsentScope.self) {
            kinds.append(.consent(scopes: Set(scopes), form: form))
        }
        if let fact = table.optionalTable("fact"), let filter = factFilter(fact) { kinds.append(.fact(filter)) }
        if table.optionalBoolean("from_debtor") == true { kinds.append(.fromDebtor) }
        if let contact = table.optionalTable("contact") { kinds.append(.contact(filter(contact))) }
        let days = table.optionalInteger("days", range: 1...10_000)
        let words = table.string("words")
        guard kinds.count == 1 else {
            table.complain("evidence is one thing", mend: "write one of `consent`, `fact`, `from_debtor`, `contact`")
            return nil
        }
        return words.map { Evidence(kind: kinds[0], days: days, words: $0) }
    }

    /// What lifts a rule.
    func lifts(_ rule: TOMLReader) -> [Evidence] { rule.optionalTables("lifted_by").compactMap(evidence) }
}

extension Outcome {
    fileprivate static var allOrNone: [Outcome?] { [nil] + allCases.map(Optional.some) }
}

extension ContactTraits {
    fileprivate mutating func narrow<Value>(
        _ all: [Value],
        to wanted: [Value],
        _ trait: (Value) -> ContactTraits
    ) {
        subtract(.union(all, trait).subtracting(.union(wanted, trait)))
    }
}
