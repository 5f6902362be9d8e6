public import Dunning

/// What became of one line of facts.
public enum FactLine: Hashable, Sendable {
    case fact(ReadFact)
    case refused(UnreadableLine)
}

/// A fact with whom it is about.
public struct ReadFact: Hashable, Sendable {
    /// From 1.
    public var line: Int
    /// About whom.
    public var debtor: DebtorID
    /// About which debt; nil = about the debtor.
    public var debt: DebtID?
    /// What is known.
    public var fact: Fact

    /// A fact with whom it is about.
    public init(line: Int, debtor: DebtorID, debt: DebtID?, fact: Fact) {
        self.line = line
        self.debtor = debtor
        self.debt = debt
        self.fact = fact
    }
}

/// Reads lines of facts: `{"debtor": "P1", "debt": "D-1", "kind": "paid", "at": "2026-11-18T14:00:00Z"}`.
public struct FactReader: Sendable {
    private let file: String
    private let kinds: Set<String>
    private let limits: LineLimits

    /// A reader of one file; `-` names standard input.
    ///
    /// `kinds` are the kinds of facts that mean something, Dunlin's own and those that a rule reads: a fact of another
    /// kind would change nothing, and is refused.
    public init(file: String, kinds: Set<String>, limits: LineLimits = LineLimits()) {
        self.file = file
        self.kinds = kinds
        self.limits = limits
    }

    /// Reads one line; nil where it is empty.
    public func read(_ line: RawLine) -> FactLine? {
        guard !line.isBlank else { return nil }
        let place = Place(file: file, line: line.number)
        switch LineBody.json(of: line, at: place, limits: limits) {
        case .unreadable(let diagnostics): return .refused(refusal(of: line, diagnostics))
        case .json(let json): return read(json, of: line, at: place)
        }
    }

    private func read(_ json: JSON, of line: RawLine, at place: Place) -> FactLine {
        let reader = JSONFieldReader(json, at: place)
        let debtor = reader.required("debtor", .identifier(DebtorID.self))
        let debt = reader.optional("debt", .identifier(DebtID.self))
        let fact = Fact(reading: reader)
        if let kind = fact?.kind, kind.isAboutMoney, debt == nil, !reader.has("debt") {
            // Without it every debt that the debtor will ever have would count as paid.
            reader.complain("a payment is about a debt", mend: "name it as `debt`", at: "debt")
        }
        checkKinds(reader)
        for name in ["via", "reason", "name"] { checkText(name, of: reader) }
        let diagnostics = reader.finish()
        guard let debtor, let fact, diagnostics.isEmpty else { return .refused(refusal(of: line, diagnostics)) }
        return .fact(ReadFact(line: line.number, debtor: debtor, debt: debt, fact: fact))
    }

    /// What the fact is, and what it releases, must be kinds that mean something.
    private func checkKinds(_ reader: JSONFieldReader) {
        for member in ["kind", "releases"] {
            guard let kind = reader.members[member]?.string, case .other? = Fact.AnyKindName(kind),
                !kinds.contains(kind)
            else { continue }
            let nearest = NearestName.suggest(kind, among: kinds.sorted())
            reader.complain(
                "`\(kind)` is no kind of fact that any rule reads",
                mend: nearest.map { "did you mean `\($0)`?" }
                    ?? "a rule pack that needs it declares it in `engine_facts`",
                at: member
            )
        }
    }

    private func checkText(_ name: String, of reader: JSONFieldReader) {
        guard let json = reader.members[name] else { return }
        let spot = Spot(json: json, pointer: reader.pointer.appending(name))
        guard let remark = TextCheck.remark(on: spot, atMost: 500) else { return }
        reader.complain(remark.message, mend: remark.mend, at: name)
    }

    private func refusal(of line: RawLine, _ diagnostics: [Diagnostic]) -> UnreadableLine {
        UnreadableLine(
            line: line.number,
            action: nil,
            bytes: Array(line.bytes.prefix(limits.kept)),
            diagnostics: diagnostics
        )
    }
}

extension Fact.Kind {
    /// Whether it tells of money that was paid, or is to be.
    fileprivate var isAboutMoney: Bool {
        switch self {
        case .paid, .partPaid, .promise: true
        default: false
        }
    }
}
