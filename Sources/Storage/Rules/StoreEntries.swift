package import Dunning
package import Journal

/// What a store writes on the journal by itself, where no caller drafts it.
///
/// Bodies hold no personal content: of a fact its kind, of a receipt the provider's word.
package enum StoreEntries {
    /// An action is durable.
    package static func accepted(_ action: Action, content: Commitment) -> JournalDraft {
        JournalDraft(
            .accepted,
            action: action.id,
            debtor: action.debtor.id,
            debt: action.debt.id,
            body: [
                "creditor": .string(action.creditor.rawValue), "level": .integer(Int64(action.level)),
                "lane": .string(action.lane.rawValue),
            ],
            content: [content]
        )
    }

    /// A line was kept aside.
    package static func refusedLine(_ line: RefusedLine, number: Int64, content: Commitment) -> JournalDraft {
        JournalDraft(
            .refusedLine,
            body: [
                "number": .integer(number), "line": .integer(Int64(line.line)),
                "errors": .integer(Int64(line.diagnostics.count)),
            ],
            content: [content]
        )
    }

    /// A fact was added, and these actions are decided anew.
    package static func fact(_ fact: RecordedFact, woken: [ActionID], content: Commitment) -> JournalDraft {
        JournalDraft(
            .fact,
            debtor: fact.debtor,
            debt: fact.debt,
            body: .compact([
                "number": .integer(fact.number),
                "source": .string(fact.source),
                "kind": fact.fact.json["kind"],
                "at": .string(fact.fact.at.description),
                "woken": woken.isEmpty ? nil : .array(woken.map { .string($0.rawValue) }),
            ]),
            content: [content]
        )
    }

    /// An attempt was taken back before its hand-over began.
    package static func withdrawn(_ attempt: Attempt, because word: String) -> JournalDraft {
        JournalDraft(
            .withdrawn,
            action: attempt.action,
            attempt: attempt.id,
            debtor: attempt.debtor,
            debt: attempt.debt,
            body: ["reason": .string(word)]
        )
    }

    /// An action was ended before its time.
    package static func cancelled(_ action: Action, reason: String, inFlight: [AttemptID]) -> JournalDraft {
        JournalDraft(
            .cancelled,
            action: action.id,
            debtor: action.debtor.id,
            debt: action.debt.id,
            body: .compact([
                "reason": .string(reason),
                "inFlight": inFlight.isEmpty ? nil : .array(inFlight.map { .string($0.rawValue) }),
            ])
        )
    }

    /// A receipt moved an attempt, or contradicts what is known of it.
    package static func receipt(_ receipt: Receipt, for attempt: Attempt, moved: Bool) -> JournalDraft {
        JournalDraft(
            .receipt,
            action: attempt.action,
            attempt: attempt.id,
            debtor: attempt.debtor,
            debt: attempt.debt,
            body: body(of: receipt, ["moved": .boolean(moved)])
        )
    }

    /// A receipt for which no attempt is known yet.
    package static func unmatched(_ receipt: Receipt) -> JournalDraft {
        JournalDraft(.receipt, body: body(of: receipt, ["unmatched": true]))
    }

    private static func body(of receipt: Receipt, _ more: JSONMembers) -> JSON {
        var members = more
        members["state"] = .string(receipt.state.rawValue)
        members["code"] = .string(receipt.code)
        members["outcome"] = receipt.outcome.map { .string($0.rawValue) }
        if case .reference(let provider, let reference) = receipt.subject {
            members["provider"] = .string(provider.rawValue)
            members["reference"] = .string(reference)
        } else if case .attempt(let id) = receipt.subject, more["unmatched"] != nil {
            members["attempt"] = .string(id.rawValue)
        }
        return .object(members)
    }
}
