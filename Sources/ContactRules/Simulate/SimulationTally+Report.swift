public import Dunning

extension SimulationTally {
    /// The whole report as JSON: figures, rows by rule and by jurisdiction, examples.
    public var json: JSON {
        .object([
            "contacts": .integer(Int64(total.asked)), "unchanged": .integer(Int64(total.asked - total.changed)),
            "changes": total.json, "before": Self.answers(before), "after": Self.answers(after),
            "rules": .array(
                sortedRules.map { rule, row in .object(["rule": .string(rule.rawValue), "changes": row.json]) }
            ),
            "jurisdictions": .array(
                sortedJurisdictions.map { pack, row in
                    .object([
                        "jurisdiction": .string(pack.rawValue), "contacts": .integer(Int64(row.asked)),
                        "changes": row.json,
                    ])
                }
            ),
            "examples": .array(examples.map(\.json)),
        ])
    }

    /// The report as people read it.
    public var text: String {
        var lines = [
            "\(Self.grouped(total.asked)) contacts: \(Self.grouped(total.asked - total.changed)) stay as they are"
        ]
        for change in SimulatedChange.allCases where total[change] > 0 {
            lines.append("  \(Self.grouped(total[change])) \(change.sentence)")
        }
        guard total.changed > 0 else { return lines.joined(separator: "\n") }
        lines +=
            ["", "by rule"]
            + sortedRules.map { rule, row in
                Self.line(row, "\(rule)  (\(cards[rule]?.citation ?? ""))")
            }
        lines +=
            ["", "by jurisdiction"]
            + sortedJurisdictions.filter { $0.row.changed > 0 }.map { pack, row in
                Self.line(row, "\(pack), of \(Self.grouped(row.asked))")
            }
        if !examples.isEmpty { lines += ["", "examples"] + examples.map(\.text) }
        return lines.joined(separator: "\n")
    }

    private var sortedRules: [(rule: RuleID, row: Row)] {
        rules.map { (rule: $0.key, row: $0.value) }
            .sorted { ($1.row.changed, $0.rule) < ($0.row.changed, $1.rule) }
    }

    private var sortedJurisdictions: [(pack: PackID, row: Row)] {
        jurisdictions.map { (pack: $0.key, row: $0.value) }
            .sorted { ($1.row.changed, $0.pack) < ($0.row.changed, $1.pack) }
    }

    private static func line(_ row: Row, _ name: String) -> String {
        let parts = SimulatedChange.allCases.filter { row[$0] > 0 }.map { "\(grouped(row[$0])) \($0.words)" }
        return "  \(name): \(parts.joined(separator: ", "))"
    }

    private static func answers(_ counts: [Int]) -> JSON {
        .object([
            "send": .integer(Int64(counts[0])), "defer": .integer(Int64(counts[1])),
            "block": .integer(Int64(counts[2])),
        ])
    }

    private static func grouped(_ number: Int) -> String {
        var digits = String(number)
        var groups: [Substring] = []
        while digits.count > 3 {
            groups.insert(digits.suffix(3), at: 0)
            digits = String(digits.dropLast(3))
        }
        return ([digits] + groups.map(String.init)).joined(separator: ",")
    }
}

extension SimulationTally.Row {
    fileprivate var json: JSON {
        .object(
            JSONMembers(
                SimulatedChange.allCases.map { ($0.rawValue, .integer(Int64(self[$0]))) },
                uniquingKeysWith: { $1 }
            )
        )
    }
}

extension SimulatedChange {
    fileprivate var sentence: String {
        switch self {
        case .blocked: "would not have gone out"
        case .later: "would have gone out later"
        case .earlier: "would have gone out earlier"
        case .letThrough: "would have gone out, where they were blocked"
        }
    }
}

extension SimulatedExample {
    /// The example as JSON.
    public var json: JSON {
        .object([
            "change": .string(change.rawValue), "id": .string(id),
            "at": .string(question.contact.at.description), "channel": .string(question.contact.channel.rawValue),
            "jurisdictions": .array(new.jurisdictions.map { .string($0.rawValue) }),
            "old": old.verdict.json(summaries?.old), "new": new.verdict.json(summaries?.new),
            "rules": .array(
                decisive.map { finding in
                    .object([
                        "rule": .string(finding.rule.rawValue), "because": .string(finding.because),
                        "citation": .string(finding.citation),
                    ])
                }
            ),
        ])
    }

    /// The example as people read it.
    public var text: String {
        let place = new.jurisdictions.map(\.rawValue).joined(separator: ", ")
        var lines = [
            "  \(change.words): \(id)  (\(question.contact.channel.rawValue) at \(question.contact.at), \(place))",
            "    now:   \(summaries?.old ?? old.verdict.words)",
            "    draft: \(summaries?.new ?? new.verdict.words)",
        ]
        lines += decisive.map { "    \(change.isStricter ? "by" : "no longer by") \($0.rule): \($0.because)" }
        return lines.joined(separator: "\n")
    }
}

extension Decision.Verdict {
    fileprivate func json(_ summary: String?) -> JSON {
        var until: Instant?
        if case .defer(let instant) = self { until = instant }
        return .compact([
            "verdict": .string(name), "until": until.map { .string($0.description) },
            "summary": summary.map(JSON.string),
        ])
    }
}
