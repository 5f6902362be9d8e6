extension Action: JSONCoded {
    /// Reads an action as far as its form goes; whether it makes sense is for the intake to say.
    public init?(reading reader: JSONFieldReader) {
        let id = reader.required("id", .identifier(ActionID.self))
        let creditor = reader.required("creditor", .identifier(CreditorID.self))
        let account = reader.optional("account", .identifier(AccountID.self))
        let level = reader.required("level", .integer(1...99))
        let plan = Plan(reading: reader)
        let debtor = reader.object("debtor", Debtor.init(reading:))
        let debt = reader.object("debt", Debt.init(reading:))
        let payment = reader.optionalObject("payment", Payment.init(reading:)) ?? Payment()
        let data = reader.optional("data", .members) ?? [:]
        let lane = reader.optional("lane", .choice(Lane.self)) ?? .normal
        let notBefore = reader.optional("notBefore", .instant)
        let notAfter = reader.optional("notAfter", .instant)
        guard let id, let creditor, let level, let plan, let debtor, let debt else { return nil }
        self.init(
            id: id,
            creditor: creditor,
            account: account,
            level: level,
            plan: plan,
            debtor: debtor,
            debt: debt,
            payment: payment,
            data: data,
            lane: lane,
            notBefore: notBefore,
            notAfter: notAfter
        )
    }

    /// The action with everything that is known about it, also what the intake has added to the engine's body.
    ///
    /// A store keeps this text to build the action again, beside the body that decides about duplicates.
    public var json: JSON {
        var members: JSONMembers = [
            "id": .string(id.rawValue), "creditor": .string(creditor.rawValue), "level": .integer(Int64(level)),
            "debtor": debtor.json, "debt": debt.json, "lane": .string(lane.rawValue),
        ]
        members["account"] = account.map { .string($0.rawValue) }
        members["payment"] = payment == Payment() ? nil : payment.json
        members["data"] = data.isEmpty ? nil : .object(data)
        members["notBefore"] = notBefore.map { .string($0.description) }
        members["notAfter"] = notAfter.map { .string($0.description) }
        switch plan {
        case .sequence(let sequence): members["sequence"] = .string(sequence.rawValue)
        case .message(let channel, let template):
            members["channel"] = .string(channel.rawValue)
            members["template"] = .string(template.rawValue)
        }
        return .object(members)
    }
}

extension Plan {
    /// Reads `sequence`, or `channel` with `template`, from the members of an action.
    fileprivate init?(reading reader: JSONFieldReader) {
        let sequence = reader.optional("sequence", .identifier(SequenceID.self))
        let channel = reader.optional("channel", .choice(Channel.self))
        let template = reader.optional("template", .identifier(TemplateID.self))
        let asks = (sequence: reader.has("sequence"), channel: reader.has("channel"), template: reader.has("template"))
        switch asks {
        case (true, false, false):
            guard let sequence else { return nil }
            self = .sequence(sequence)
        case (false, true, true):
            guard let channel, let template else { return nil }
            self = .message(channel, template)
        default:
            reader.complain(
                asks.sequence ? "asks for a sequence and for one message" : "says not what to send",
                mend: "give either `sequence`, or `channel` and `template`"
            )
            return nil
        }
    }
}

extension Payment: JSONCoded {
    /// Reads the `payment` of an action.
    public init?(reading reader: JSONFieldReader) {
        self.init(link: reader.optional("link", .string), reference: reader.optional("reference", .string))
    }

    /// The `payment` of an action.
    public var json: JSON {
        .compact(["link": link.map(JSON.string), "reference": reference.map(JSON.string)])
    }
}

extension JSONField where Value == JSONMembers {
    /// An object with whatever members.
    fileprivate static var members: JSONField {
        JSONField("an object") { json throws(JSONMistake) in
            guard let members = json.object else { throw .expected("an object", found: json) }
            return members
        }
    }
}
