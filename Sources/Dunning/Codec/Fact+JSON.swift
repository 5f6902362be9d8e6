extension Fact: JSONCoded {
    /// Reads a fact of a contact case, or one of Dunlin's own kinds `paid`, `hold`, `release`, `contact`.
    ///
    /// A kind that is not Dunlin's own is read by its name alone: only the rule packs tell whether it means anything.
    ///
    /// Takes only the fact's own members: a caller may ask the same reader for more, such as `debtor` and `debt`.
    public init?(reading reader: JSONFieldReader) {
        let at = reader.required("at", .instant)
        guard let name = reader.required("kind", .factKind) else {
            reader.skipRest()
            return nil
        }
        let kind =
            switch name {
            case .builtIn(let name): Fact.kind(name, from: reader)
            case .other(let name): Kind.other(kind: name, until: reader.optional("until", .instant))
            }
        guard let kind, let at else { return nil }
        self.init(at: at, kind)
    }

    private static func kind(_ name: KindName, from reader: JSONFieldReader) -> Kind? {
        switch name {
        case .optOut, .optIn, .consent, .procedure, .reassignedNumberCheck, .badPoint, .notice:
            point(name, from: reader)
        case .wish: Wish(reading: reader).map(Kind.wish)
        case .cease, .refusal, .dispute, .attorney, .writingOnly, .workplaceProhibited: word(name, from: reader)
        case .bankruptcy: .bankruptcy(until: reader.nullable("until", .instant))
        case .paymentPlan: .paymentPlan(until: reader.nullable("until", .instant))
        case .bereavement: .bereavement(until: reader.nullable("until", .instant))
        case .moratorium: moratorium(from: reader)
        case .deceased: .deceased
        case .homeUnreachable: .homeUnreachable
        case .paid: .paid
        case .partPaid: reader.object("open", Money.init(reading:)).map(Kind.partPaid(open:))
        case .promise: reader.required("until", .date).map(Kind.promise(until:))
        case .opened: .opened(attempt: reader.optional("attempt", .identifier(AttemptID.self)))
        case .clicked: .clicked(attempt: reader.optional("attempt", .identifier(AttemptID.self)))
        case .hold: hold(from: reader)
        case .release: reader.required("releases", .factKind).map { .release(kind: $0.rawValue) }
        case .contact: reader.object("contact", PastContact.init(reading:)).map(Kind.contact)
        }
    }

    /// Facts about channels and contact points.
    private static func point(_ name: KindName, from reader: JSONFieldReader) -> Kind? {
        switch name {
        case .optOut, .optIn: return option(name, from: reader)
        case .consent: return consent(from: reader)
        case .procedure:
            let procedure = reader.required("procedure", .choice(Procedure.self))
            let channel = reader.required("channel", .choice(Channel.self))
            let value = reader.required("value", .contactPoint)
            guard let procedure, let channel, let value else { return nil }
            return .procedure(procedure, channel: channel, value: value)
        case .badPoint:
            let channel = reader.required("channel", .choice(Channel.self))
            let value = reader.required("value", .contactPoint)
            let code = reader.required("code", .string)
            guard let channel, let value, let code else { return nil }
            return .badPoint(channel: channel, value: value, code: code)
        case .notice:
            let notice = reader.required("notice", .choice(Notice.self))
            let channel = reader.required("channel", .choice(Channel.self))
            guard let notice, let channel else { return nil }
            return .notice(notice, channel: channel)
        default:
            return reader.required("value", .phone).map { .reassignedNumberCheck(value: $0) }
        }
    }

    private static func option(_ name: KindName, from reader: JSONFieldReader) -> Kind? {
        let channel = reader.nullable("channel", .choice(Channels.self))
        let value = reader.nullable("value", .contactPoint)
        let via = reader.required("via", .string)
        let about = name == .optOut ? reader.optional("about", .choice(Purpose.self)) : nil
        guard let via else { return nil }
        return name == .optOut
            ? .optOut(channel: channel, value: value, via: via, about: about)
            : .optIn(channel: channel, value: value, via: via)
    }

    private static func consent(from reader: JSONFieldReader) -> Kind? {
        let channel = reader.nullable("channel", .choice(Channel.self))
        let value = reader.nullable("value", .contactPoint)
        let form = reader.required("form", .choice(Form.self))
        let scope = reader.required("scope", .choice(ConsentScope.self))
        let until = reader.nullable("until", .instant)
        guard let form, let scope else { return nil }
        return .consent(channel: channel, value: value, form: form, scope: scope, until: until)
    }

    /// What the debtor, or somebody for the debtor, said.
    private static func word(_ name: KindName, from reader: JSONFieldReader) -> Kind? {
        switch name {
        case .cease, .refusal:
            let form = reader.required("form", .choice(Form.self))
            let via = reader.required("via", .string)
            guard let form, let via else { return nil }
            return name == .cease ? .cease(form: form, via: via) : .refusal(form: form, via: via)
        case .dispute:
            let form = reader.required("form", .choice(Form.self))
            let reasoned = reader.optional("reasoned", .boolean) ?? false
            let answered = reader.nullable("answered", .instant)
            return form.map { .dispute(form: $0, reasoned: reasoned, answered: answered) }
        case .attorney:
            let form = reader.optional("form", .choice(Form.self))
            return reader.required("reachable", .boolean).map { .attorney(reachable: $0, form: form) }
        case .workplaceProhibited:
            let by = reader.required("by", .choice(WorkplaceProhibition.self))
            let form = reader.nullable("form", .choice(Form.self))
            let confirmed = reader.optional("confirmed", .instant)
            return by.map { .workplaceProhibited(by: $0, form: form, confirmed: confirmed) }
        default:
            return reader.required("via", .string).map { .writingOnly(via: $0) }
        }
    }

    private static func moratorium(from reader: JSONFieldReader) -> Kind? {
        let name = reader.required("name", .string)
        let debts = reader.optionalList("debts", .identifier(DebtID.self), atLeast: 1)
        let until = reader.nullable("until", .instant)
        return name.map { .moratorium(name: $0, debts: debts, until: until) }
    }

    private static func hold(from reader: JSONFieldReader) -> Kind? {
        let until = reader.nullable("until", .instant)
        return reader.required("reason", .string).map { .hold(until: until, reason: $0) }
    }
}

extension JSONField where Value == Fact.AnyKindName {
    /// The name of a kind of fact; what is no such name at all is answered with the nearest one of Dunlin's own.
    fileprivate static var factKind: JSONField {
        let expected = "a kind of fact such as `opt-out`"
        return JSONField(expected) { json throws(JSONMistake) in
            guard let text = json.string else { throw .expected(expected, found: json) }
            let name = Fact.AnyKindName(text)
            // Nearly every fact is of one of these; every claim reads them anew.
            if case .builtIn? = name, let name { return name }
            let names = Fact.KindName.allCases.map(\.rawValue)
            // `optout` is not a kind of its own, whatever a pack says.
            let isMisspelt = names.contains { $0.filter { $0 != "-" } == text.filter { $0 != "-" } }
            if !isMisspelt, let name { return name }
            let nearest = NearestName.suggest(text, among: names)
            throw JSONMistake(
                "\(quoted(text)) is no kind of fact",
                mend: nearest.map { "did you mean `\($0)`?" } ?? "use small letters and `-`, such as `payment-plan`"
            )
        }
    }
}
