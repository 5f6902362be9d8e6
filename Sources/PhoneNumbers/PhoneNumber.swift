import CPhoneNumber

/// A phone number that could exist: its country has numbers of this length.
///
/// Whether its country has really given out such a range is `isValid`; the caller decides whether that is demanded.
public struct PhoneNumber: Sendable, Hashable {
    /// The number in the form of E.164, such as `+4930123456`: a plus and at most 15 digits.
    public let e164: String
    /// The digits after `ext.`, which are dialled once the call is answered.
    public let extensionDigits: String?
    /// The calling code, such as 49.
    public let countryCode: Int
    /// The region of ISO 3166-1, such as `DE`.
    ///
    /// Nil where the number is not valid, for then a calling code that several regions share does not tell which one,
    /// and where it belongs to no country, as `+800` does.
    public let region: String?
    /// What kind of line it is; unknown where the number is not valid.
    public let line: PhoneLine
    /// Whether its country has given out such a range.
    public let isValid: Bool

    /// Reads a number as people write it.
    ///
    /// `region` is the ISO 3166-1 code of where the number would be dialled as it stands; it counts only where the
    /// text does not begin with a plus.
    public static func parse(_ text: String, region: String? = nil) -> Result<PhoneNumber, PhoneNumberProblem> {
        do {
            return .success(try PhoneNumber(text, region: region))
        } catch {
            return .failure(error)
        }
    }

    /// Takes a number in the form of E.164 and no other form.
    public init(e164 text: String) throws(PhoneNumberProblem) {
        guard Self.hasE164Form(text) else { throw .notE164 }
        try self.init(digits: Array(text.utf8), extensionDigits: nil, region: nil)
        // A leading 0 after the country code, for one, is dropped by the library: the number meant is another text.
        guard e164 == text else { throw .notE164 }
    }

    /// Whether a text is a plus, a digit other than 0 and up to 14 more digits; asks no numbering plan.
    public static func hasE164Form(_ text: String) -> Bool {
        let bytes = text.utf8
        guard (3...16).contains(bytes.count), bytes.first == UInt8(ascii: "+") else { return false }
        let digits = bytes.dropFirst()
        return digits.first != UInt8(ascii: "0") && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= $0 }
    }

    private init(_ text: String, region: String?) throws(PhoneNumberProblem) {
        if let region, !Self.isRegion(region) { throw .unknownRegion }
        guard let written = PhoneText(text) else { throw .notANumber }
        guard written.hasPlus || region != nil else { throw .regionNeeded }
        let suffix = written.extensionDigits.isEmpty ? nil : String(decoding: written.extensionDigits, as: UTF8.self)
        try self.init(digits: written.digits, extensionDigits: suffix, region: region)
        // Two leading zeros, of which the library drops one: no such number exists, and its text would not come back.
        guard isValid || (try? PhoneNumber(e164: e164)) != nil else { throw .notValidForRegion }
    }

    private init(digits: [UInt8], extensionDigits: String?, region: String?) throws(PhoneNumberProblem) {
        var number = cphone_number()
        let status = digits.withUnsafeBytes { buffer in
            cphone_parse(buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count, region, &number)
        }
        guard status == CPHONE_OK else { throw PhoneNumberProblem(status) }
        let e164 = String(zeroTerminated: number.e164)
        // Some plans allow more digits than E.164 does, and no network would carry them.
        guard Self.hasE164Form(e164) else { throw .tooLong }
        let owner = String(zeroTerminated: number.region)
        self.e164 = e164
        self.extensionDigits = extensionDigits
        self.countryCode = Int(number.country_code)
        self.region = Self.hasRegionForm(owner) ? owner : nil
        self.line = PhoneLine(number.line)
        self.isValid = number.is_valid
    }

    /// The digits after the country code; the first ones are the area code where the country has such.
    public var nationalDigits: Substring {
        e164.dropFirst(1 + String(countryCode).count)
    }

    /// Whether it is one of the `555-01xx` that North America keeps for films and examples: valid, and nobody's.
    ///
    /// Those of 800 are real toll-free numbers.
    public var isReservedForExamples: Bool {
        countryCode == 1 && line != .tollFree && nationalDigits.dropFirst(3).hasPrefix("55501")
    }

    /// What a caller who demands a valid number has to say, nil where it is one.
    public var problem: PhoneNumberProblem? { isValid ? nil : .notValidForRegion }

    /// The number for people anywhere, such as `+49 30 123456`.
    public var international: String { written(CPHONE_INTERNATIONAL) }

    /// The number for people in its own country, such as `030 123456`.
    public var national: String { written(CPHONE_NATIONAL) }

    private func written(_ format: cphone_format) -> String {
        var text = e164
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
            let isWritten = text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    cphone_write($0.baseAddress, $0.count, format, buffer.baseAddress, buffer.count)
                }
            }
            guard isWritten, let start = buffer.baseAddress else { return e164 }
            return String(cString: start)
        }
    }
}
