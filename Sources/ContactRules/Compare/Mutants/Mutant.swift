import Dunning

/// A rule with one thing broken, to see whether a case notices.
struct Mutant: Sendable {
    /// What is broken, in words.
    let change: String
    /// The broken rule; nil = there is no rule any more.
    let rule: Rule?
}

extension Rule {
    /// The rule broken in one thing, each in its own way; changes that can alter no decision are left out.
    var mutants: [Mutant] {
        var mutants = [Mutant(change: "the rule is removed", rule: nil)]
        guard let body = body as? any Breakable else { return mutants }
        mutants += body.bodies.filter { canTell(body, from: $0.value) }
            .map { Mutant(change: $0.change, rule: with(body: $0.value)) }
        mutants += scope.variants.filter { canTell($0.value) }
            .map { Mutant(change: $0.change, rule: with(scope: $0.value)) }
        var lifted = Variants(lifts)
        lifted.lifts(\.self)
        mutants += lifted.all.map { Mutant(change: $0.change, rule: with(lifts: $0.value)) }
        // Days in force are days on the debtor's clock, so that they too hang on the zones.
        let isDated = scope.from != nil || scope.to != nil || scope.overdueDays != nil
        if body.readsTheClock || isDated || lifts.contains(where: { $0.days != nil }) {
            let other = zones == .address ? ZoneChoice.allIndicated : .address
            mutants.append(
                Mutant(change: "zones `\(other.words)` instead of `\(zones.words)`", rule: with(zones: other))
            )
        }
        return mutants
    }

    /// Whether a message of the scope can come out differently by two bodies, as far as that hangs on the scope.
    ///
    /// Opt-outs ask what is advertised only of messages that advertise, and for how long one may confirm only of
    /// confirmations.
    private func canTell(_ body: any RuleBody, from other: any RuleBody) -> Bool {
        guard var old = body as? OptOutRule, let new = other as? OptOutRule else { return true }
        if !scope.traits.contains(.flag(.offers, true)) { old.keepsPurposesApart = new.keepsPurposesApart }
        if !scope.traits.contains(.purpose(.optOutConfirmation)) { old.confirmationMinutes = new.confirmationMinutes }
        return old != new
    }

    /// Whether a message can come out differently by another scope, as far as that hangs on what both rely on.
    ///
    /// A procedure is on record for one contact point, and letters go to none: where it is relied on, no letter is asked.
    private func canTell(_ other: Scope) -> Bool {
        guard scope.relying?.kind == .builtIn(.procedure), other.relying == scope.relying else { return true }
        let letters = Traits.channel(.letter)
        return other.traits == scope.traits || other.traits.subtracting(letters) != scope.traits.subtracting(letters)
    }

    private func with(
        body: (any RuleBody)? = nil,
        scope: Scope? = nil,
        zones: ZoneChoice? = nil,
        lifts: [Evidence]? = nil
    ) -> Rule {
        Rule(
            card: card,
            scope: scope ?? self.scope,
            zones: zones ?? self.zones,
            lifts: lifts ?? self.lifts,
            body: body ?? self.body
        )
    }
}

extension ZoneChoice {
    /// As packs spell it.
    var words: String {
        switch self {
        case .allIndicated: "all-indicated"
        case .address: "address"
        case .areaCode: "area-code"
        case .billingAddress: "billing-address"
        case .fixed(let zones): zones.map(\.name).joined(separator: ", ")
        }
    }
}

extension FactFilter {
    /// In words: "dispute, written".
    var words: String {
        var parts = [kind.rawValue]
        if let form { parts.append(form.rawValue) }
        if let reachable { parts.append(reachable ? "reachable" : "not reachable") }
        if let reasoned { parts.append(reasoned ? "with reasons" : "without reasons") }
        if let by { parts.append("by the \(by.rawValue)") }
        if let notice { parts.append(notice.rawValue) }
        if let procedure { parts.append(procedure.rawValue) }
        if !via.isEmpty { parts.append("via " + via.sorted().joined(separator: " or ")) }
        return parts.joined(separator: ", ")
    }
}
