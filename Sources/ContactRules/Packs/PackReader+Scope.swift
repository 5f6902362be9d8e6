import Dunning
import TOML

extension PackReader {
    /// Which messages a rule is about: each key that is there narrows the scope.
    func scope(_ applies: TOMLReader) -> Scope {
        var scope = Scope()
        scope.traits = people(applies).intersection(message(applies)).intersection(flags(applies))
        scope.overdueDays = applies.optionalInteger("overdue_days", range: 1...10_000)
        scope.uncovered = applies.optionalBoolean("uncovered") ?? false
        scope.disputed = applies.optionalBoolean("disputed")
        scope.notCountries = applies.optionalStrings("not_countries") ?? []
        scope.routes = Set(applies.optionalStrings("routes") ?? [])
        return scope
    }

    private func people(_ applies: TOMLReader) -> Traits {
        var traits = Traits.all
        if var roles = applies.optionalEnumerations("roles", as: Role.self) {
            // Banks and money lenders are creditors in every rule that does not name them.
            if roles.contains(.creditor) { roles += [.bank, .lender] }
            traits.narrow(Role.allCases, to: roles, Traits.role)
        }
        narrow(&traits, applies, "not_roles", Role.self, excluding: true, Traits.role)
        narrow(&traits, applies, "debtors", DebtorKind.self, Traits.debtor)
        narrow(&traits, applies, "debts", DebtKind.self, Traits.debt)
        narrow(&traits, applies, "not_debts", DebtKind.self, excluding: true, Traits.debt)
        narrow(&traits, applies, "relations", Relation.self, Traits.relation)
        narrow(&traits, applies, "not_relations", Relation.self, excluding: true, Traits.relation)
        return traits
    }

    private func message(_ applies: TOMLReader) -> Traits {
        var traits = Traits.all
        narrow(&traits, applies, "channels", Channel.self, Traits.channel)
        narrow(&traits, applies, "not_channels", Channel.self, excluding: true, Traits.channel)
        narrow(&traits, applies, "purposes", Purpose.self, Traits.purpose)
        narrow(&traits, applies, "not_purposes", Purpose.self, excluding: true, Traits.purpose)
        if let modes = applies.optionalEnumerations("modes", as: Mode.self) {
            traits.narrow([nil] + Mode.allCases.map(Optional.some), to: modes.map(Optional.some), Traits.mode)
        }
        if let modes = applies.optionalEnumerations("not_modes", as: Mode.self) {
            traits.subtract(.union(modes.map(Optional.some), Traits.mode))
        }
        if let uses = applies.optionalEnumerations("uses", as: Use.self) {
            // What is not told is unknown.
            let wanted = uses.map(Optional.some) + (uses.contains(.unknown) ? [nil] : [])
            traits.narrow([nil] + Use.allCases.map(Optional.some), to: wanted, Traits.use)
        }
        if let uses = applies.optionalEnumerations("not_uses", as: Use.self) {
            traits.subtract(.union(uses.map(Optional.some) + (uses.contains(.unknown) ? [nil] : []), Traits.use))
        }
        if let lines = applies.optionalEnumerations("lines", as: Line.self) {
            let wanted = lines.map(Optional.some) + (lines.contains(.unknown) ? [nil] : [])
            traits.narrow([nil] + Line.allCases.map(Optional.some), to: wanted, Traits.line)
        }
        if let lines = applies.optionalEnumerations("not_lines", as: Line.self) {
            traits.subtract(.union(lines.map(Optional.some) + (lines.contains(.unknown) ? [nil] : []), Traits.line))
        }
        return traits
    }

    private func flags(_ applies: TOMLReader) -> Traits {
        var traits = Traits.all
        for flag in Traits.Flag.allCases {
            guard let value = applies.optionalBoolean(flag.rawValue) else { continue }
            traits.remove(.flag(flag, !value))
        }
        return traits
    }

    private func narrow<Value>(
        _ traits: inout Traits,
        _ applies: TOMLReader,
        _ key: String,
        _ type: Value.Type,
        excluding: Bool = false,
        _ trait: (Value) -> Traits
    ) where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
        guard let values = applies.optionalEnumerations(key, as: type) else { return }
        let names = Set(values.map(\.rawValue))
        let wanted = type.allCases.filter { names.contains($0.rawValue) != excluding }
        if wanted.isEmpty { applies.complain("the rule can never apply", mend: "name at least one", at: key) }
        traits.narrow(Array(type.allCases), to: wanted, trait)
    }
}

extension Traits {
    /// Takes away the traits of one kind that are not wanted.
    fileprivate mutating func narrow<Value>(_ all: [Value], to wanted: [Value], _ trait: (Value) -> Traits) {
        subtract(.union(all, trait).subtracting(.union(wanted, trait)))
    }
}
