import Dunning

extension CaseDraft {
    /// The case with one contact before it changed, added or taken away.
    func histories(for rule: Rule, in zone: Zone) -> [CaseDraft] {
        let history = history
        guard let at = at?.milliseconds else { return [] }
        let removed = history.indices.map { index in
            var rest = history
            rest.remove(at: index)
            return with(rest, "without the contact \(index + 1)")
        }
        let ends = Set([history.indices.first, history.indices.last].compactMap { $0 }).sorted()
        let changed = ends.flatMap { index in
            entries(like: history[index], at, for: rule, in: zone).map { entry in
                var others = history
                others[index] = entry.json
                return with(others, "with the contact \(index + 1) \(entry.words)")
            }
        }
        let repeated = ends.flatMap { index in
            ages(of: CaseDraft(words: "", json: history[index]), at, for: rule, in: zone).map { entry in
                with(history + [entry.json], "with the contact \(index + 1) once more, \(entry.words)")
            }
        }
        let elsewhere = ends.map { index in
            var others = history
            others[index] = others[index].setting(["creditor"], to: "other")
            return setting("creditor", "id", to: "acme", "")
                .with(others, "with the contact \(index + 1) for another creditor")
        }
        return [reply(at)].compactMap { $0 } + removed + changed + elsewhere + repeated + added(at, for: rule, in: zone)
    }

    private func with(_ history: [JSON], _ words: String) -> CaseDraft {
        setting("history", to: .array(history), words)
    }

    /// An answer to a message of the debtor, ten minutes before.
    private func reply(_ at: Int64) -> CaseDraft? {
        guard let channel, channel != .letter else { return nil }
        let asked = Instant(milliseconds: at - 10 * .minute).description
        let message: JSON = .compact([
            "at": .string(asked), "channel": .string(channel.rawValue), "direction": "in",
            "mode": json["contact"]?["mode"], "debts": .array([debt]),
        ])
        let answered: JSON = ["channel": .string(channel.rawValue), "at": .string(asked)]
        return setting("contact", "replyTo", to: answered, "as the answer to a message of ten minutes ago")
            .with(history + [message], "as the answer to the debtor's message of ten minutes ago")
    }

    private var debt: JSON { json["debt"]?["id"] ?? "A" }

    /// More contacts like the one that is asked about: some in a row, ending so many days ago.
    private func added(_ at: Int64, for rule: Rule, in zone: Zone) -> [CaseDraft] {
        let limit = (rule.body as? CapRule)?.limit ?? 1
        let ages = Set([0, 1] + rule.numbers.flatMap { [$0 - 1, $0, $0 + 1] }).sorted().filter {
            (0...400).contains($0)
        }
        return ages.flatMap { age in
            Set([1, limit - 1, limit]).filter { (1...12).contains($0) }.sorted().map { count in
                let entries = (0..<count).map { entry(at - Int64(age) * .day - Int64(count - $0) * 20 * .minute) }
                return with(history + entries, "with \(count) contacts more, \(age) days ago")
            }
        }
    }

    private func entry(_ at: Int64) -> JSON {
        let contact = json["contact"]
        return .compact([
            "at": .string(Instant(milliseconds: at).description), "channel": contact?["channel"],
            "mode": contact?["mode"], "direction": "out", "outcome": channel == .voice ? "no-answer" : "delivered",
            "use": contact?["to"]?["use"], "to": contact?["to"]?["value"], "debts": .array([debt]),
            "account": json["debt"]?["account"], "group": json["debt"]?["group"],
            "purpose": contact?["purpose"] == "marketing" ? "marketing" : "reminder",
        ])
    }

    /// One past contact changed in one thing.
    private func entries(like entry: JSON, _ at: Int64, for rule: Rule, in zone: Zone) -> [CaseDraft] {
        let draft = CaseDraft(words: "", json: entry)
        var drafts: [CaseDraft] = Outcome.allCases.map { outcome in
            var json = entry.setting(["outcome"], to: .string(outcome.rawValue))
            if outcome != .noAnswer { json = json.setting(["canLeaveMessage"], to: nil) }
            return CaseDraft(words: "of outcome \(outcome.rawValue)", json: json)
        }
        drafts += Purpose.allCases.map {
            draft.setting("purpose", to: .string($0.rawValue), "of purpose \($0.rawValue)")
        }
        drafts += Use.allCases.map {
            draft.setting("use", to: .string($0.rawValue), "to a point of use \($0.rawValue)")
        }
        for channel in Channel.allCases {
            drafts += channel.modes.map { mode in
                let json = entry.setting(["channel"], to: .string(channel.rawValue))
                    .setting(["mode"], to: mode.map { .string($0.rawValue) })
                return CaseDraft(words: "by \(mode?.rawValue ?? channel.rawValue)", json: json)
            }
        }
        let silent = entry.setting(["outcome"], to: "no-answer").setting(["canLeaveMessage"], to: false)
        let inbound = entry.setting(["direction"], to: "in").setting(["replyTo"], to: nil)
        drafts += [
            CaseDraft(words: "not answered, without a way to leave a message", json: silent),
            CaseDraft(words: "from the debtor", json: inbound),
            draft.setting("debts", to: ["OTHER"], "about another debt"),
            draft.setting("to", to: "+80087654321", "to another number"),
        ]
        if entry["direction"] == "out" {
            let asked: JSON = ["channel": entry["channel"] ?? "sms", "at": entry["at"] ?? .null]
            drafts.append(draft.setting("replyTo", to: asked, "as an answer to the debtor"))
        }
        for key in ["account", "group"] {
            let shared = entry.setting(["debts"], to: ["OTHER"]).setting([key], to: json["debt"]?[key])
            drafts.append(CaseDraft(words: "about another debt of the same \(key)", json: shared))
        }
        return drafts + ages(of: draft, at, for: rule, in: zone)
    }

    /// One past contact, or fact, at other ages.
    func ages(of draft: CaseDraft, _ at: Int64, for rule: Rule, in zone: Zone) -> [CaseDraft] {
        let numbers = Set([0, 1] + rule.numbers.flatMap { [$0 - 1, $0, $0 + 1] }).filter { $0 >= 0 }.sorted()
        return numbers.flatMap { number -> [CaseDraft] in
            let midnight = zone.start(ofDay: zone.day(at: at) - number)
            let instants = [
                (midnight, "at 00:00, \(number) days ago"), (midnight - .minute, "at 23:59, \(number + 1) days ago"),
                (at - Int64(number) * .day, "\(number) days ago"), (at - Int64(number) * .hour, "\(number) hours ago"),
                (at - Int64(number) * .hour - .minute, "\(number) hours and a minute ago"),
                (at - Int64(number) * .minute, "\(number) minutes ago"),
            ]
            return instants.map { draft.setting("at", to: .string(Instant(milliseconds: $0).description), $1) }
        }
    }
}
