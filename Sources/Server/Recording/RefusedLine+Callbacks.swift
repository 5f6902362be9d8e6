import Dunning
import Storage

extension RefusedLine {
    /// An opt-out or opt-in from a contact point that no debtor has: the store cannot know whom it is about.
    static func stranger(_ kind: Fact.Kind, _ origin: Origin) -> RefusedLine {
        RefusedLine(
            origin,
            content: ["fact": Fact(at: origin.at, kind).json],
            Diagnostic(
                at: Place(field: "/fact/value"),
                "no debtor has this contact point, so `\(kind.name.rawValue)` binds nobody yet",
                mend: "find out whose it is, and record it with `dunlin fact add` before an action for it comes"
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

    private init(_ origin: Origin, content: [String: JSON], _ diagnostic: Diagnostic) {
        self.init(
            at: origin.at,
            file: "callback:\(origin.provider)",
            line: 1,
            action: nil,
            bytes: Array(JSON.object(content).canonical.utf8),
            diagnostics: [diagnostic]
        )
    }
}
