import PhoneNumbers
import Testing

/// A number as somebody writes it, and what it is.
struct PhoneSample: Sendable {
    let text: String
    let dialledIn: String?
    let e164: String
    let region: String
    let line: PhoneLine

    init(_ text: String, _ dialledIn: String?, _ e164: String, _ region: String, _ line: PhoneLine) {
        self.text = text
        self.dialledIn = dialledIn
        self.e164 = e164
        self.region = region
        self.line = line
    }
}

struct PhoneNumberTests {
    static let samples = [
        PhoneSample("030 227-0", "DE", "+49302270", "DE", .landline),
        PhoneSample("+49 (0)1512 3456789", nil, "+4915123456789", "DE", .mobile),
        PhoneSample("0049 30 22732152", "DE", "+493022732152", "DE", .landline),
        PhoneSample("0800 3301000", "DE", "+498003301000", "DE", .tollFree),
        PhoneSample("(202) 456-1111", "US", "+12024561111", "US", .landlineOrMobile),
        PhoneSample("1-800-555-1234", "US", "+18005551234", "US", .tollFree),
        PhoneSample("+1 416 392 2489", nil, "+14163922489", "CA", .landlineOrMobile),
        PhoneSample("020 7219 3000", "GB", "+442072193000", "GB", .landline),
        PhoneSample("+44 7400 123456", nil, "+447400123456", "GB", .mobile),
        PhoneSample("01 40 63 60 00", "FR", "+33140636000", "FR", .landline),
        PhoneSample("06 12 34 56 78", "FR", "+33612345678", "FR", .mobile),
        PhoneSample("+41 44 668 18 00", nil, "+41446681800", "CH", .landline),
        PhoneSample("079 123 45 67", "CH", "+41791234567", "CH", .mobile),
        PhoneSample("03-3581-5111", "JP", "+81335815111", "JP", .landline),
        PhoneSample("090-1234-5678", "JP", "+819012345678", "JP", .mobile),
        PhoneSample("+39 06 6706 1", nil, "+390667061", "IT", .landline),
        PhoneSample("0412 345 678", "AU", "+61412345678", "AU", .mobile),
        PhoneSample("+31 70 318 2211", nil, "+31703182211", "NL", .landline),
        PhoneSample("098765 43210", "IN", "+919876543210", "IN", .mobile),
        PhoneSample("+55 11 91234-5678", nil, "+5511912345678", "BR", .mobile),
        PhoneSample("8 (912) 345-67-89", "RU", "+79123456789", "RU", .mobile),
        PhoneSample("+966 50 123 4567", nil, "+966501234567", "SA", .mobile),
    ]

    @Test(arguments: samples)
    func `real numbers of many countries are understood`(sample: PhoneSample) throws {
        let number = try PhoneNumber.parse(sample.text, region: sample.dialledIn).get()
        #expect(number.e164 == sample.e164)
        #expect(number.region == sample.region)
        #expect(number.line == sample.line)
        #expect(number.isValid)
        #expect(number.problem == nil)
        #expect(number.extensionDigits == nil)
        #expect(number.e164 == "+\(number.countryCode)\(number.nationalDigits)")
        #expect(try PhoneNumber(e164: sample.e164) == number)
        #expect(try PhoneNumber.parse(number.international).get() == number)
        #expect(try PhoneNumber.parse(number.national, region: sample.region).get() == number)
    }

    @Test(arguments: ["+12025550100", "+13055550123", "+14165550199"])
    func `a number kept for examples in North America is valid to the plan, and known for what it is`(
        text: String
    ) throws {
        let number = try PhoneNumber(e164: text)
        #expect(number.isValid)
        #expect(number.isReservedForExamples)
    }

    @Test(arguments: ["+12025550200", "+12025550099", "+12025551234", "+12024561111", "+18005550199", "+4955501234"])
    func `no other number is taken for an example`(text: String) throws {
        #expect(try !PhoneNumber(e164: text).isReservedForExamples)
    }

