import Dispatcher
import Dunning
import Journal
import Storage

/// What a demo has to tell: read from the journal and the actions, as any user could.
struct DemoReport {
    private(set) var channels: [Channel: ChannelTally] = [:]
    /// By rule: how often it held a message, how often it stopped one, and its citation.
    private(set) var rules: [String: RuleTally] = [:]
    private(set) var states: [ActionState: Int] = [:]
    private(set) var entries: Int64 = 0
    /// The number of a decision that is worth reading.
    private(set) var example: Int64?
    private(set) var exampleAction: ActionID?
    let intake: IntakeTally
    let summary: WorkSummary
    let from: Instant
    let to: Instant

    struct ChannelTally {
        var sent = 0
        var refused = 0
        var deferred = 0
        var blocked = 0
        /// The latest moment to which a message of this channel was put off.
        var latest: Instant?
    }

    struct RuleTally {
        var citation: String
        var held = 0
        var stopped = 0
    }

    init(
        _ intake: IntakeTally,
        _ summary: WorkSummary,
        _ store: any Store,
        from: Instant,
        to: Instant
    ) async throws {
        self.intake = intake
        self.summary = summary
        self.from = from
        self.to = to
        states = try await store.counts()
        var attempts: [AttemptID: Channel] = [:]
        var filter = JournalFilter()
        while true {
            let page = try await store.journal(filter)
            for entry in page { note(entry, &attempts) }
            guard let last = page.last, page.count == filter.limit else { break }
            filter.after = last.sequence
        }
    }

    private mutating func note(_ entry: JournalEntry, _ attempts: inout [AttemptID: Channel]) {
        entries = entry.sequence
        let body = entry.draft.body
        switch entry.draft.kind {
        case .intended:
            if let id = entry.draft.attempt { attempts[id] = body["channel"]?.string.flatMap(Channel.init) }
        case .handedOver:
            if let channel = channel(entry, attempts) { channels[channel, default: ChannelTally()].sent += 1 }
        case .refused:
            if let channel = channel(entry, attempts) { channels[channel, default: ChannelTally()].refused += 1 }
        case .decided: for decision in body["channels"]?.array ?? [] { note(decision, entry) }
        default: break
        }
    }

    private func channel(_ entry: JournalEntry, _ attempts: [AttemptID: Channel]) -> Channel? {
        entry.draft.attempt.flatMap { attempts[$0] }
    }

    private mutating func note(_ decision: JSON, _ entry: JournalEntry) {
        guard let channel = decision["channel"]?.string.flatMap(Channel.init),
            let verdict = decision["verdict"]?.string,
            verdict != "send"
        else { return }
        var tally = channels[channel] ?? ChannelTally()
        if verdict == "defer" {
            tally.deferred += 1
            let until = decision["until"]?.string.flatMap(Instant.init(rfc3339:))
            tally.latest = [tally.latest, until].compactMap { $0 }.max()
            if example == nil, entry.draft.debt != nil {
                example = entry.sequence
                exampleAction = entry.draft.action
            }
        } else {
            tally.blocked += 1
        }
        channels[channel] = tally
        for finding in decision["findings"]?.array ?? [] {
            guard let rule = finding["rule"]?.string, let said = finding["verdict"]?.string, said != "open" else {
                continue
            }
            var tally = rules[rule] ?? RuleTally(citation: finding["citation"]?.string ?? "")
            if said == "shut" { tally.held += 1 } else { tally.stopped += 1 }
            rules[rule] = tally
        }
    }
}

extension DemoReport {
    /// For machines.
    var json: JSON {
        .object([
            "intake": intake.json, "work": summary.json, "from": .string(from.description),
            "to": .string(to.description),
            "journal": .integer(entries),
            "channels": .object(
                JSONMembers(
                    uniqueKeysWithValues: channels.map { channel, tally in
                        (
                            channel.rawValue,
                            .compact([
                                "sent": .integer(Int64(tally.sent)), "refused": .integer(Int64(tally.refused)),
                                "deferred": .integer(Int64(tally.deferred)), "blocked": .integer(Int64(tally.blocked)),
                                "latest": tally.latest.map { .string($0.description) },
                            ])
                        )
                    }
                )
            ),
            "rules": .object(
                JSONMembers(
                    uniqueKeysWithValues: rules.map { rule, tally in
                        (
                            rule,
                            .object([
                                "citation": .string(tally.citation), "held": .integer(Int64(tally.held)),
                                "stopped": .integer(Int64(tally.stopped)),
                            ])
                        )
                    }
                )
            ),
            "states": .object(
                JSONMembers(uniqueKeysWithValues: states.map { ($0.key.rawValue, .integer(Int64($0.value))) })
            ),
        ])
    }

    /// For a newcomer.
    ///
    /// `inbox` is where the inbox page stays open; nil where it is gone with this command.
    func words(inbox: String?, folder: DemoFolder) -> String {
        var lines = [
            "Took in \(intake.accepted) actions (\(intake.duplicates) known already, \(intake.refused) lines refused)",
            "and worked them on a virtual clock from \(from.short) to \(to.short), when nothing was left to do.",
            "",
            "  channel   sent   put off   until at most       not allowed   refused by provider",
        ]
        for channel in Channel.allCases {
            let tally = channels[channel] ?? ChannelTally()
            lines.append(
                "  " + channel.rawValue.filled(8) + right(tally.sent, 6) + right(tally.deferred, 10) + "   "
                    + (tally.latest?.short ?? "-").filled(18) + right(tally.blocked, 13) + right(tally.refused, 22)
            )
        }
        lines += ["", "What the rules said (each decision is on the journal, with every rule that took part):"]
        for (rule, tally) in rules.sorted(by: {
            ($0.value.held + $0.value.stopped, $1.key) > ($1.value.held + $1.value.stopped, $0.key)
        }) {
            lines.append(
                "  " + rule.filled(30) + " put off" + right(tally.held, 5) + "   stopped" + right(tally.stopped, 5)
                    + "   "
                    + tally.citation
            )
        }
        lines += [
            "",
            "Actions: "
                + states.sorted { $0.key.rawValue < $1.key.rawValue }
                .map { "\($0.value) \($0.key.rawValue)" }.joined(separator: ", "),
        ]
        return (lines + next(inbox, folder)).joined(separator: "\n")
    }

    private func next(_ inbox: String?, _ folder: DemoFolder) -> [String] {
        let variable = "DUNLIN_STORE__URL=sqlite:\(folder.database)"
        var lines = [
            "", "Where to look next:",
            "  every message on every channel   \(inbox ?? "`dunlin demo --stay` keeps the inbox page open")",
            "  the letters                      \(folder.letters)/",
            "  what was refused                 \(variable) .build/release/dunlin actions list --refused",
        ]
        if let example, let exampleAction {
            lines.append("  why a message had to wait        \(variable) .build/release/dunlin journal show \(example)")
            lines.append(
                "  one action from start to end     \(variable) .build/release/dunlin actions show \(exampleAction)"
            )
        }
        return lines
    }

    private func right(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: " ", count: max(0, width - text.count)) + text
    }
}

extension Instant {
    /// `18 Nov 2026 14:00Z`.
    fileprivate var short: String {
        let date = CivilDate(dayNumber: Int(seconds.dividedFloor(by: 86_400)))
        let (year, month, day) = date.components
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return "\(day) \(months[month - 1]) \(year) \(description.dropFirst(11).prefix(5))Z"
    }
}

extension String {
    fileprivate func filled(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
