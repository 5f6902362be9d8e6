public import Dunning
public import Storage

/// What comes next for an action, and why it does not come now; for people.
public struct Outlook: Sendable {
    /// The step that is next or under way; nil where the action has ended or its ladder is not known.
    public let next: String?
    /// Why it waits; nil where it does not.
    public let waits: String?

    /// Reads how far an action has come, by the steps of its ladder.
    public init(_ progress: Progress, steps: [Step]) {
        guard !progress.state.isFinal else {
            next = nil
            waits = nil
            return
        }
        let index = progress.step
        next =
            steps.indices.contains(index)
            ? "step \(index + 1) of \(steps.count): \(steps[index].words)" : nil
        waits = Outlook.reason(progress)
    }

    /// The same for machines.
    public var json: JSON? {
        guard next != nil || waits != nil else { return nil }
        return .compact(["next": next.map(JSON.string), "waits": waits.map(JSON.string)])
    }

    private static func reason(_ progress: Progress) -> String? {
        switch progress.state {
        case .queued: return "a worker takes it at its next turn"
        case .working: return "a worker has it"
        case .review: return "nobody knows whether its latest message went out; see `dunlin actions review`"
        case .waiting, .paused: break
        case .completed, .cancelled, .expired, .blocked, .failed: return nil
        }
        let until = progress.until.map { "until \($0): " } ?? ""
        return until + words(progress.reason ?? "")
    }

    private static func words(_ reason: String) -> String {
        switch reason {
        case "next-step": "its distance from the step before is not over"
        case "due-day": "its day, counted from the due date, has not come"
        case "not-before": "the engine wants nothing sent before"
        case "preferred-hours": "it may go out, but comes best in its preferred hours"
        case RulingSheet.promise: "the debtor promised to pay"
        case Progress.awaitsTask: "a person has a task to do; see `dunlin tasks list`"
        case "replied": "the debtor has answered; `dunlin actions resume` lets it go on"
        case "operator": "a person paused it; `dunlin actions resume` lets it go on"
        case "rate": "its provider takes no more for now"
        case "unknown": "it will be sent again, for nobody knows whether it went out"
        case let reason where reason.hasPrefix("refused:"): "its provider refused it for a while"
        case let reason where reason.hasPrefix("unapproved:"): "its template waits for an approval"
        default: reason.isEmpty ? "it is decided anew" : "`\(reason)` holds it"
        }
    }
}

extension Step {
    /// What it does and when, in one line.
    fileprivate var words: String {
        var parts: [String] = []
        if let task {
            parts.append("task `\(task.what)` for \(task.owner)")
        } else {
            let names = channels.map(\.rawValue).joined(separator: " or ")
            parts.append(names + (template.map { " with `\($0)`" } ?? ""))
        }
        if after > .zero { parts.append("\(after.text) after the step before") }
        if let at {
            parts.append(at == 0 ? "on the due date" : "\(abs(at))d \(at > 0 ? "after" : "before") the due date")
        }
        if let preference {
            parts.append("best " + preference.hours.map(\.description).joined(separator: ", "))
        }
        if points == .next { parts.append("to another contact point") }
        if !condition.last.isEmpty {
            parts.append("if the last was " + condition.last.map(\.rawValue).sorted().joined(separator: " or "))
        }
        parts += condition.amounts
        return parts.joined(separator: ", ")
    }
}

extension StepCondition {
    fileprivate var amounts: [String] {
        var words: [String] = []
        if !openFrom.isEmpty { words.append("if at least \(openFrom.map(\.text).joined(separator: " or ")) is open") }
        if !openBelow.isEmpty {
            words.append("if less than \(openBelow.map(\.text).joined(separator: " or ")) is open")
        }
        if let levelFrom { words.append("from level \(levelFrom)") }
        if let riskFrom { words.append("from risk \(riskFrom)") }
        if let debtor { words.append("if the debtor is a \(debtor.rawValue)") }
        return words
    }
}
