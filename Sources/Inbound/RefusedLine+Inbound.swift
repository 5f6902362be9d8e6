import Dunning
import Storage

extension RefusedLine {
    /// An opt-out or opt-in from a contact point that no debtor has: the store cannot know whom it is about.
    static func stranger(_ kind: Fact.Kind, _ origin: Origin) -> RefusedLine {
        guard case .optOut = kind else {
            return RefusedLine(
                origin,
                content: ["fact": Fact(at: origin.at, kind).json],
                Diagnostic(
                    at: Place(field: "/fact/value"),
                    "no debtor is known to have this contact point, so `\(kind.name.rawValue)` opens nothing",
                    mend: "find out whose it is, and record it with `dunlin fact add`"
                )
            )
        }
        return RefusedLine(
            origin,
            content: ["fact": Fact(at: origin.at, kind).json, "debtor": .string(origin.stranger.rawValue)],
            Diagnostic(
                .warning,
                at: Place(field: "/fact/value"),
                "no debtor is known to have this contact point; the opt-out binds whoever comes with it",
                mend: "nothing; or find out whose it is, and record it with `dunlin fact add` as well"
            )
        )
    }

    /// A text that is none of the known words: only a person can say what it means.
    static func message(
        _ text: String,
        from value: String,
        on channel: Channel,
        of debtors: [DebtorID],
        _ origin: Origin
    ) -> RefusedLine {
        RefusedLine(
            origin,
            content: [
                "message": [
                    "at": .string(origin.at.description), "channel": .string(channel.rawValue), "from": .string(value),
                    "text": .string(text), "debtors": .array(debtors.map { .string($0.rawValue) }),
                ]
            ],
            Diagnostic(
                .warning,
                at: Place(field: "/message/text"),
                "a debtor wrote what no program may interpret",
                mend: "read it, and record what it says (dispute, cease, wish, attorney) with `dunlin fact add`"
            )
        )
    }

    /// A receipt that names no attempt of ours: another system's, or one that came before the store was restored.
    static func unmatched(_ subject: Receipt.Subject, _ state: AttemptState, _ code: String, _ origin: Origin)
        -> RefusedLine
    {
        let named: JSONMembers =
            switch subject {
            case .attempt(let attempt): ["attempt": .string(attempt.rawValue)]
            case .reference(_, let reference): ["reference": .string(reference)]
            }
        let receipt = named.merging(["state": .string(state.rawValue), "code": .string(code)]) { first, _ in first }
        return RefusedLine(
            origin,
            content: ["receipt": .object(receipt)],
            Diagnostic(
                .warning,
                at: Place(field: "/receipt"),
                "the receipt is about no attempt that is known here",
                mend: "nothing, where another system uses the same account; else look for the message with the provider"
            )
        )
    }

    /// A mail that could not be understood, as it came.
    static func unread(_ bytes: [UInt8], because: String, _ origin: Origin) -> RefusedLine {
        RefusedLine(
            at: origin.at,
            file: origin.file,
            line: 1,
            action: nil,
            bytes: bytes,
            diagnostics: [
                Diagnostic(
                    .warning,
                    at: Place(file: origin.file),
                    because,
                    mend: "read it, and record what it says with `dunlin fact add` or `dunlin actions review`"
                )
            ]
        )
    }

    private init(_ origin: Origin, content: JSONMembers, _ diagnostic: Diagnostic) {
        self.init(
            at: origin.at,
            file: origin.file,
            line: 1,
            action: nil,
            bytes: Array(JSON.object(content).canonical.utf8),
            diagnostics: [diagnostic]
        )
    }
}
