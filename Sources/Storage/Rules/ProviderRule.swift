package import Dunning
package import Journal

/// What a person's decision about a provider changes, and what the journal says; the same in every engine.
package enum ProviderRule {
    /// The pause that follows from a change; nil = none.
    package static func pause(after change: ProviderChange, at now: Instant) -> ProviderPause? {
        switch change.kind {
        case .pause(let until): ProviderPause(at: now, by: change.by, until: until, note: change.note)
        case .resume: nil
        }
    }

    /// What the journal says about a person's decision.
    package static func entry(_ change: ProviderChange, of provider: ProviderID, released: Int) -> JournalDraft {
        let (state, until): (String, Instant?) =
            switch change.kind {
            case .pause(let until): ("paused", until)
            case .resume: ("resumed", nil)
            }
        return JournalDraft(
            .provider,
            body: .compact([
                "provider": .string(provider.rawValue), "state": .string(state), "by": .string(change.by),
                "note": change.note.map(JSON.string), "until": until.map { .string($0.description) },
                "released": released == 0 ? nil : .integer(Int64(released)),
            ])
        )
    }

    /// What the journal says about what a breaker found out.
    package static func entry(_ report: BreakerReport) -> JournalDraft {
        JournalDraft(
            .provider,
            body: .compact([
                "provider": .string(report.provider.rawValue), "state": .string(report.state.rawValue),
                "until": report.until.map { .string($0.description) }, "code": report.code.map(JSON.string),
            ])
        )
    }
}
