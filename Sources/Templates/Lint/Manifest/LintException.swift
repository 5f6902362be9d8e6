import Dunning
import TOML

/// A rule of lint that a template breaks on purpose, with the reason: a line of `[allow]` in `template.toml`.
public struct LintException: Hashable, Sendable {
    /// The rule.
    public var rule: String
    /// Why it is broken, for whoever reads the template next.
    public var reason: String
    /// Where it is allowed, as line and column.
    public var line: Int
    /// The column of the reason.
    public var column: Int

    /// Reads `[allow]`: a rule, and why it does not hold here.
    static func read(_ reader: TOMLReader) -> [LintException] {
        guard let table = reader.optionalTable("allow") else { return [] }
        return table.keys.compactMap { rule in
            guard let reason = table.optionalString(rule) else { return nil }
            if reason.split(separator: " ").count < 3 {
                table.complain("`\(reason)` is no reason", mend: "say in a sentence why the rule is broken", at: rule)
            }
            let position = table.position(of: rule)
            return LintException(rule: rule, reason: reason, line: position.line, column: position.column)
        }
    }
}

/// Where the debtors of a template live: `serves` in `template.toml`.
enum ServedPlaces {
    /// Reads `serves`: codes of ISO 3166-1, such as `DE`, or of ISO 3166-2, such as `US-CA`.
    static func read(_ reader: TOMLReader) -> [String] {
        let places = reader.optionalStrings("serves") ?? []
        for place in places where !isSpeltRight(place) {
            reader.complain(
                "`\(place)` is no country or region",
                mend: "write a code such as `DE` or `US-CA`",
                at: "serves"
            )
        }
        return places
    }

    private static func isSpeltRight(_ place: String) -> Bool {
        let parts = place.split(separator: "-", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { part in
            part.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }
        }
        return isPlain && parts[0].count == 2 && parts.count <= 2
            && parts.dropFirst().allSatisfy { (1...3).contains($0.count) }
    }
}
