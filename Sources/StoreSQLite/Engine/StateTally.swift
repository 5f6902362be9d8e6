import Dunning
import Storage

/// How many actions stand in each state, kept up to date by those who write.
///
/// The counts stand beside the journal's size, and hold for that size alone: where somebody wrote on without counting
/// (a process of an older release that still has the file open), they are counted anew.
struct StateTally {
    /// What the transaction has changed so far.
    private var changes: [ActionState: Int] = [:]

    /// Notes that actions went from one state to another; nil = they are new.
    mutating func move(from before: ActionState?, to after: ActionState, by number: Int = 1) {
        if let before { changes[before, default: 0] -= number }
        changes[after, default: 0] += number
    }

    /// The counts with the changes; nil where they cannot be, so that they must be counted anew.
    func applied(to counts: [ActionState: Int]) -> [ActionState: Int]? {
        let sum = counts.merging(changes, uniquingKeysWith: +).filter { $0.value != 0 }
        return sum.values.contains { $0 < 0 } ? nil : sum
    }

    /// Whether nothing was noted.
    var isEmpty: Bool { changes.isEmpty }

    /// Counts the actions of the whole table.
    static func counted(on connection: Connection) throws(StoreError) -> [ActionState: Int] {
        let rows = try connection.prepare("SELECT state, count(*) FROM action GROUP BY state")
            .rows { (row) throws(StoreError) -> (ActionState, Int) in (try row.word(0), Int(row.int(1))) }
        return Dictionary(rows, uniquingKeysWith: +)
    }

    /// The form in which counts are kept: `{"queued":3}`.
    static func text(of counts: [ActionState: Int]) -> String {
        JSON.object(JSONMembers(uniqueKeysWithValues: counts.map { ($0.key.rawValue, .integer(Int64($0.value))) }))
            .canonical
    }

    /// Reads counts; nil where they are not kept in that form.
    static func counts(_ text: String) -> [ActionState: Int]? {
        guard let members = try? JSON(parsing: text).object else { return nil }
        var counts: [ActionState: Int] = [:]
        for (name, value) in members {
            guard let state = ActionState(rawValue: name), let count = value.integer else { return nil }
            counts[state] = Int(count)
        }
        return counts
    }
}
