extension PastContact: JSONCoded {
    /// Reads an entry of a contact case's `history`.
    public init?(reading reader: JSONFieldReader) {
        let at = reader.required("at", .instant)
        let channel = reader.required("channel", .choice(Channel.self))
        let mode = Mode.read(from: reader, channel: channel)
        let direction = reader.required("direction", .choice(Direction.self))
        let isOut = direction == .out
        let outcome =
            isOut
            ? reader.required("outcome", .choice(Outcome.self)) : reader.optional("outcome", .choice(Outcome.self))
        let purpose =
            isOut
            ? reader.required("purpose", .choice(Purpose.self)) : reader.optional("purpose", .choice(Purpose.self))
        let use = reader.optional("use", .choice(Use.self))
        let to = reader.optional("to", .contactPoint)
        let debts = reader.list("debts", .identifier(DebtID.self), atLeast: 1)
        let account = reader.optional("account", .identifier(AccountID.self))
        let group = reader.optional("group", .identifier(GroupID.self))
        let creditor = reader.optional("creditor", .identifier(CreditorID.self))
        let canLeaveMessage = reader.optional("canLeaveMessage", .boolean)
        if outcome != .noAnswer {
            reader.forbid("canLeaveMessage", because: "goes with the outcome `no-answer` only")
        }
        let replyTo = reader.optionalObject("replyTo", AnsweredMessage.init(reading:))
        if direction == .in { reader.forbid("replyTo", because: "goes with the direction `out` only") }
        guard let at, let channel, let direction, let debts else { return nil }
        self.init(
            at: at,
            channel: channel,
            mode: mode,
            direction: direction,
            outcome: outcome,
            use: use,
            to: to,
            debts: debts,
            account: account,
            group: group,
            creditor: creditor,
            purpose: purpose,
            canLeaveMessage: canLeaveMessage ?? true,
            replyTo: replyTo
        )
    }

    /// An entry of a contact case's `history`.
    public var json: JSON {
        .compact([
            "at": .string(at.description),
            "channel": .string(channel.rawValue),
            "mode": mode.map { .string($0.rawValue) },
            "direction": .string(direction.rawValue),
            "outcome": outcome.map { .string($0.rawValue) },
            "use": use.map { .string($0.rawValue) },
            "to": to.map(JSON.string),
            "debts": .array(debts.map { .string($0.rawValue) }),
            "account": account.map { .string($0.rawValue) },
            "group": group.map { .string($0.rawValue) },
            "creditor": creditor.map { .string($0.rawValue) },
            "purpose": purpose.map { .string($0.rawValue) },
            "canLeaveMessage": canLeaveMessage ? nil : false,
            "replyTo": replyTo?.json,
        ])
    }
}

extension AnsweredMessage: JSONCoded {
    /// Reads the `replyTo` of a contact.
    public init?(reading reader: JSONFieldReader) {
        let channel = reader.required("channel", .choice(Channel.self))
        let at = reader.required("at", .instant)
        guard let channel, let at else { return nil }
        self.init(channel: channel, at: at)
    }

    /// The `replyTo` of a contact.
    public var json: JSON { ["channel": .string(channel.rawValue), "at": .string(at.description)] }
}

extension Mode {
    /// Reads `mode`, which calls and letters must have, each its own, and emails and texts must not.
    public static func read(from reader: JSONFieldReader, channel: Channel?) -> Mode? {
        switch channel {
        case .voice: return reader.required("mode", .choice(among: [.live, .prerecorded, .voicemail]))
        case .letter: return reader.required("mode", .choice(among: [.envelope, .postcard]))
        case .email, .sms:
            reader.forbid("mode", because: "only calls and letters have a mode")
            return nil
        case nil: return reader.optional("mode", .choice(Mode.self))
        }
    }
}
