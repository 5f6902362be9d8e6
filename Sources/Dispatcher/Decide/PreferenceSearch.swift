import ContactRules
import Dunning

/// Finds the hours in which a message comes best, among those that the rules allow.
struct PreferenceSearch {
    let gate: Gate
    let clock: LocalClock
    let preference: Preference
    /// Nothing is kept back until then: the ladder's patience, or the action's end.
    let end: Instant

    /// So many openings of the rules are looked at; who shuts more often than that in a few days is not waited for.
    private static let looks = 64

    /// The first preferred instant at which the rules let the message go, where it is later than now; nil = send it.
    func opening(for question: ContactQuestion, at now: Instant) -> Instant? {
        var from = now
        for _ in 0..<PreferenceSearch.looks {
            guard let found = clock.opening(of: preference.hours, from: from, before: end), found > now else {
                return nil
            }
            var later = question
            later.contact.at = found
            switch gate.decide(later).verdict {
            case .send: return found
            case .defer(let until): from = until
            case .block: return nil
            }
        }
        return nil
    }
}
