public import Dunning

/// A text that a rule demands of messages to a place.
public struct DisclosureDemand: Hashable, Sendable {
    /// The text.
    public let disclosure: DisclosureID
    /// Texts that do as well.
    public let accepts: Set<DisclosureID>
    /// The rule, with its citation.
    public let card: RuleCard

    /// Demands are the same where text and rule are.
    public static func == (left: DisclosureDemand, right: DisclosureDemand) -> Bool {
        left.disclosure == right.disclosure && left.card.id == right.card.id
    }

    /// By text and rule.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(disclosure)
        hasher.combine(card.id)
    }
}

extension RuleBook {
    /// Whether the places know a country (`DE`) or a region (`US-CA`).
    public func knows(_ place: String) -> Bool {
        guard let country = places.countries[String(place.prefix(2))] else { return false }
        return place.count == 2 || country.region(place) != nil
    }

    /// The texts that messages to debtors in a place may have to hold, whoever and however old their debt is.
    ///
    /// A country stands for all of its regions, so that a text for every one of them is at hand. Rules that ask for
    /// something else of the message, such as an offer, are told only where a message of the purpose has it.
    /// - Parameters:
    ///   - place: ISO 3166-1 or 3166-2.
    ///   - channel: The messages' channel.
    ///   - purpose: Why they go out.
    ///   - role: Who sends them.
    ///   - day: Rules that are not in force on it are left out.
    /// - Returns: Each text with each rule that demands it.
    public func disclosures(
        in place: String,
        channel: Channel,
        purpose: Purpose,
        role: Role,
        on day: CivilDate
    ) -> [DisclosureDemand] {
        let country = String(place.prefix(2))
        let region = place.count > 2 ? places.countries[country]?.region(place) : nil
        var demands: [DisclosureDemand] = []
        for pack in packs where pack.area?.mayHold(inCountry: country, region) ?? true {
            for rule in pack.rules {
                guard let body = rule.body as? DisclosureRule,
                    rule.scope.mayTake(channel, purpose, role, country: country), rule.card.isInForce(on: day)
                else { continue }
                let demand = DisclosureDemand(disclosure: body.demands, accepts: body.accepts, card: rule.card)
                if !demands.contains(demand) { demands.append(demand) }
            }
        }
        return demands
    }
}

extension RulePack.Area {
    /// Whether its law may hold somewhere in a country, or in a region of it.
    fileprivate func mayHold(inCountry country: String, _ region: RegionName?) -> Bool {
        mayHold(
            for: Whereabouts.Candidate(
                country: country,
                regions: region.map { [$0] },
                city: nil,
                postalCode: nil
            )
        )
    }
}

extension Scope {
    /// Whether it takes some message of a purpose by a role on a channel.
    fileprivate func mayTake(_ channel: Channel, _ purpose: Purpose, _ role: Role, country: String) -> Bool {
        guard !notCountries.contains(country) else { return false }
        let offers = Traits.flag(.offers, purpose == .marketing)
        return traits.isSuperset(of: [.channel(channel), .purpose(purpose), .role(role), offers])
    }
}

extension RuleCard {
    /// Whether it holds on a day.
    fileprivate func isInForce(on day: CivilDate) -> Bool {
        from.map { $0 <= day } ?? true && to.map { day < $0 } ?? true
    }
}
