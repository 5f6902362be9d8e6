import Letters
import Testing

struct AddressWindowTests {
    let press = LetterPress()

    @Test func `a German address stands in the address zone of DIN 5008 form B`() throws {
        let file = try PDFFile(press.print(.german).bytes)
        let address = try file.words().filter { ["Frau", "Jana", "Musterstraße", "50667", "Köln"].contains($0.text) }
            .filter { $0.top < 95 && $0.left < 105 }
        try #require(address.count == 5)
        // Boxes of words hold the font's whole ascent and descent, so they reach out of the zone by less than 1 mm.
        #expect(address.allSatisfy { $0.left >= 24.5 && $0.right <= 105 && $0.top >= 61.7 && $0.bottom <= 90 })
        #expect(address.contains { abs($0.left - 25) < 0.5 })
    }

    @Test func `an American address stays readable wherever the letter slips in a number 10 envelope`() throws {
        let file = try PDFFile(press.print(.american).bytes)
        let address = try file.words().filter {
            ["John", "Q.", "Public", "1600", "Springfield,", "62701"].contains($0.text) && $0.top < 90
        }
        try #require(address.count == 6)
        let inch = 25.4
        let panel = 11.0 / 3
        for slip in [0, 4.125 - panel] {
            let top = (panel + slip - 1.625) * inch
            #expect(address.allSatisfy { $0.top >= top - 0.7 && $0.bottom <= top + 1.125 * inch })
        }
        for slip in [0.0, 1.0] {
            let left = (0.875 - slip) * inch
            #expect(address.allSatisfy { $0.left >= left + 3.1 && $0.right <= left + 4.5 * inch - 3.1 })
        }
    }

    @Test(arguments: Envelope.allCases)
    func `nothing but the return line and the address shows in the window`(envelope: Envelope) throws {
        let letter = LetterDocument.german.with { $0.envelope = envelope }
        let window = envelope.window
        let words = try PDFFile(press.print(letter).bytes).words().filter { word in
            word.left < window.right && word.right > window.left && word.top < window.bottom && word.bottom > window.top
        }
        let allowed = Set(
            "Frau Jana Beispiel Musterstraße 2 50667 Köln Acme Energy GmbH · Beispielweg 1 10115 Berlin".split(
                separator: " "
            ).map(String.init)
        )
        #expect(words.count >= 7)
        #expect(words.allSatisfy { allowed.contains($0.text) }, "\(words.map(\.text))")
    }

    @Test func `the return line stands over the address inside the window`() throws {
        let words = try PDFFile(press.print(.german).bytes).words()
        let line = try #require(words.first { $0.text == "Beispielweg" && $0.left < 105 })
        let address = try #require(words.first { $0.text == "Frau" })
        #expect(line.top >= 45 && line.bottom <= 62.7 && line.bottom < address.bottom)
    }

    @Test func `a long return line takes two lines inside the window`() throws {
        let letter = LetterDocument.german.with {
            $0.letterhead.name = "Gesellschaft für die Versorgung mit Energie und Wasser mbH & Co. KG"
        }
        let words = try PDFFile(press.print(letter).bytes).words().filter {
            $0.left < 110 && $0.top > 44 && $0.top < 62
        }
        for text in ["Gesellschaft", "Berlin"] {
            let word = try #require(words.first { $0.text == text }, "\(text)")
            #expect(word.right <= 105 && word.top >= 45 && word.bottom <= 62.7)
        }
    }

    @Test func `a long line is set smaller before it is refused`() throws {
        let words = (1...6).map { "Gesellschaft\($0)" }
        let letter = LetterDocument.german.with { $0.recipient[1] = words.prefix(3).joined(separator: " ") }
        let set = try PDFFile(press.print(letter).bytes).words().filter { words.contains($0.text) }
        #expect(set.count == 3 && set.allSatisfy { $0.right <= 105 })
    }

    @Test(arguments: Envelope.allCases)
    func `a name of a hundred characters takes two lines and stays in the window`(envelope: Envelope) throws {
        let name = "Anna-Katharina Freifrau von und zu Hohenstein-Wittgenstein-Berleburg geborene Gräfin Musterhausen-X"
        let letter = LetterDocument.german.with {
            $0.envelope = envelope
            $0.recipient = [name, "Musterstraße 2", "50667 Köln"]
        }
        let window = envelope.window
        let words = try PDFFile(press.print(letter).bytes).words().filter { $0.left < 110 && $0.top < 95 }
        for text in ["Freifrau", "Gräfin", "Musterhausen-X", "Köln"] {
            let word = try #require(words.first { $0.text == text }, "\(text)")
            #expect(word.right <= window.right && word.top >= window.top && word.bottom <= window.bottom + 0.5)
        }
    }

    @Test func `a line that is too wide is refused with its number and the excess`() {
        let letter = LetterDocument.german.with { $0.recipient[1] = String(repeating: "Maier", count: 20) }
        let error = #expect(throws: LetterError.self) { try press.print(letter) }
        guard case .addressTooWide(let line, let by)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(line == 2 && by.tenths > 100)
    }

    @Test(arguments: [(Envelope.din5008B, 6), (.us10, 5)])
    func `as many lines as the window shows are printed and one more is refused`(
        envelope: Envelope,
        limit: Int
    ) throws {
        let full = LetterDocument.german.with {
            $0.envelope = envelope
            $0.recipient = (1...limit).map { "Zeile\($0)" }
        }
        let words = try PDFFile(press.print(full).bytes).words().filter { $0.text.hasPrefix("Zeile") }
        let window = envelope.window
        #expect(words.count == limit)
        #expect(words.allSatisfy { $0.top >= window.top && $0.bottom <= window.bottom + 0.5 })
        #expect(throws: LetterError.addressTooTall(lines: limit + 1, limit: limit)) {
            try press.print(full.with { $0.recipient.append("zu viel") })
        }
    }

    @Test(arguments: [[], [""], [" ", "\n", "\u{202E}"]])
    func `an address without a letter is refused`(lines: [String]) {
        #expect(throws: LetterError.noAddress) { try press.print(.german.with { $0.recipient = lines }) }
    }
}
