/// Why a text is no phone number that could be called; never cites the text, which is personal data.
public enum PhoneNumberProblem: Error, Sendable, Hashable, CaseIterable {
    /// Empty, or something other than digits and the usual separators is in it.
    case notANumber
    /// A number in the form of E.164 was asked for, and this is another form.
    case notE164
    /// No country code, and no region was given to tell which one is meant.
    case regionNeeded
    /// The region that was given is not one of ISO 3166-1, or has no phone numbers.
    case unknownRegion
    /// It begins with a country code that no country has.
    case noSuchCountryCode
    /// Fewer digits than any number of its country.
    case tooShort
    /// More digits than any number of its country, or than E.164 allows.
    case tooLong
    /// Shorter and longer numbers exist in its country, of this length none.
    case wrongLength
    /// It could be dialled within its town only: the area code is missing.
    case areaCodeMissing
    /// The length is right, but its country has given out no such range.
    case notValidForRegion
    /// The library gave up, for want of memory.
    case unreadable
}

extension PhoneNumberProblem: CustomStringConvertible {
    /// What is wrong, with a small first letter and no full stop.
    public var description: String {
        switch self {
        case .notANumber: "not a phone number"
        case .notE164: "not in the form of E.164"
        case .regionNeeded: "has no country code"
        case .unknownRegion: "the region is not known"
        case .noSuchCountryCode: "no country has this country code"
        case .tooShort: "too short for a number of its country"
        case .tooLong: "too long for a number of its country"
        case .wrongLength: "its country has no numbers of this length"
        case .areaCodeMissing: "has no area code"
        case .notValidForRegion: "its country has given out no such number"
        case .unreadable: "could not be read"
        }
    }

    /// What to do about it.
    public var mend: String {
        switch self {
        case .notANumber: "write digits with an optional `+` before them, such as `+4930123456`"
        case .notE164: "write `+`, the country code and the number without spaces or a leading 0"
        case .regionNeeded: "begin with `+` and the country code"
        case .unknownRegion: "name the region by its ISO 3166-1 code, such as `DE` or `GB`"
        case .noSuchCountryCode: "check the digits after the `+`"
        case .tooShort: "check for missing digits"
        case .tooLong: "check for digits too many"
        case .wrongLength: "check for digits missing or too many"
        case .areaCodeMissing: "put the area code before it"
        case .notValidForRegion: "check the number for a mistyped digit"
        case .unreadable: "try again"
        }
    }
}
