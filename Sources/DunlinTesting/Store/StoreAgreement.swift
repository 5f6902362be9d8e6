import Dunning
import Journal
public import Storage
public import Testing

/// Whether the journal and the state of a store tell the same story; for stores that were filled with our samples.
public enum StoreAgreement {
    /// Walks through the whole journal and through all actions, page by page.
    public static func check(_ store: any Store, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        var tree = MerkleTree()
        var told: [EntryKind: Set<String>] = [:]
        var page = JournalFilter(limit: 500)
        while true {
            let entries = try await store.journal(page)
            for entry in entries {
                #expect(entry.sequence == tree.size + 1, "a gap", sourceLocation: sourceLocation)
                tree.append(entry.leafHash)
                let subject = entry.draft.attempt?.rawValue ?? entry.draft.action?.rawValue ?? ""
                told[entry.draft.kind, default: []].insert(subject)
            }
            guard let last = entries.last else { break }
            page.after = last.sequence
        }
        #expect(try await store.journalHead() == tree.head, sourceLocation: sourceLocation)
        let found = try await states(store)
        #expect(try await store.counts() == found.counts, sourceLocation: sourceLocation)
        #expect(told[.accepted, default: []] == found.actions, sourceLocation: sourceLocation)
        #expect(told[.intended, default: []] == found.attempts, sourceLocation: sourceLocation)
        #expect(told[.composed, default: []] == found.begun, sourceLocation: sourceLocation)
        let taken = told[.handedOver, default: []]
        let reported = told[.receipt, default: []]
        #expect(taken.isSubset(of: found.handedOver.union(found.reported)), sourceLocation: sourceLocation)
        #expect(found.handedOver.isSubset(of: taken.union(reported)), sourceLocation: sourceLocation)
        #expect(found.reported.isSubset(of: reported), sourceLocation: sourceLocation)
    }

    private struct Found {
        var actions: Set<String> = []
        var counts: [ActionState: Int] = [:]
        var attempts: Set<String> = []
        var begun: Set<String> = []
        var handedOver: Set<String> = []
        var reported: Set<String> = []
    }

    private static func states(_ store: any Store) async throws -> Found {
        var found = Found()
        var page = ActionFilter(limit: 500)
        while true {
            let reports = try await store.actions(page)
            for report in reports {
                found.actions.insert(report.action.id.rawValue)
                found.counts[report.progress.state, default: 0] += 1
                for attempt in report.attempts {
                    let id = attempt.attempt.id.rawValue
                    found.attempts.insert(id)
                    if attempt.state != .intended, attempt.state != .withdrawn { found.begun.insert(id) }
                    if attempt.state == .handedOver { found.handedOver.insert(id) }
                    if attempt.state == .delivered || attempt.state == .undelivered { found.reported.insert(id) }
                }
            }
            guard let last = reports.last else { return found }
            page.after = last.action.id
        }
    }
}
