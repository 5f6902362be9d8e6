import Dunning

/// A value with a fixed place among its kind, from 0; written out, because it is asked for in every decision.
protocol Ordinal {
    var ordinal: Int { get }
}

extension Role: Ordinal {
    var ordinal: Int {
        switch self {
        case .creditor: 0
        case .collector: 1
        case .bank: 2
        case .lender: 3
        }
    }
}

extension DebtorKind: Ordinal {
    var ordinal: Int {
        switch self {
        case .consumer: 0
        case .business: 1
        }
    }
}

extension DebtKind: Ordinal {
    var ordinal: Int {
        switch self {
        case .consumer: 0
        case .business: 1
        case .student: 2
        case .medical: 3
        case .mortgage: 4
        case .utility: 5
        }
    }
}

extension Channel: Ordinal {
    var ordinal: Int {
        switch self {
        case .email: 0
        case .sms: 1
        case .voice: 2
        case .letter: 3
        }
    }
}

extension Mode: Ordinal {
    var ordinal: Int {
        switch self {
        case .live: 0
        case .prerecorded: 1
        case .voicemail: 2
        case .envelope: 3
        case .postcard: 4
        }
    }
}

extension Purpose: Ordinal {
    var ordinal: Int {
        switch self {
        case .reminder: 0
        case .demand: 1
        case .penaltyDemand: 2
        case .validationNotice: 3
        case .statutoryNotice: 4
        case .endOfCollection: 5
        case .paymentConfirmation: 6
        case .optOutConfirmation: 7
        case .consentRequest: 8
        case .limitedContent: 9
        case .marketing: 10
        }
    }
}

extension Use: Ordinal {
    var ordinal: Int {
        switch self {
        case .home: 0
        case .work: 1
        case .unknown: 2
        }
    }
}

extension Line: Ordinal {
    var ordinal: Int {
        switch self {
        case .mobile: 0
        case .landline: 1
        case .tollFree: 2
        case .unknown: 3
        }
    }
}

extension Relation: Ordinal {
    var ordinal: Int {
        switch self {
        case .debtor: 0
        case .spouse: 1
        case .parent: 2
        case .guardian: 3
        case .executor: 4
        case .attorney: 5
        case .thirdParty: 6
        }
    }
}

extension Outcome: Ordinal {
    var ordinal: Int {
        switch self {
        case .sent: 0
        case .delivered: 1
        case .read: 2
        case .noAnswer: 3
        case .voicemail: 4
        case .conversation: 5
        case .reached: 6
        case .busy: 7
        case .unreachable: 8
        case .wrongNumber: 9
        }
    }
}

extension Direction: Ordinal {
    var ordinal: Int {
        switch self {
        case .out: 0
        case .in: 1
        }
    }
}
