import Dunning

/// Kinds of facts, one bit each, so that a rule need not look at facts of which none is on record.
struct FactKinds: OptionSet, Hashable, Sendable {
    let rawValue: UInt32

    static let optOut = FactKinds(.builtIn(.optOut))
    static let optIn = FactKinds(.builtIn(.optIn))
    static let consent = FactKinds(.builtIn(.consent))
    static let wish = FactKinds(.builtIn(.wish))
    static let dispute = FactKinds(.builtIn(.dispute))
    /// All kinds that only some packs read; they share a bit, for their names do the rest.
    static let other = FactKinds(rawValue: 1 << 31)

    init(rawValue: UInt32) { self.rawValue = rawValue }

    init(_ name: Fact.AnyKindName) {
        switch name {
        case .builtIn(let name): self.init(rawValue: 1 << UInt32(name.ordinal))
        case .other: self = .other
        }
    }
}

extension Fact.KindName: Ordinal {
    var ordinal: Int {
        switch self {
        case .optOut: 0
        case .optIn: 1
        case .consent: 2
        case .wish: 3
        case .cease: 4
        case .refusal: 5
        case .dispute: 6
        case .attorney: 7
        case .bankruptcy: 8
        case .moratorium: 9
        case .paymentPlan: 10
        case .deceased: 11
        case .bereavement: 12
        case .notice: 13
        case .workplaceProhibited: 14
        case .homeUnreachable: 15
        case .writingOnly: 16
        case .procedure: 17
        case .reassignedNumberCheck: 18
        case .paid: 19
        case .hold: 20
        case .release: 21
        case .contact: 22
        case .badPoint: 23
        case .partPaid: 24
        case .promise: 25
        case .opened: 26
        case .clicked: 27
        }
    }
}
