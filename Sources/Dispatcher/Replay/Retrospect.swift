import ContactRules
import Dunning
public import Journal
public import Storage
public import Templates

/// Puts the questions of the past once more, from what the journal says of their answers.
///
/// Pure: reads nothing but its arguments.
public struct Retrospect: Sendable {
    private let playbook: Playbook
    private let templates: TemplateLibrary

    /// What is asked again is asked in the role of today's creditor and by today's steps.
    public init(playbook: Playbook, templates: TemplateLibrary) {
        self.playbook = playbook
        self.templates = templates
    }

    /// The kinds of entries that answer a question: a message that goes out, and one that does not.
    public static let kinds: Set<EntryKind> = [.intended, .decided]

    /// The questions that an entry answers, each with a name; nil where it cannot be told any more what was asked.
    ///
    /// An `intended` entry gives the one that was answered by send, a `decided` one all that were not.
    public func questions(
        behind entry: JournalEntry,
        about report: ActionReport,
        _ background: Background
    ) -> [NamedQuestion]? {
        guard let role = playbook.creditors[report.action.creditor]?.role,
            let wanted = entry.draft.kind == .intended ? sent(entry, report) : held(entry, report)
        else { return nil }
        let facts = background.facts(bearingOn: report.action.debt.id)
        return wanted.map { name, wanted in
            NamedQuestion(
                what: name,
                question: ContactQuestion(
                    about: wanted,
                    of: report.action,
                    role: role,
                    facts: facts,
                    history: background.history,
                    at: entry.at
                )
            )
        }
    }

    private func sent(_ entry: JournalEntry, _ report: ActionReport) -> [(String, Wanted)]? {
        let found = report.attempts.first { $0.attempt.id == entry.draft.attempt }
        return found.map { found in
            let attempt = found.attempt
            let wanted = Wanted(point: attempt.point, purpose: attempt.purpose, template: attempt.template)
            return [(attempt.id.rawValue, wanted)]
        }
    }

    private func held(_ entry: JournalEntry, _ report: ActionReport) -> [(String, Wanted)]? {
        let answers = (entry.draft.body["channels"]?.array ?? []).filter { answer in
            answer["verdict"].map { $0 != "send" } ?? false
        }
        if answers.isEmpty { return [] }
        guard let number = entry.draft.body["step"]?.integer, let steps = playbook.steps(of: report.action),
            let step = steps.indices.contains(Int(number) - 1) ? steps[Int(number) - 1] : nil,
            let template = step.template, let purpose = templates.templates[template]?.manifest.purpose
        else { return nil }
        var wanted: [(String, Wanted)] = []
        for answer in answers {
            guard let channel = answer["channel"]?.string.flatMap(Channel.init(rawValue:)) else { return nil }
            let points = report.action.points(for: channel)
            let place = Int(answer["point"]?.integer ?? 1) - 1
            guard points.indices.contains(place) else { return nil }
            let name = "\(report.action.id)#\(entry.sequence)"
            wanted.append((name, Wanted(point: points[place], purpose: purpose, template: template)))
        }
        return wanted
    }
}
