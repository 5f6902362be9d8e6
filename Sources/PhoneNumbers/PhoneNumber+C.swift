import CPhoneNumber

extension PhoneNumberProblem {
    /// Turns the shim's answer into ours.
    init(_ status: cphone_status) {
        self =
            switch status {
            case CPHONE_NOT_A_NUMBER: .notANumber
            case CPHONE_NO_COUNTRY_CODE: .noSuchCountryCode
            case CPHONE_TOO_SHORT: .tooShort
            case CPHONE_TOO_LONG: .tooLong
            case CPHONE_WRONG_LENGTH: .wrongLength
            case CPHONE_LOCAL_ONLY: .areaCodeMissing
            default: .unreadable
            }
    }
}

extension String {
    /// Copies a fixed C array up to its closing zero.
    init<Characters>(zeroTerminated characters: Characters) {
        self = withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
