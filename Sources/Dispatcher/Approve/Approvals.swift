import Dunning
public import Storage
import Synchronization
public import Templates

/// Sees to it that only approved revisions of templates are sent.
///
/// What is in force is kept, and read again once a claim finds that something was said of a revision since: so an
/// approval counts at once and without a restart. `Store.begin` looks once more, so what was revoked in between does not
/// go out either.
public final class Approvals: Sendable {
    /// What becomes of messages whose template has changed and is not approved yet.
    public enum Otherwise: String, CaseIterable, Hashable, Sendable {
        /// They wait.
        case hold
        /// They are made of the revision that was approved last; where there is none they wait.
        case previous
    }

    private let templates: TemplateLibrary
    private let otherwise: Otherwise
    /// Older revisions that were read again, by their digests; nil = this release cannot use them.
    private let older = Mutex<[String: TemplateLibrary?]>([:])
    /// What was in force when it was read last.
    private let known = Mutex<TemplatesInForce?>(nil)

    /// Approval for the templates of the folder.
    public init(of templates: TemplateLibrary, otherwise: Otherwise) {
        self.templates = templates
        self.otherwise = otherwise
    }

    /// What may be sent, as far as is known; a claim tells where that is out of date.
    func lastKnown(_ store: any Store) async throws(StoreError) -> TemplatesInForce {
        if let known = known.withLock({ $0 }) { return known }
        return try await inForce(store)
    }

    /// What may be sent now.
    public func inForce(_ store: any Store) async throws(StoreError) -> TemplatesInForce {
        let fresh = try await read(store)
        known.withLock { $0 = fresh }
        return fresh
    }

    private func read(_ store: any Store) async throws(StoreError) -> TemplatesInForce {
        let all = try await store.revisions(of: nil)
        let reports = all.filter { $0.standing == .approved }
        let approved = Set(reports.map(\.digest))
        var previous: [TemplateID: TemplateLibrary] = [:]
        var held: Set<TemplateID> = []
        for entry in templates.entries where !approved.contains(entry.revision) {
            if otherwise == .previous, let last = reports.lastApproved(of: entry.id),
                let library = try await library(last.digest, store)
            {
                previous[entry.id] = library
            } else {
                held.insert(entry.id)
            }
        }
        return TemplatesInForce(
            current: templates,
            previous: previous,
            held: held,
            lastReview: all.map(\.lastReview).max() ?? 0
        )
    }

    private func library(_ digest: String, _ store: any Store) async throws(StoreError) -> TemplateLibrary? {
        if let known = older.withLock({ $0[digest] }) { return known }
        let library = try await store.revision(digest).flatMap(TemplateLibrary.init(kept:))
        older.withLock { $0[digest] = .some(library) }
        return library
    }
}

extension [RevisionReport] {
    /// The approved revision of a template whose approval is the youngest.
    fileprivate func lastApproved(of template: TemplateID) -> RevisionReport? {
        filter { $0.template == template }.max {
            ($0.reviews.last?.at ?? $0.keptAt) < ($1.reviews.last?.at ?? $1.keptAt)
        }
    }
}

extension TemplateLibrary {
    /// The library of a revision that was kept; nil where its archive is damaged or this release cannot use it.
    public init?(kept revision: TemplateRevision) {
        guard let archive = TemplateArchive(bytes: revision.archive), archive.revision == revision.digest,
            let library = TemplateLibrary.load(files: archive.files, root: "").library
        else { return nil }
        self = library
    }
}

extension TemplateLibrary.Entry {
    /// As a store keeps it.
    public var kept: TemplateRevision {
        TemplateRevision(digest: revision, template: id, archive: archive.bytes)
    }
}
