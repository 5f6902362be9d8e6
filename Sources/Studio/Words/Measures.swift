extension Likeness.Text {
    /// `2 segments, GSM-7, 214 of 306 septets`, and which character makes it UCS-2.
    package var measure: String {
        let isShort = encoding == "GSM-7"
        let count = segments.count == 1 ? "1 segment" : "\(segments.count) segments"
        let room = "\(units) of \(units + unitsLeft) \(isShort ? "septets" : "UTF-16 units")"
        let why = culprit.map { ", because of `\($0.character)`, its \(ordinal($0.place)) character" } ?? ""
        return "\(count), \(encoding)\(why); \(room)"
    }
}

extension Likeness.Call {
    /// `24.3 s spoken`, or that nothing can speak it here.
    package var measure: String {
        guard let milliseconds else { return "not timed: no voice of espeak-ng is installed for it" }
        return duration + " spoken"
            + (milliseconds > 60_000 ? ", which is longer than a minute" : "")
    }

    /// `24.3 s`.
    package var duration: String {
        let tenths = ((milliseconds ?? 0) + 50) / 100
        return "\(tenths / 10).\(tenths % 10) s"
    }
}

extension Likeness.Letter {
    /// `2 pages on 2 sheets, 15 g, postage up to 20 g, envelope din5008-b`.
    package var measure: String {
        let paper = "\(pages) page\(pages == 1 ? "" : "s") on \(sheets) sheet\(sheets == 1 ? "" : "s")"
        return "\(paper), \(grams) g, postage \(postage), envelope \(envelope)"
    }
}

/// `1st`, `12th`, `23rd`.
private func ordinal(_ number: Int) -> String {
    let isTeen = (11...13).contains(number % 100)
    let endings = [1: "st", 2: "nd", 3: "rd"]
    return "\(number)" + (isTeen ? "th" : endings[number % 10] ?? "th")
}
