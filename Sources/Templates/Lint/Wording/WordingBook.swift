import Dunning

/// Wordings that messages should not have, as data: `rules/wording/topics.toml` and one list a language.
public struct WordingBook: Sendable {
    /// Why a wording is looked for, with the laws that speak of it.
    struct Topic: Hashable, Sendable {
        /// A law, a code or a policy that is against it.
        struct Ground: Hashable, Sendable {
            /// Countries and regions where it holds; empty = everywhere.
            let places: Set<String>
            /// As a lawyer would cite it.
            let citation: String

            /// Whether it holds in one of some places; of places that nobody named it may be any.
            func holds(in served: [String]) -> Bool {
                guard !places.isEmpty, !served.isEmpty else { return true }
                return served.contains { places.contains($0) || places.contains(String($0.prefix(2))) }
            }
        }

        let id: String
        let severity: Diagnostic.Severity
        let title: String
        let reason: String
        let grounds: [Ground]
        /// The channels that it is about; nil = all.
        let channels: Set<Channel>?
        /// Messages that may say so.
        let exempt: Set<Purpose>
    }

    /// What is looked for in one language.
    struct Entry: Hashable, Sendable {
        let topic: String
        let patterns: [WordingPattern]
        /// What to write instead.
        let better: String
    }

    /// The topics by name.
    let topics: [String: Topic]
    /// What is looked for, by language.
    let lists: [String: [Entry]]

    /// No wordings at all.
    public static let none = WordingBook(topics: [:], lists: [:])
}

extension WordingBook {
    /// The topics as rules of lint.
    public var rules: [LintRule] {
        topics.values.sorted { $0.id < $1.id }.map { topic in
            let entry = lists["en"]?.first { $0.topic == topic.id }
            return LintRule(
                topic.rule,
                topic.severity,
                title: topic.title,
                why: topic.reason,
                source: topic.grounds.map(\.citation).joined(separator: "; "),
                bad: entry?.patterns.prefix(3).map(\.spelling).joined(separator: ", ") ?? "",
                good: entry?.better ?? ""
            )
        }
    }
}

extension WordingBook.Topic {
    /// The name of the rule that finds it.
    var rule: String { "wording.\(id)" }
}
