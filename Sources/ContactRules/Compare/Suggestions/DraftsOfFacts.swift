import Dunning

extension CaseDraft {
    /// The case with one fact changed, added or taken away.
    func factDrafts(for rule: Rule, in zone: Zone) -> [CaseDraft] {
        guard let at = at?.milliseconds else { return [] }
        let facts = facts
        var drafts = facts.indices.map { index in
            var rest = facts
            rest.remove(at: index)
            return with(rest, "without the fact \(index + 1)")
        }
        drafts += facts.indices.flatMap { index in
            changed(facts[index], at, for: rule, in: zone).map { fact in
                var others = facts
                others[index] = fact.json
                return with(others, "with the fact \(index + 1) \(fact.words)")
            }
        }
        drafts += facts.indices.flatMap { index in
            ages(of: CaseDraft(words: "", json: facts[index]), at, for: rule, in: zone).map { fact in
                with(facts + [fact.json], "with the fact \(index + 1) once more, \(fact.words)")
            }
        }
        return drafts + added(at, for: rule).map { with(facts + [$0.json], "with \($0.words)") }
    }

    private func with(_ facts: [JSON], _ words: String) -> CaseDraft { setting("facts", to: .array(facts), words) }

    private func changed(_ fact: JSON, _ at: Int64, for rule: Rule, in zone: Zone) -> [CaseDraft] {
        let draft = CaseDraft(words: "", json: fact)
        var drafts: [CaseDraft] = []
        func each(_ name: String, _ values: [JSON]) {
            guard fact[name] != nil else { return }
            drafts += values.map { draft.setting(name, to: $0, "of \(name) \($0.canonical)") }
        }
        each("form", Fact.Form.allCases.map { .string($0.rawValue) } + [.null])
        each("reachable", [true, false])
        each("reasoned", [true, false])
        each("by", Fact.WorkplaceProhibition.allCases.map { .string($0.rawValue) })
        each("notice", Fact.Notice.allCases.map { .string($0.rawValue) })
        each("procedure", Fact.Procedure.allCases.map { .string($0.rawValue) })
        each("scope", Fact.ConsentScope.allCases.map { .string($0.rawValue) })
        each("via", ["another way", "registered-mail"])
        each("channel", [.null, "electronic"] + Channel.allCases.map { .string($0.rawValue) })
        each("use", Use.allCases.map { .string($0.rawValue) })
        each("value", ["+80087654321"])
        each("about", ["marketing", "reminder"])
        if fact["kind"] == "opt-out" { drafts.append(draft.setting("about", to: "marketing", "about marketing")) }
        let past = Instant(milliseconds: at - .minute).description
        for name in ["until", "answered"] where fact[name] != nil {
            drafts.append(draft.setting(name, to: .string(past), "until a minute ago"))
        }
        if fact["kind"] == "workplace-prohibited" { drafts += confirmations(of: draft, for: rule, in: zone) }
        return drafts + ages(of: draft, at, for: rule, in: zone)
    }

    private func confirmations(of fact: CaseDraft, for rule: Rule, in zone: Zone) -> [CaseDraft] {
        guard let told = fact.json["at"]?.string.flatMap(Instant.init(rfc3339:))?.milliseconds else { return [] }
        return rule.numbers.flatMap { [$0 - 1, $0, $0 + 1] }.map { days in
            let noon = zone.start(ofDay: zone.day(at: told) + days) + 12 * .hour
            let text = Instant(milliseconds: noon).description
            return fact.setting("confirmed", to: .string(text), "confirmed \(days) days later")
        }
    }

