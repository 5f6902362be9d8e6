import Dunning
import Journal

/// What a trial has shown.
struct ChaosReport {
    let seed: UInt64
    let actions: Int
    let kills: Int
    /// How many kills were asked for.
    let wanted: Int
    /// How many workers were started.
    let lives: Int
    let verdict: Verdict
    let elapsed: Duration

    /// Whether the trial was hard enough, and nothing came twice or is missing.
    var isSound: Bool { verdict.isSound && kills >= wanted }

    /// For people.
    var text: String {
        """
        seed       \(seed)
        actions    \(actions)
        kills      \(kills)\(kills < wanted ? " of \(wanted): the work ended before; give it more actions" : "")
        workers    \(lives)
        delivered  \(verdict.delivered)
        doubled    \(verdict.doubled)
        lost       \(verdict.lost)
        review     \(verdict.review), of which \(verdict.arrived) had arrived
        refused    \(verdict.refused)
        over cap   \(verdict.overCap)
        journal    \(journal)
        seconds    \(elapsed.components.seconds)
        """
    }

    /// For machines.
    var json: JSON {
        var members: JSONMembers = [
            "seed": .string(String(seed)), "journal": .string(journal), "sound": .boolean(isSound),
            "findings": .array(verdict.findings.prefix(20).map(JSON.string)),
        ]
        let counts: [(String, Int)] = [
            ("actions", actions), ("kills", kills), ("workers", lives), ("delivered", verdict.delivered),
            ("doubled", verdict.doubled), ("lost", verdict.lost), ("review", verdict.review),
            ("arrived", verdict.arrived), ("refused", verdict.refused), ("overCap", verdict.overCap),
            ("seconds", Int(elapsed.components.seconds)),
        ]
        for (name, count) in counts { members[name] = .integer(Int64(count)) }
        return .object(members)
    }

    private var journal: String {
        switch verdict.journal {
        case .sound: "sound"
        case .gap(let expected, let found): "entry \(found) stands where \(expected) should"
        case .wrongSize(let expected, let found): "\(found) entries, not \(expected)"
        case .wrongRoot: "the entries give another root"
        }
    }
}
