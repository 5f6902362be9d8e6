import Channels
import Dunning
public import Journal
public import Storage
import Templates

/// A past message that was made again from the revision that was kept of its template.
public struct Rerendering: Sendable {
    /// What the template, the configuration and the program of today make of it.
    public let prepared: Prepared
    /// What went out; nil where it was erased.
    public let kept: Content?

    /// Whether the same bytes came out; nil where there is nothing to compare with.
    public var isSame: Bool? { kept.map { $0.bytes == prepared.sealed.bytes } }
}

extension Composer {
    /// Makes a past message again: the same action, attempt and date, and the revision of the template that was kept.
    ///
    /// The configuration and the program are today's, so the bytes may differ where those have changed; the message as it
    /// went out is what the store kept.
    public func again(
        _ report: AttemptReport,
        of action: ActionReport,
        from store: any Store
    ) async throws(StoreError) -> Result<Rerendering, CompositionFailure> {
        let attempt = report.attempt
        let entries = try await store.journal(JournalFilter(attempt: attempt.id, kinds: [.composed]))
        guard let digest = entries.last?.draft.body["revision"]?.string else {
            return .failure(CompositionFailure(["attempt `\(attempt.id)` was never composed"]))
        }
        guard let revision = try await store.revision(digest) else {
            return .failure(
                CompositionFailure(["revision \(digest.prefix(12)) was not kept: an older release sent it"])
            )
        }
        guard let library = TemplateLibrary(kept: revision) else {
            return .failure(CompositionFailure(["revision \(digest.prefix(12)) cannot be used by this release"]))
        }
        var kept: Content?
        for commitment in report.content {
            if let content = try await store.content(commitment), content.name == "message" { kept = content }
        }
        let intent = Intent(attempt: attempt, action: action.action, progress: action.progress)
        return using(TemplatesInForce(library)).prepare(intent, at: attempt.decidedAt, salt: [])
            .map { Rerendering(prepared: $0, kept: kept) }
    }
}
