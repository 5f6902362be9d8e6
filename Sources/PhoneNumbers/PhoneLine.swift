import CPhoneNumber

/// What kind of line a number is, as far as its country's numbering plan tells.
public enum PhoneLine: String, Sendable, Hashable, CaseIterable {
    /// A fixed line.
    case landline
    /// A mobile phone.
    case mobile
    /// One of the two; the plan of the country (the United States, for one) does not tell which.
    case landlineOrMobile = "landline-or-mobile"
    /// Free of charge for the caller.
    case tollFree = "toll-free"
    /// Dearer than a usual call.
    case premium
    /// The charge is shared between caller and called.
    case sharedCost = "shared-cost"
    /// Telephony over the Internet.
    case voip
    /// A number that follows its owner.
    case personal
    /// A pager.
    case pager
    /// A company-wide number that leads to one of several lines.
    case company
    /// An answering service.
    case voicemail
    /// The number fits no range of its country.
    case unknown

    /// Whether a text message can arrive there, as far as the numbering plan tells.
    public var mayTakeText: Bool {
        switch self {
        case .mobile, .landlineOrMobile, .personal, .pager, .voip: true
        case .landline, .tollFree, .premium, .sharedCost, .company, .voicemail, .unknown: false
        }
    }

    init(_ line: cphone_line) {
        self =
            switch line {
            case CPHONE_LINE_LANDLINE: .landline
            case CPHONE_LINE_MOBILE: .mobile
            case CPHONE_LINE_LANDLINE_OR_MOBILE: .landlineOrMobile
            case CPHONE_LINE_TOLL_FREE: .tollFree
            case CPHONE_LINE_PREMIUM: .premium
            case CPHONE_LINE_SHARED_COST: .sharedCost
            case CPHONE_LINE_VOIP: .voip
            case CPHONE_LINE_PERSONAL: .personal
            case CPHONE_LINE_PAGER: .pager
            case CPHONE_LINE_COMPANY: .company
            case CPHONE_LINE_VOICEMAIL: .voicemail
            default: .unknown
            }
    }
}
