extension Fact {
    /// The fact as a contact case writes it; what must be said even where there is nothing is `null`.
    public var json: JSON {
        var members = kind.members
        members["kind"] = .string(kind.name.rawValue)
        members["at"] = .string(at.description)
        return .object(members)
    }
}

extension Fact.Kind {
    fileprivate var members: JSONMembers {
        switch self {
        case .optOut, .optIn, .consent, .procedure, .reassignedNumberCheck, .badPoint, .notice: pointMembers
        case .cease, .refusal, .dispute, .attorney, .writingOnly, .workplaceProhibited: wordMembers
        case .wish(let wish): wish.json.object ?? [:]
        case .bankruptcy(let until), .paymentPlan(let until), .bereavement(let until): ["until": .orNull(until)]
        case .moratorium(let name, let debts, let until):
            JSON.members([
                "name": .string(name), "debts": debts.map { .array($0.map { .string($0.rawValue) }) },
                "until": .orNull(until),
            ])
        case .deceased, .homeUnreachable, .paid: [:]
        case .partPaid(let open): ["open": open.json]
        case .promise(let until): ["until": .string(until.description)]
        case .opened(let attempt), .clicked(let attempt):
            attempt.map { ["attempt": .string($0.rawValue)] } ?? [:]
        case .hold(let until, let reason): ["until": .orNull(until), "reason": .string(reason)]
        case .release(let kind): ["releases": .string(kind)]
        case .contact(let contact): ["contact": contact.json]
        case .other(_, let until): ["until": .orNull(until)]
        }
    }

    private var pointMembers: JSONMembers {
        switch self {
        case .optOut(let channel, let value, let via, let about):
            JSON.members([
                "channel": .orNull(channel), "value": .orNull(value), "via": .string(via),
                "about": about.map { .string($0.rawValue) },
            ])
        case .optIn(let channel, let value, let via):
            ["channel": .orNull(channel), "value": .orNull(value), "via": .string(via)]
        case .consent(let channel, let value, let form, let scope, let until):
            [
                "channel": .orNull(channel), "value": .orNull(value), "form": .string(form.rawValue),
                "scope": .string(scope.rawValue), "until": .orNull(until),
            ]
        case .procedure(let procedure, let channel, let value):
            [
                "procedure": .string(procedure.rawValue), "channel": .string(channel.rawValue), "value": .string(value),
            ]
        case .reassignedNumberCheck(let value): ["value": .string(value)]
        case .badPoint(let channel, let value, let code):
            ["channel": .string(channel.rawValue), "value": .string(value), "code": .string(code)]
        case .notice(let notice, let channel):
            ["notice": .string(notice.rawValue), "channel": .string(channel.rawValue)]
        default: [:]
        }
    }

    private var wordMembers: JSONMembers {
        switch self {
        case .cease(let form, let via), .refusal(let form, let via):
            ["form": .string(form.rawValue), "via": .string(via)]
        case .dispute(let form, let reasoned, let answered):
            JSON.members([
                "form": .string(form.rawValue), "reasoned": reasoned ? true : nil, "answered": .orNull(answered),
            ])
        case .attorney(let reachable, let form):
            JSON.members(["reachable": .boolean(reachable), "form": form.map { .string($0.rawValue) }])
        case .workplaceProhibited(let by, let form, let confirmed):
            JSON.members([
                "by": .string(by.rawValue), "form": .orNull(form),
                "confirmed": confirmed.map { .string($0.description) },
            ])
        case .writingOnly(let via): ["via": .string(via)]
        default: [:]
        }
    }
}

extension JSON {
    fileprivate static func members(_ members: KeyValuePairs<String, JSON?>) -> JSONMembers {
        compact(members).object ?? [:]
    }

    static func orNull(_ instant: Instant?) -> JSON { instant.map { .string($0.description) } ?? .null }

    static func orNull(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }

    static func orNull<Choice: RawRepresentable>(_ choice: Choice?) -> JSON where Choice.RawValue == String {
        choice.map { .string($0.rawValue) } ?? .null
    }
}
