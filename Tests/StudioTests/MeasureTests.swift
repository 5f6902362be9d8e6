import Testing

@testable import Studio

struct MeasureTests {
    @Test func `a text tells which character made it dear, and where it stands`() {
        let culprit = Likeness.Culprit(character: "ê", place: 22)
        let text = Likeness.Text(
            sender: "Acme",
            segments: ["a", "b"],
            encoding: "UCS-2",
            units: 80,
            unitsLeft: 54,
            culprit: culprit
        )
        #expect(text.measure == "2 segments, UCS-2, because of `ê`, its 22nd character; 80 of 134 UTF-16 units")
    }

    @Test(
        arguments: [(nil, "not timed"), (24_260, "24.3 s spoken"), (60_001, "longer than a minute")] as [(Int?, String)]
    )
    func `a call tells how long it takes to say`(milliseconds: Int?, words: String) {
        let call = Likeness.Call(paragraphs: [], script: "", milliseconds: milliseconds, optOutKey: nil)
        #expect(call.measure.contains(words))
    }
}
