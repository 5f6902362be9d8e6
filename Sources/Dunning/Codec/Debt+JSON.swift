extension Debt: JSONCoded {
    /// Reads the `debt` of an action.
    public init?(reading reader: JSONFieldReader) {
        let id = reader.required("id", .identifier(DebtID.self))
        let kind = reader.required("kind", .choice(DebtKind.self))
        let group = reader.optional("group", .identifier(GroupID.self))
        let due = reader.required("due", .date)
        let inCollection = reader.optional("inCollection", .boolean) ?? false
        let timeBarred = reader.optional("timeBarred", .boolean) ?? false
        let judgment = reader.optional("judgment", .boolean) ?? false
        let open = reader.object("open", Money.init(reading:))
        let fees = reader.optionalObject("fees", Money.init(reading:))
        let interest = reader.optionalObject("interest", Money.init(reading:))
        let invoices = reader.optionalObjects("invoices", Invoice.init(reading:)) ?? []
        guard let id, let kind, let due, let open else { return nil }
        self.init(
            id: id,
            kind: kind,
            group: group,
            due: due,
            inCollection: inCollection,
            timeBarred: timeBarred,
            judgment: judgment,
            open: open,
            fees: fees,
            interest: interest,
            invoices: invoices
        )
    }

    /// The `debt` of an action.
    public var json: JSON {
        .compact([
            "due": .string(due.description),
            "fees": fees?.json,
            "group": group.map { .string($0.rawValue) },
            "id": .string(id.rawValue),
            "inCollection": inCollection ? true : nil,
            "interest": interest?.json,
            "invoices": invoices.isEmpty ? nil : .array(invoices.map(\.json)),
            "judgment": judgment ? true : nil,
            "kind": .string(kind.rawValue),
            "open": open.json,
            "timeBarred": timeBarred ? true : nil,
        ])
    }
}

extension Invoice: JSONCoded {
    /// Reads one of the `invoices` of a debt.
    public init?(reading reader: JSONFieldReader) {
        let number = reader.required("number", .string)
        let issued = reader.optional("issued", .date)
        let due = reader.required("due", .date)
        let amount = reader.object("amount", Money.init(reading:))
        let open = reader.object("open", Money.init(reading:))
        let document = reader.optional("document", .documentName)
        guard let number, let due, let amount, let open else { return nil }
        self.init(number: number, issued: issued, due: due, amount: amount, open: open, document: document)
    }

    /// One of the `invoices` of a debt.
    public var json: JSON {
        .compact([
            "amount": amount.json,
            "document": document.map { .string($0.path) },
            "due": .string(due.description),
            "issued": issued.map { .string($0.description) },
            "number": .string(number),
            "open": open.json,
        ])
    }
}
