import ArgumentParser
import Dispatcher
import Dunning
import Journal
import Storage

extension ActionReport {
    /// One object a line: what scripts and the engine read.
    var line: JSON {
        .compact([
            "id": .string(action.id.rawValue), "state": .string(progress.state.rawValue),
            "reason": progress.reason.map(JSON.string), "step": .integer(Int64(progress.step + 1)),
            "until": progress.until.map { .string($0.description) }, "debtor": .string(action.debtor.id.rawValue),
            "debt": .string(action.debt.id.rawValue), "sent": .integer(Int64(progress.sent)),
            "attempts": .array(attempts.map(\.json)),
        ])
    }

    /// One line for people.
    var words: String {
        var parts = ["\(action.id)", progress.state.rawValue]
        if let until = progress.until, !progress.state.isFinal { parts.append("until \(until)") }
        if let reason = progress.reason { parts.append("(\(reason))") }
        if let last = attempts.last { parts.append("last \(last.attempt.channel.rawValue) \(last.state.rawValue)") }
        return parts.joined(separator: "  ")
    }

    /// The action with its attempts and the journal, for machines.
    func whole(with entries: [JournalEntry], _ outlook: Outlook) -> JSON {
        guard case .object(var members) = line else { return line }
        members["action"] = action.json
        members["outlook"] = outlook.json
        members["acceptedAt"] = .string(acceptedAt.description)
        members["journal"] = .array(entries.map(\.json))
        return .object(members)
    }

    /// The same as a page for people.
    func page(with entries: [JournalEntry], _ outlook: Outlook) -> String {
        var lines = [
            "action    \(action.id)   debtor \(action.debtor.id)   debt \(action.debt.id)   level \(action.level)",
            "state     \(progress.state.rawValue)\(progress.reason.map { " (\($0))" } ?? "")"
                + (progress.until.map { progress.state.isFinal ? "" : ", until \($0)" } ?? ""),
            "accepted  \(acceptedAt)",
        ]
        if let next = outlook.next { lines.append("next      \(next)") }
        if let waits = outlook.waits { lines.append("waits     \(waits)") }
        for report in attempts {
            let attempt = report.attempt
            lines.append(
                "attempt   \(attempt.id)  \(attempt.channel.rawValue) by \(attempt.provider)  \(report.state.rawValue)"
                    + (report.code.map { " [\($0)]" } ?? "") + "  \(report.changedAt)"
            )
        }
        lines.append("journal")
        lines += entries.map { "  " + $0.words }
        return lines.joined(separator: "\n")
    }
}

extension AttemptReport {
    var json: JSON {
        .compact([
            "id": .string(attempt.id.rawValue), "channel": .string(attempt.channel.rawValue),
            "provider": .string(attempt.provider.rawValue), "state": .string(state.rawValue),
            "reference": reference.map(JSON.string), "code": code.map(JSON.string),
            "outcome": outcome.map { .string($0.rawValue) }, "decidedAt": .string(attempt.decidedAt.description),
            "changedAt": .string(changedAt.description), "content": .array(content.map { .string($0.hex) }),
        ])
    }
}

extension RefusedLine {
    var json: JSON {
        .compact([
            "number": .integer(number), "at": .string(at.description), "file": .string(file),
            "line": .integer(Int64(line)), "id": action.map(JSON.string),
            "text": .string(String(decoding: bytes, as: UTF8.self)),
            "problems": .array(diagnostics.map(\.json)),
        ])
    }
}

extension JournalEntry {
    /// One line for people; `dunlin journal show` has the whole of it.
    var words: String {
        var parts = ["#\(sequence)", at.description, draft.kind.rawValue]
        if let attempt = draft.attempt { parts.append(attempt.rawValue) }
        for member in [
            "channel", "verdict", "until", "provider", "reason", "when", "what", "owner", "code", "state", "result",
            "summary",
        ] {
            if let text = draft.body[member]?.string { parts.append("\(member)=\(text)") }
        }
        if let variant = draft.body["variant"] { parts.append("variant=\(variant.wordsOfVariant)") }
        return parts.joined(separator: "  ")
    }
}

/// An identifier from the command line.
func identifier<ID: Identifier>(_ text: String, _ name: String) throws -> ID {
    guard let id = ID(text) else {
        throw Stop(
            "\(name): `\(text)` is no identifier",
            hint: "letters, digits and . _ - : with a letter or digit first, 128 characters at most",
            code: .validationFailure
        )
    }
    return id
}

extension JSON {
    /// A variant and why it was used: `firm (level >= 3)`, `firm (lot of tone)`, `base (no-match)`.
    fileprivate var wordsOfVariant: String {
        let name = self["name"]?.string ?? ""
        if let experiment = self["experiment"]?.string { return "\(name) (lot of \(experiment))" }
        let conditions = self["conditions"]?.array?.compactMap(\.string)
        return "\(name) (\(conditions?.joined(separator: ", ") ?? self["because"]?.string ?? ""))"
    }
}
