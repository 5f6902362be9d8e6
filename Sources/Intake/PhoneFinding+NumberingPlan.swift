import Dunning
import PhoneNumbers

extension PhoneFinding {
    /// Asks the numbering plan of the number's country.
    ///
    /// North America and some other places do not tell mobile phones from fixed lines: there the line stays unknown,
    /// and the rules take the stricter of the two.
    public init(numberingPlanOf number: String) {
        do throws(PhoneNumberProblem) {
            let known = try PhoneNumber(e164: number)
            self.init(known.isValid ? .assigned : .possible, line: Line(known.line))
        } catch {
            self.init(.impossible(error.description, mend: error.mend), line: .unknown)
        }
    }
}

extension Line {
    fileprivate init(_ line: PhoneLine) {
        self =
            switch line {
            case .mobile: .mobile
            case .landline: .landline
            case .tollFree: .tollFree
            case .landlineOrMobile, .premium, .sharedCost, .voip, .personal, .pager, .company, .voicemail, .unknown:
                .unknown
            }
    }
}
