import Dunning

extension CaseDraft {
    /// The case with another message, sender, receiver or debt, one thing each.
    func messages(for rule: Rule) -> [CaseDraft] {
        media + choices + flags + texts(for: rule) + places(for: rule)
    }

    /// By every other channel and mode.
    private var media: [CaseDraft] {
        Channel.allCases.flatMap { channel in
            channel.modes.compactMap { mode -> CaseDraft? in
                var contact = json["contact"]?.object ?? [:]
                contact["channel"] = .string(channel.rawValue)
                contact["mode"] = mode.map { .string($0.rawValue) }
                contact["to"] = point(of: channel)
                if channel != .letter { contact["envelope"] = nil }
                let words = mode.map { "\(channel.rawValue), \($0.rawValue)" } ?? channel.rawValue
                return setting("contact", to: .object(contact), "by \(words)")
            }
        }
    }

    private func point(of channel: Channel) -> JSON? {
        let present = json["contact"]?["to"]
        let use = present?["use"] ?? "home"
        let shared = present?["shared"]
        switch channel {
        case .letter: return nil
        case .email: return .compact(["value": "jane.doe@example.com", "use": use, "shared": shared])
        case .sms, .voice:
            let line = present?["line"] ?? "mobile"
            return .compact(["value": .string(phone), "line": line, "use": use, "shared": shared])
        }
    }

    /// A number of the case, or one that points to no place of its own.
    private var phone: String {
        let known = [json["contact"]?["to"]?["value"]?.string, json["debtor"]?["phone"]?.string]
        return known.compactMap { $0 }.first { $0.hasPrefix("+") } ?? "+80012345678"
    }

    private var choices: [CaseDraft] {
        each("creditor", "role", Role.self, "from a")
            + each("debtor", "relation", Relation.self, "to the")
            + each("debtor", "kind", DebtorKind.self, "to a")
            + each("debt", "kind", DebtKind.self, "about a debt of the kind")
            + each("contact", "purpose", Purpose.self, "with the purpose")
            + pointChoices
    }

    private var pointChoices: [CaseDraft] {
        guard json["contact"]?["to"] != nil else { return [] }
        let uses = Use.allCases.map {
            setting("contact", "to", "use", to: .string($0.rawValue), "to a point of use \($0)")
        }
        guard channel == .sms || channel == .voice else { return uses }
        return uses
            + Line.allCases.map {
                setting("contact", "to", "line", to: .string($0.rawValue), "to a line of the kind \($0.rawValue)")
            }
    }

    private func each<Value>(_ part: String, _ name: String, _ type: Value.Type, _ words: String) -> [CaseDraft]
    where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
        Value.allCases.map { setting(part, name, to: .string($0.rawValue), "\(words) \($0.rawValue)") }
    }

    private var flags: [CaseDraft] {
        let paths = [
            ("contact", "automated", true), ("contact", "advertises", false), ("debtor", "minor", false),
            ("debt", "inCollection", false), ("debt", "timeBarred", false), ("debt", "judgment", false),
        ]
        let drafts = paths.map { part, name, usual in
            let value = !(json[part]?[name]?.boolean ?? usual)
            return setting(part, name, to: .boolean(value), "with \(part).\(name) = \(value)")
        }
        guard let point = json["contact"]?["to"] else { return drafts }
        let isShared = !(point["shared"]?.boolean ?? false)
        return drafts + [setting("contact", "to", "shared", to: .boolean(isShared), "with shared = \(isShared)")]
    }

    private func texts(for rule: Rule) -> [CaseDraft] {
        switch rule.body {
        case let body as ContentRule:
            return body.words.flatMap { word in
                ["text", "envelope"].map { part in
                    setting("contact", part, to: .string("Hello \(word) there."), "with `\(word)` in the \(part)")
                }
            }
        case let body as DisclosureRule:
            let texts = [[], [body.demands.rawValue]] + body.accepts.sorted().map { [$0.rawValue] }
            return texts.map { texts in
                let words = texts.isEmpty ? "with no disclosure in it" : "with the disclosure \(texts[0])"
                return setting("contact", "discloses", to: .array(texts.map(JSON.string)), words)
            }
        default: return []
        }
    }

    private func places(for rule: Rule) -> [CaseDraft] {
        let countries = rule.scope.notCountries.map { country in
            let address: JSON = ["country": .string(country), "region": .null, "city": .null, "postalCode": .null]
            return setting("debtor", "address", to: address, "to an address in \(country)")
        }
        let routes = rule.scope.routes.sorted() + ["direct"]
        let routed =
            rule.scope.routes.isEmpty
            ? [] : routes.map { setting("contact", "route", to: .string($0), "by the route \($0)") }
        return countries + routed + dues(for: rule)
    }

    private func dues(for rule: Rule) -> [CaseDraft] {
        guard let days = rule.scope.overdueDays, let today = json["contact"]?["at"]?.string?.prefix(10),
            let date = CivilDate(String(today))
        else { return [] }
        return [days - 2, days - 1, days, days + 1].map { overdue in
            let due = CivilDate(dayNumber: date.dayNumber - overdue)
            return setting("debt", "due", to: .string(due.description), "\(overdue) days overdue")
        } + [setting("debt", "due", to: nil, "with no due date told")]
    }
}
