import PhoneNumbers
import Testing

struct HostileTextTests {
    @Test(arguments: [
        "+49 30\u{0}123456", "\u{0}+4930123456", "+4930123456\u{0}", "call +4930123456", "+4930123456 or so",
        "+4930123456/+4930123457", "+49 30 +123456", "1-800-FLOWERS", "+49301234\u{202E}56", "+49\n30123456",
        "+49\r\nX-Header: 1", "<+4930123456>", "+49{{30}}123456", "'; drop table", "+49301234５６x", "+½½½½½½½½",
        "+Ⅻ30123456", "+①②③④⑤⑥⑦", "+4930123456;phone-context=+1", "tel:", "tel:+", "+()-", "x12", "+x12", "+49e10",
        "+4930123456 ext.", "+4930123456 ext 12345678", "+4930123456 ext 1a", "+4930123456 x1x2", "٠", "🇩🇪", "+-+-+",
    ])
    func `text with anything else in it is refused, not searched`(text: String) {
        #expect(PhoneNumber.parse(text, region: nil).failure != nil)
        #expect(PhoneNumber.parse(text, region: "US").failure != nil)
    }

    @Test(arguments: ["1", "+1", " ", "(", "+", "\u{200E}", "é", "x", "+49 30 1", "\u{0}"])
    func `text without end is refused`(piece: String) {
        let text = String(repeating: piece, count: 300_000)
        #expect(PhoneNumber.parse(text, region: "DE").failure != nil)
        #expect(!PhoneNumber.hasE164Form(text))
    }

    @Test(arguments: [
        "+٤٩ ٣٠ ٢٢٧٠", "+४९३०२२७०", "＋４９（３０）２２７０", "\u{202A}+49302270\u{202C}", "\u{FEFF}+49302270\u{200F}",
        "+49\u{A0}30\u{202F}2270", "+49\u{2011}30\u{2013}2270", "  +49302270\t\n",
    ])
    func `digits and spaces of any script mean the same number`(text: String) throws {
        #expect(try PhoneNumber.parse(text).get().e164 == "+49302270")
    }

    @Test func `numbers made at random are refused or survive their own text`() throws {
        var state: UInt64 = 1
        var read = 0
        for _ in 0..<3000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let text = "+" + String(state >> 20).prefix(6 + Int(state >> 60))
            guard let number = try? PhoneNumber.parse(text).get() else { continue }
            read += 1
            #expect(PhoneNumber.hasE164Form(number.e164))
            #expect(try PhoneNumber(e164: number.e164) == number)
            #expect(number.isValid || number.region == nil)
        }
        #expect(read > 100)
    }
}

extension Result {
    fileprivate var failure: Failure? {
        if case .failure(let failure) = self { failure } else { nil }
    }
}
