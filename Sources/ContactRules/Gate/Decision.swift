public import Dunning

/// The gate's answer to one question.
public struct Decision: Sendable {
    /// What may happen.
    public enum Verdict: Hashable, Sendable {
        /// It may go out.
        case send
        /// It may go out at this instant, if nothing else happens before.
        case `defer`(until: Instant)
        /// It may not go out.
        case block
    }

    /// What may happen.
    public let verdict: Verdict
    /// With `send`: the first instant at which, nothing else happening, the answer would be another one; nil = never.
    public let openUntil: Instant?
    /// What every rule that took part said.
    public let findings: [Finding]
    /// Texts that the message must hold.
    public let demands: [DisclosureID]
    /// The packs of the places whose law was asked, and of the house.
    public let jurisdictions: [PackID]
    /// The time zones in which the debtor may be.
    public let zones: [String]
    /// The release of the tz database that was used.
    public let tzdata: String
    /// The digest of the rules that were used.
    public let rules: String

    /// The findings that hold the message, those that stop for good first.
    public var objections: [Finding] {
        findings.filter { $0.verdict == .closed } + findings.filter { $0.verdict != .closed && !$0.isOpen }
    }

    /// A rule ends all contact with the debtor about this debt.
    public var isFinal: Bool { findings.contains(where: \.isFinal) }

    /// A rule suspends the pursuit until a later fact lifts it.
    public var isHold: Bool { findings.contains(where: \.isHold) }
}

extension Decision {
    /// The answer as JSON, as `dunlin decide --json` prints it, without an id.
    public var json: JSON {
        var until: Instant?
        if case .defer(let instant) = verdict { until = instant }
        return .compact([
            "demands": .array(demands.map { .string($0.rawValue) }),
            "findings": .array(findings.map(\.json)),
            "jurisdictions": .array(jurisdictions.map { .string($0.rawValue) }),
            "openUntil": openUntil.map { .string($0.description) },
            "rules": .string(rules),
            "tzdata": .string(tzdata),
            "until": until.map { .string($0.description) },
            "verdict": .string(verdict.name),
            "zones": .array(zones.map(JSON.string)),
        ])
    }
}

extension Decision.Verdict {
    /// `send`, `defer` or `block`.
    public var name: String {
        switch self {
        case .send: "send"
        case .defer: "defer"
        case .block: "block"
        }
    }
}

extension Finding {
    /// The finding as JSON.
    public var json: JSON {
        var until: Instant?
        if case .shut(let instant) = verdict { until = instant }
        let name =
            switch verdict {
            case .open: "open"
            case .shut: "shut"
            case .closed: "closed"
            }
        return .compact([
            "basis": .string(basis.rawValue),
            "because": .string(because),
            "caution": caution.map(JSON.string),
            "citation": .string(citation),
            "confidence": .string(confidence.rawValue),
            "kind": .string(kind),
            "pack": .string(pack.rawValue),
            "reach": isOpen ? nil : .string(card.reach.rawValue),
            "rule": .string(rule.rawValue),
            "standing": standing.map(JSON.string),
            "until": until.map { .string($0.description) },
            "verdict": .string(name),
        ])
    }
}