    /// Facts that may matter to a rule, each told an hour, a day or longer before.
    private func added(_ at: Int64, for rule: Rule) -> [CaseDraft] {
        let value = json["contact"]?["to"]?["value"]?.string
        var kinds: [(Fact.Kind, String)] = [
            (
                .wish(Wish(effect: .convenient, days: nil, from: 0, to: 1440, channel: nil)),
                "the wish to be contacted at any time"
            ),
            (
                .wish(Wish(effect: .convenient, days: nil, from: 0, to: 1440, channel: nil, form: .written)),
                "the written wish to be contacted at any time"
            ),
            (
                .wish(Wish(effect: .inconvenient, days: nil, from: 0, to: 1440, channel: nil)),
                "the wish not to be contacted at any time"
            ),
            (.optOut(channel: nil, value: nil, via: "call", about: nil), "an opt-out from everything"),
            (.attorney(reachable: true, form: .written), "a reachable attorney"),
            (.workplaceProhibited(by: .debtor, form: .oral, confirmed: nil), "an oral wish for no contact at work"),
            (.workplaceProhibited(by: .employer, form: nil, confirmed: nil), "an employer's ban on contact at work"),
            (.bankruptcy(until: nil), "a bankruptcy"), (.paymentPlan(until: nil), "a payment plan"),
            (.bereavement(until: nil), "a bereavement"), (.deceased, "a death"), (.paid, "a payment"),
            (.homeUnreachable, "a home that cannot be reached"), (.writingOnly(via: "letter"), "a wish for writing"),
            (.moratorium(name: "breathing-space", debts: nil, until: nil), "a moratorium"),
            (.hold(until: nil, reason: "asked"), "a hold"),
        ]
        if let channel {
            kinds += [
                (
                    .optOut(channel: Fact.Channels(channel), value: value, via: "reply", about: nil),
                    "an opt-out of this point"
                )
            ]
            kinds += Fact.Notice.allCases.map { (.notice($0, channel: channel), "a notice of the kind \($0.rawValue)") }
            if let value {
                kinds += Fact.Procedure.allCases.map {
                    (.procedure($0, channel: channel, value: value), "the procedure \($0.rawValue)")
                }
                kinds.append((.reassignedNumberCheck(value: value), "a check of the number"))
            }
        }
        for form in Fact.Form.allCases {
            kinds += [
                (.cease(form: form, via: "letter"), "an \(form.rawValue) request to cease"),
                (.refusal(form: form, via: "letter"), "an \(form.rawValue) refusal"),
                (.dispute(form: form, reasoned: false, answered: nil), "an \(form.rawValue) dispute"),
            ]
            kinds += Fact.ConsentScope.allCases.map { scope in
                let consent = Fact.Kind.consent(channel: nil, value: nil, form: form, scope: scope, until: nil)
                return (consent, "an \(form.rawValue) consent to \(scope.rawValue)")
            }
        }
        kinds += rule.factKinds.map { (.other(kind: $0, until: nil), "the fact `\($0)`") }
        let ages = Set([1] + rule.numbers.flatMap { [$0 - 1, $0, $0 + 1] }).filter { $0 >= 0 }.sorted()
        return kinds.flatMap { kind, words in
            ages.map { days in
                let told = Instant(milliseconds: at - Int64(days) * .day - .hour)
                return CaseDraft(words: "\(words), \(days) days ago", json: Fact(at: told, kind).json)
            }
        }
    }
}

extension Rule {
    /// The kinds of facts beyond Dunlin's own that it reads.
    fileprivate var factKinds: [String] {
        let named = factFilters.compactMap { filter -> String? in
            if case .other(let name) = filter.kind { name } else { nil }
        }
        return Set(named).sorted()
    }

    private var factFilters: [FactFilter] {
        var evidence = lifts
        var filters = [scope.relying].compactMap { $0 }
        switch body {
        case let body as StopRule: filters += body.facts
        case let body as SpacingRule: if case .fact(let filter) = body.event { filters.append(filter) }
        case let body as ProofRule: evidence += body.demands.flatMap { $0 }
        case let body as CapRule: evidence += body.leavesOut
        default: break
        }
        return filters + evidence.compactMap { if case .fact(let filter) = $0.kind { filter } else { nil } }
    }
}
