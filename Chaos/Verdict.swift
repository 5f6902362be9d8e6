import Dunning
import Journal
import Storage

/// What the peers noted, held against what the store says.
struct Verdict {
    /// Messages that peers took.
    var delivered = 0
    /// Messages that came once more than they may.
    var doubled = 0
    /// Messages that never came although their action has ended, and actions that do not come to their end.
    var lost = 0
    /// Actions under review, each with the attempt that it is about.
    var review = 0
    /// How many of those attempts had arrived after all.
    var arrived = 0
    /// Actions that were given up after providers refused them; nothing of the step that was given up had arrived.
    var refused = 0
    /// Debts on which more contacts were made in a week than the house allows.
    var overCap = 0
    /// Whether the entries of the journal give the root that the store keeps.
    var journal = JournalVerification.sound
    /// What is wrong, one line each.
    var findings: [String] = []

    private var seen: [String: Int]
    private var cappedContacts: [DebtID: [Instant]] = [:]

    /// Judges; `faults` says whether providers refused some on purpose.
    static func judge(_ store: any Store, _ ledger: Ledger, faults: Bool) async throws -> Verdict {
        let (attempts, nameless) = ledger.seen
        var verdict = Verdict(seen: attempts)
        for reference in nameless { verdict.find("\(reference) was delivered and names no attempt") }
        verdict.doubled += nameless.count
        var filter = ActionFilter()
        while true {
            let page = try await store.actions(filter)
            for report in page { verdict.judge(report, faults: faults) }
            guard page.count == filter.limit, let last = page.last else { break }
            filter.after = last.action.id
        }
        for attempt in verdict.seen.keys { verdict.find("\(attempt) was delivered, and the store does not know it") }
        verdict.doubled += verdict.seen.values.reduce(0, +)
        verdict.judgeCaps()
        verdict.journal = try await journalVerification(store)
        return verdict
    }

    /// Whether nothing came twice, nothing is missing, caps hold and the journal is whole.
    var isSound: Bool { doubled == 0 && lost == 0 && overCap == 0 && journal == .sound }

    private init(seen: [String: Int]) {
        self.seen = seen
        delivered = seen.values.reduce(0, +)
    }

    private mutating func find(_ finding: String) { findings.append(finding) }

    private mutating func judge(_ report: ActionReport, faults: Bool) {
        var arrivals: [Int: Int] = [:]
        var unknown: [AttemptReport] = []
        for attempt in report.attempts {
            let count = seen.removeValue(forKey: attempt.attempt.id.rawValue) ?? 0
            if count > 0 { arrivals[attempt.attempt.step, default: 0] += count }
            judge(attempt, count)
            if attempt.state == .unknown { unknown.append(attempt) }
            if count > 0, attempt.attempt.debt.rawValue.hasPrefix("D-cap-") {
                cappedContacts[attempt.attempt.debt, default: []].append(attempt.attempt.decidedAt)
            }
        }
        for (step, count) in arrivals where count > 1 {
            doubled += count - 1
            find("\(report.action.id): step \(step) was delivered \(count) times")
        }
        judgeEnd(of: report, arrivals, unknown, faults: faults)
    }

    /// Whether what is said of an attempt agrees with what its peer noted.
    private mutating func judge(_ attempt: AttemptReport, _ count: Int) {
        switch attempt.state {
        case .handedOver, .delivered:
            guard count == 0 else { return }
            lost += 1
            find("\(attempt.attempt.id) is said to be handed over and never came")
        case .withdrawn, .refused, .undelivered:
            guard count > 0 else { return }
            doubled += 1
            find("\(attempt.attempt.id) is said to be \(attempt.state.rawValue) and came all the same")
        case .unknown: arrived += min(count, 1)
        case .intended, .begun:
            lost += 1
            find("\(attempt.attempt.id) is left as \(attempt.state.rawValue)")
        }
    }

    private mutating func judgeEnd(
        of report: ActionReport,
        _ arrivals: [Int: Int],
        _ unknown: [AttemptReport],
        faults: Bool
    ) {
        let (id, state) = (report.action.id, report.progress.state)
        switch state {
        case .completed:
            let steps = if case .sequence = report.action.plan { 3 } else { 1 }
            // A step that was given up after refusals is passed over; without faults there is none.
            let missing = faults ? 0 : (0..<steps).count { arrivals[$0] == nil }
            lost += missing
            if missing > 0 { find("\(id) is completed, and \(missing) of its messages never came") }
        case .review:
            review += 1
            guard unknown.isEmpty else { return }
            lost += 1
            find("\(id) stands under review, and no attempt of it is unknown")
        case .failed where faults && report.attempts.contains { $0.state == .refused }: refused += 1
        case .failed, .queued, .working, .waiting, .paused, .cancelled, .expired, .blocked:
            lost += 1
            find("\(id) is \(state.rawValue): \(report.progress.reason ?? "no reason")")
        }
    }

    /// A week is seven days of the calendar, as the gate counts them; contacts by day have the same date everywhere.
    private mutating func judgeCaps() {
        for (debt, instants) in cappedContacts {
            let days = instants.map { $0.seconds / 86_400 }.sorted()
            let isOver = days.indices.contains { first in
                let end = first + ActionMix.contactsAWeek
                return end < days.count && days[end] - days[first] < 7
            }
            guard isOver else { continue }
            overCap += 1
            find("\(debt): more than \(ActionMix.contactsAWeek) contacts in a week")
        }
    }

    /// Hashes every entry anew, page by page.
    private static func journalVerification(_ store: any Store) async throws -> JournalVerification {
        let head = try await store.journalHead()
        var tree = MerkleTree()
        var filter = JournalFilter()
        while true {
            let page = try await store.journal(filter)
            for entry in page {
                guard entry.sequence == tree.size + 1 else {
                    return .gap(expected: tree.size + 1, found: entry.sequence)
                }
                tree.append(entry.leafHash)
            }
            guard page.count == filter.limit, let last = page.last else { break }
            filter.after = last.sequence
        }
        guard tree.size == head.size else { return .wrongSize(expected: head.size, found: tree.size) }
        guard tree.root == head.root else { return .wrongRoot(expected: head.root, found: tree.root) }
        return .sound
    }
}
