import Testing

@testable import Templates

struct SMSTextTests {
    @Test(arguments: [
        (String(repeating: "a", count: 160), 1, 160, 0),
        (String(repeating: "a", count: 161), 2, 161, 145),
        (String(repeating: "a", count: 306), 2, 306, 0),
        (String(repeating: "a", count: 307), 3, 307, 152),
        (String(repeating: "€", count: 80), 1, 160, 0),
        ("", 1, 0, 160),
    ])
    func `GSM-7 holds 160 septets alone and 153 in a chain`(text: String, segments: Int, units: Int, left: Int) {
        let measure = SMSText(text)
        #expect(measure.encoding == .gsm7 && measure.culprit == nil)
        #expect(measure.segments.count == segments && measure.units == units && measure.unitsLeft == left)
        #expect(measure.segments.joined() == text)
    }

    @Test(arguments: [
        (String(repeating: "あ", count: 70), 1, 70), (String(repeating: "あ", count: 71), 2, 71),
        (String(repeating: "あ", count: 134), 2, 134), (String(repeating: "😀", count: 35), 1, 70),
    ])
    func `UCS-2 holds 70 units alone and 67 in a chain`(text: String, segments: Int, units: Int) {
        let measure = SMSText(text)
        #expect(measure.encoding == .ucs2)
        #expect(measure.segments.count == segments && measure.units == units)
    }

    @Test func `an escape pair is never split`() {
        let measure = SMSText(String(repeating: "a", count: 152) + "€" + String(repeating: "b", count: 20))
        #expect(measure.segments == [String(repeating: "a", count: 152), "€" + String(repeating: "b", count: 20)])
    }

    @Test func `a surrogate pair is never split`() {
        let measure = SMSText(String(repeating: "あ", count: 66) + "😀" + String(repeating: "い", count: 9))
        #expect(measure.segments == [String(repeating: "あ", count: 66), "😀" + String(repeating: "い", count: 9)])
    }

    @Test func `the character that forces UCS-2 is named with its place`() {
        #expect(SMSText("Grüße, ça va").culprit == SMSText.Culprit(character: "ç", offset: 7))
        #expect(SMSText("e\u{301}").culprit?.offset == 0)
    }

    @Test(arguments: [
        ("1.234,50\u{A0}€ – „ja“ O’Neil…", "1.234,50 € - \"ja\" O'Neil..."),
        ("お支払い\u{A0}– ok", "お支払い\u{A0}– ok"),
        ("Grüße {x}", "Grüße {x}"),
    ])
    func `typographic signs become plain only where that saves the encoding`(text: String, plain: String) {
        #expect(SMSText.plain(text) == plain)
    }
}
