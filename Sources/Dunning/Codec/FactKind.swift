extension Fact {
    /// The names of the kinds of facts that Dunlin itself knows, as the outside writes them.
    public enum KindName: String, CaseIterable, Hashable, Sendable {
        case optOut = "opt-out"
        case optIn = "opt-in"
        case consent, wish, cease, refusal, dispute, attorney, bankruptcy, moratorium
        case paymentPlan = "payment-plan"
        case deceased, bereavement, notice
        case workplaceProhibited = "workplace-prohibited"
        case homeUnreachable = "home-unreachable"
        case writingOnly = "writing-only"
        case procedure
        case reassignedNumberCheck = "reassigned-number-check"
        case badPoint = "bad-point"
        case paid
        case partPaid = "part-paid"
        case promise, opened, clicked, hold, release, contact
    }

    /// The name of any kind of fact: one of Dunlin's own, or one that only some rule packs read.
    public enum AnyKindName: Hashable, Sendable {
        case builtIn(KindName)
        case other(String)

        /// A name of the form `[a-z][a-z-]*`; nil for any other text.
        public init?(_ text: String) {
            if let name = KindName(rawValue: text) {
                self = .builtIn(name)
                return
            }
            let isRight = text.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D }
            guard isRight, let first = text.utf8.first, first != 0x2D, text.utf8.count <= 64 else { return nil }
            self = .other(text)
        }

        /// As the outside writes it.
        public var rawValue: String {
            switch self {
            case .builtIn(let name): name.rawValue
            case .other(let name): name
            }
        }
    }
}

extension Fact.Kind {
    /// The name of the kind.
    public var name: Fact.AnyKindName {
        switch self {
        case .optOut: .builtIn(.optOut)
        case .optIn: .builtIn(.optIn)
        case .consent: .builtIn(.consent)
        case .wish: .builtIn(.wish)
        case .cease: .builtIn(.cease)
        case .refusal: .builtIn(.refusal)
        case .dispute: .builtIn(.dispute)
        case .attorney: .builtIn(.attorney)
        case .bankruptcy: .builtIn(.bankruptcy)
        case .moratorium: .builtIn(.moratorium)
        case .paymentPlan: .builtIn(.paymentPlan)
        case .deceased: .builtIn(.deceased)
        case .bereavement: .builtIn(.bereavement)
        case .notice: .builtIn(.notice)
        case .workplaceProhibited: .builtIn(.workplaceProhibited)
        case .homeUnreachable: .builtIn(.homeUnreachable)
        case .writingOnly: .builtIn(.writingOnly)
        case .procedure: .builtIn(.procedure)
        case .reassignedNumberCheck: .builtIn(.reassignedNumberCheck)
        case .badPoint: .builtIn(.badPoint)
        case .paid: .builtIn(.paid)
        case .partPaid: .builtIn(.partPaid)
        case .promise: .builtIn(.promise)
        case .opened: .builtIn(.opened)
        case .clicked: .builtIn(.clicked)
        case .hold: .builtIn(.hold)
        case .release: .builtIn(.release)
        case .contact: .builtIn(.contact)
        case .other(let kind, _): .other(kind)
        }
    }
}
