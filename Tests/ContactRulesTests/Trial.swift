import ContactRules
import Dunning
import Testing

/// A rule book of one made-up pack, for trying one kind of rule at a time.
struct Trial {
    let gate: Gate
    let book: RuleBook

    /// The keys that every rule must have and no test is about.
    private static let formalities = """
        title = "Trial"
        citation = "none"
        source = "none"
        confidence = "high"
        basis = "policy"
        """

    /// Rules without their formalities; each begins with its kind.
    init(_ rules: String..., head: String = "") throws {
        let (book, diagnostics) = try Self.compiling(rules, head: head)
        for diagnostic in diagnostics where diagnostic.severity == .error { Issue.record("\(diagnostic)") }
        self.book = try #require(book)
        gate = Gate(self.book)
    }

    /// The words of its one rule, without those of the page's head.
    func page(of rule: String = "t.r0") throws -> String {
        let pack = try #require(book.packs.first)
        return try #require(PackPage(pack, rule: RuleID(trusted: rule))).lines.joined(separator: "\n")
    }

    /// What a pack of some rules compiles to; `head` are further keys of `[pack]`, and tables behind them.
    static func compiling(
        _ rules: [String],
        head: String = ""
    ) throws -> (book: RuleBook?, diagnostics: [Diagnostic]) {
        var text = "[pack]\nid = \"t\"\ntitle = \"Trial\"\n\(head)\n"
        for (index, rule) in rules.enumerated() {
            text += "[[rule]]\nid = \"t.r\(index)\"\n\(Self.formalities)\n\(rule)\n"
        }
        let file = SourceFile(path: "t.toml", bytes: Array(text.utf8))
        return RuleBook.compiling([file], places: Packs.places.table, zones: Packs.zones.table, digest: "trial")
    }

    /// All that is wrong with a pack of one rule.
    static func mistakes(of rule: String, head: String = "") throws -> String {
        try compiling(rule.isEmpty ? [] : [rule], head: head).diagnostics.map(\.description).joined(separator: "\n")
    }

    /// The decision; the verdict alone must never be another.
    func callAsFunction(_ question: ContactQuestion) -> Decision {
        let decision = gate.decide(question)
        #expect(gate.verdict(question) == decision.verdict, "\(question)")
        return decision
    }
}

extension ContactQuestion {
    /// A reminder by text to a consumer in Columbus, Ohio, from a creditor.
    static func sample(
        at: String,
        channel: Channel = .sms,
        mode: Mode? = nil,
        purpose: Purpose = .reminder,
        role: Role = .creditor,
        zones: [String] = [],
        history: [PastContact] = [],
        facts: [Fact] = []
    ) throws -> ContactQuestion {
        let point: ContactPoint? =
            switch channel {
            case .email: ContactPoint(channel: .email, value: "jane@example.com", use: .home)
            case .sms, .voice: ContactPoint(channel: channel, value: "+16145550110", use: .home, line: .mobile)
            case .letter: nil
            }
        return ContactQuestion(
            contact: Contact(
                at: try instant(at),
                channel: channel,
                mode: mode ?? (channel == .voice ? .live : channel == .letter ? .envelope : nil),
                to: point,
                purpose: purpose
            ),
            role: role,
            debtor: Recipient(
                id: DebtorID(trusted: "P1"),
                kind: .consumer,
                address: PostalAddress(city: "Columbus", region: "US-OH", postalCode: "43004", country: "US"),
                zones: zones
            ),
            debt: Claim(id: DebtID(trusted: "A"), kind: .consumer, due: CivilDate("2026-10-01")),
            history: history,
            facts: facts
        )
    }

    static func instant(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }
}

extension PastContact {
    /// An outgoing contact about debt A.
    static func out(
        _ at: String,
        _ channel: Channel = .sms,
        _ outcome: Outcome = .delivered,
        mode: Mode? = nil,
        purpose: Purpose = .reminder,
        debt: String = "A"
    ) throws -> PastContact {
        PastContact(
            at: try ContactQuestion.instant(at),
            channel: channel,
            mode: mode ?? (channel == .voice ? .live : nil),
            direction: .out,
            outcome: outcome,
            use: .home,
            to: channel == .email ? "jane@example.com" : "+16145550110",
            debts: [DebtID(trusted: debt)],
            purpose: purpose
        )
    }

    /// A message or call of the debtor.
    static func `in`(_ at: String, _ channel: Channel = .sms, _ outcome: Outcome? = nil) throws -> PastContact {
        PastContact(
            at: try ContactQuestion.instant(at),
            channel: channel,
            mode: channel == .voice ? .live : nil,
            direction: .in,
            outcome: outcome,
            use: .home,
            to: channel == .email ? "jane@example.com" : "+16145550110",
            debts: [DebtID(trusted: "A")],
            purpose: nil
        )
    }
}

extension Fact {
    static func on(_ at: String, _ kind: Kind) throws -> Fact { Fact(at: try ContactQuestion.instant(at), kind) }
}

extension Decision {
    /// `send`, `block`, or the instant until which the message is held.
    var short: String {
        switch verdict {
        case .send: "send"
        case .block: "block"
        case .defer(let until): until.description
        }
    }
}
