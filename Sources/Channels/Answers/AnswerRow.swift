public import Dunning

/// One line of what a provider's answers mean: the code decides by it, and docs/channels.md shows it.
public struct AnswerRow: Hashable, Sendable {
    /// What an answer means for a hand-over.
    public enum Meaning: String, CaseIterable, Hashable, Sendable {
        case accepted, temporary, throttled, permanent, unknown
    }

    /// The answer, as people read it.
    public var answer: String
    /// What it means for the hand-over.
    public var means: Meaning
    /// Whom or what it is about.
    public var about: String
    /// What it tells about the contact point; nil = nothing.
    public var says: PointNews?

    /// One line of what answers mean.
    public init(_ answer: String, _ means: Meaning, _ about: String, says: PointNews? = nil) {
        self.answer = answer
        self.means = means
        self.about = about
        self.says = says
    }
}

/// What the answers of each kind of provider mean; of the rows of a table the first that fits counts.
public enum AnswerTables {
    /// The tables by the kind of provider, as `provider = "…"` names it.
    public static var all: [(provider: String, rows: [AnswerRow])] {
        [
            ("smtp", SMTPAnswer.rows), ("kannel", KannelAnswer.rows), ("twilio", TwilioAnswer.rows),
            ("http", GatewayAnswers.rows),
        ]
    }

    /// A table as Markdown.
    public static func markdown(of rows: [AnswerRow]) -> String {
        let lines = rows.map { row in
            let news = row.says.map { $0 == .isBad ? "nothing can ever arrive there" : "opted out" } ?? ""
            return "| \(row.answer) | \(row.means.rawValue) | \(row.about) | \(news) |\n"
        }
        return "| answer | means | because | contact point |\n|---|---|---|---|\n" + lines.joined()
    }
}

extension AnswerRow.Meaning {
    /// The meaning of a refusal of this class.
    init(_ class: Refusal.Class) {
        switch `class` {
        case .temporary: self = .temporary
        case .throttled: self = .throttled
        case .permanent: self = .permanent
        }
    }
}