    @Test(arguments: ["+12021234567", "+12220000000"])
    func `a possible number in a range that nobody has is possible and not valid`(text: String) throws {
        let number = try PhoneNumber(e164: text)
        #expect(!number.isValid)
        #expect(number.problem == .notValidForRegion)
        #expect(number.line == .unknown)
        #expect(number.region == nil)
    }

    @Test(arguments: ["+4915112345678", "+493012345678", "+491701234567"])
    func `the numbers of our own examples are valid`(text: String) throws {
        #expect(try PhoneNumber(e164: text).isValid)
    }

    @Test(arguments: [
        ("", "DE" as String?, PhoneNumberProblem.notANumber), ("+", "DE", .notANumber),
        ("030 12345", nil, .regionNeeded),
        ("030 12345", "UK", .unknownRegion), ("030 12345", "de", .unknownRegion), ("030 12345", "", .unknownRegion),
        ("030 12345", "D\0", .unknownRegion), ("030 12345", "001", .unknownRegion),
        ("+999 123456", nil, .noSuchCountryCode), ("+0 123456", nil, .noSuchCountryCode),
        ("+49 1", "US", .tooShort), ("+1 202 456", nil, .tooShort), ("1", "US", .notANumber), ("12", "US", .tooShort),
        ("+1 202 456 11111", nil, .tooLong), ("+33 1 40 63 60 00 12", nil, .tooLong),
        ("+49 1512 3456789012345", nil, .tooLong), ("456-1111", "US", .areaCodeMissing),
        ("+4930123456789012", nil, .tooLong), ("+65 123456789", nil, .wrongLength),
        ("+46 00239932", nil, .notValidForRegion),
    ])
    func `each way to be wrong has its own name`(text: String, region: String?, problem: PhoneNumberProblem) {
        #expect(PhoneNumber.parse(text, region: region) == .failure(problem))
    }

    @Test(arguments: [
        "4930123456", "+49 30 123456", "+49-30-123456", "+04930123456", "+4", "+", "", " +4930123456", "+4930123456 ",
        "+4930123456\n", "+49030123456", "++4930123456", "+4930123456;ext=1", "+٤٩٣٠١٢٣٤٥٦", "+4930123456\u{200E}",
        "+12345678901234567", "tel:+4930123456",
    ])
    func `what is not exactly E164 is refused where E164 is asked for`(text: String) {
        #expect(throws: PhoneNumberProblem.notE164) { try PhoneNumber(e164: text) }
    }

    @Test func `a region that is given does not overrule a plus`() throws {
        #expect(try PhoneNumber.parse("+33 1 40 63 60 00", region: "US").get().region == "FR")
    }

    @Test func `an extension is kept apart`() throws {
        for text in [
            "+49 30 227 0 ext. 12", "+49302270x12", "tel:+49-30-2270;ext=12", "+49302270 EXT 12", "+49302270#12",
        ] {
            let number = try PhoneNumber.parse(text).get()
            #expect(number.e164 == "+49302270")
            #expect(number.extensionDigits == "12")
        }
    }

    @Test func `a number of no country has no region`() throws {
        let number = try PhoneNumber(e164: "+80012345678")
        #expect(number.isValid)
        #expect(number.region == nil)
        #expect(number.line == .tollFree)
    }

    @Test func `a calling code knows its regions, the main one first`() {
        #expect(PhoneNumber.regions(countryCode: 49) == ["DE"])
        #expect(PhoneNumber.regions(countryCode: 44).first == "GB")
        let america = PhoneNumber.regions(countryCode: 1)
        #expect(america.first == "US")
        #expect(america.count > 20 && america.contains("CA"))
        for code in [0, -1, 800, 999, .max, .min] { #expect(PhoneNumber.regions(countryCode: code).isEmpty) }
    }

    @Test func `every problem says what mends it`() {
        for problem in PhoneNumberProblem.allCases {
            #expect(!problem.description.isEmpty && !problem.mend.isEmpty)
        }
    }

    @Test func `many tasks at once get the same answers`() async throws {
        let answers = await withTaskGroup(of: [String].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    Self.samples.map { (try? PhoneNumber.parse($0.text, region: $0.dialledIn).get().e164) ?? "" }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers == Array(repeating: Self.samples.map(\.e164), count: 8))
    }
}
