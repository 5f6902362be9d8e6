public import ContactRules
public import Dunning
public import Storage
import Templates

/// A question with what it is about, for people.
public struct NamedQuestion: Sendable {
    /// The step and the channel.
    public var what: String
    /// The question.
    public var question: ContactQuestion
}

extension Decider {
    /// The questions that would be asked for each step and contact point of an action, if each of them came now.
    ///
    /// Steps whose condition does not hold as the debt stands are left out, and so are tasks, which contact nobody;
    /// what a step before them will bring about is not foreseen.
    public func questions(about action: Action, _ background: Background, at now: Instant) -> [NamedQuestion] {
        guard let creditor = playbook.creditors[action.creditor], let steps = playbook.steps(of: action) else {
            return []
        }
        let open = LadderFacts(action: action, background: background, now: now).open
        let facts = background.facts(bearingOn: action.debt.id)
        var questions: [NamedQuestion] = []
        for (index, step) in steps.enumerated() where step.condition.failing(for: action, open: open) == nil {
            guard let template = step.template, let purpose = templates.entry(template)?.manifest.purpose else {
                continue
            }
            for channel in step.channels {
                for point in action.points(for: channel) {
                    let question = ContactQuestion(
                        about: Wanted(point: point, purpose: purpose, template: template),
                        of: action,
                        role: creditor.role,
                        facts: facts,
                        history: background.history,
                        at: now
                    )
                    questions.append(NamedQuestion(what: "step \(index + 1), \(channel.rawValue)", question: question))
                }
            }
        }
        return questions
    }
}
