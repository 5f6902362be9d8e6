import Dispatcher
import Dunning
import Storage
import Templates

extension PastAttempt {
    /// Makes the message again from the revision that was kept of its template, and says whether it came out the same.
    func makeAgain() async throws {
        let shop = try Workshop.open(house, console)
        let desk = try await house.desk()
        let action = id.rawValue.lastIndex(of: ".").flatMap { ActionID(String(id.rawValue[..<$0])) }
        guard let action, let report = try await desk.store.action(action),
            let attempt = report.attempts.first(where: { $0.attempt.id == id })
        else { throw Stop("no attempt is called `\(id)`") }
        let outcome = try await shop.composer.again(attempt, of: report, from: desk.store)
        await desk.store.close()
        switch outcome {
        case .failure(let failure):
            throw Stop("`\(id)` cannot be made again: " + failure.problems.joined(separator: "; "))
        case .success(let made):
            let revision = made.prepared.composition.revision.prefix(12)
            switch made.isSame {
            case true?: console.say("made again from revision \(revision): the same bytes")
            case false?:
                throw Stop(
                    "made again from revision \(revision), `\(id)` comes out otherwise",
                    hint: "the configuration or the program has changed since; what is shown is what was sent"
                )
            case nil: console.say("made again from revision \(revision); what was sent has been erased")
            }
        }
    }
}
