import Letters
import Testing

struct TextTests {
    let press = LetterPress()

    static let scripts: [(String, String, [String])] = [
        ("de-DE", "Größe Übermut äußerst ẞ", ["Größe", "Übermut", "äußerst", "ẞ"]),
        ("fr-CH", "Où sont les œuvres naïves ?", ["Où", "œuvres", "naïves"]),
        ("ja-JP", "お支払いの確認がトレテおりません", ["お支払いの確認がトレテおりません"]),
        ("de-DE", "Firma 田中太郎 トヨタ", ["田中太郎", "トヨタ"]),
        ("ar-EG", "نود تذكيركم بدفع المبلغ", ["نود", "تذكيركم", "بدفع", "المبلغ"]),
        ("de-DE", "Пётр Łukasz Ωμέγα", ["Пётр", "Łukasz", "Ωμέγα"]),
    ]

    @Test(arguments: scripts)
    func `text comes out of the PDF as it went in`(locale: String, text: String, words: [String]) throws {
        let letter = LetterDocument.german.with {
            $0.locale = locale
            $0.body = "<p>\(text)</p>"
        }
        let found = try PDFFile(press.print(letter).bytes).text()
        for word in words { #expect(found.contains(word), "\(word)") }
    }

    @Test func `an Arabic page begins on the right, a German paragraph on it on the left`() throws {
        let letter = LetterDocument.german.with {
            $0.locale = "ar-EG"
            $0.body = "<p>مرحبا</p><p>Deutscher Absatz</p>"
        }
        let words = try PDFFile(press.print(letter).bytes).words()
        // Each Arabic letter comes out in a box of its own.
        let arabic = try #require(words.filter(\.isArabic).max { $0.right < $1.right })
        let german = try #require(words.first { $0.text == "Deutscher" })
        #expect(abs(arabic.right - 190) < 1)
        #expect(abs(german.left - 25) < 1)
    }

    @Test func `an Arabic paragraph in a German letter stands right, an Arabic name in a German one does not`() throws {
        let letter = LetterDocument.german.with { $0.body = "<p>مرحبا</p><p>محمد hat die Rechnung erhalten.</p>" }
        let words = try PDFFile(press.print(letter).bytes).words()
        // Each Arabic letter comes out in a box of its own.
        let arabic = try #require(words.filter(\.isArabic).max { $0.right < $1.right })
        let last = try #require(words.first { $0.text == "erhalten." })
        #expect(abs(arabic.right - 190) < 1)
        #expect(last.right < 120)
    }

    @Test(arguments: ["\u{202E}", "\u{2066}", "\u{0}", "\u{1B}", "\u{85}", "\u{FEFF}", "\u{E0041}", "\u{FFFF}"])
    func `characters that control or reorder are taken out of values`(character: String) throws {
        let letter = LetterDocument.german.with {
            $0.recipient[1] = "Jana\(character) Beispiel"
            $0.subject = "Betreff\(character) Wort"
            $0.reference[0].value = "ACC\(character) 1"
            $0.body = "<p>Text\(character) Wort</p>"
        }
        let clean = LetterDocument.german.with {
            $0.recipient[1] = "Jana Beispiel"
            $0.subject = "Betreff Wort"
            $0.reference[0].value = "ACC 1"
            $0.body = "<p>Text Wort</p>"
        }
        let text = try PDFFile(press.print(letter).bytes).text().split(whereSeparator: \.isWhitespace)
        let expected = try PDFFile(press.print(clean).bytes).text().split(whereSeparator: \.isWhitespace)
        #expect(text == expected)
    }

    @Test func `a line break in a value makes no new line`() throws {
        let letter = LetterDocument.german.with { $0.recipient[1] = "Jana\r\nBeispiel" }
        let words = try PDFFile(press.print(letter).bytes).words()
        let first = try #require(words.first { $0.text == "Jana" })
        let second = try #require(words.first { $0.text == "Beispiel" && $0.top < 90 })
        #expect(abs(first.top - second.top) < 0.1)
    }

    @Test(arguments: ["한국어 中文", "東京", "Deutsch"])
    func `all scripts of a line stand on one baseline`(first: String) throws {
        let letter = LetterDocument.german.with { $0.body = "<p>\(first) Wort ไทย Ende</p>" }
        let file = try PDFFile(press.print(letter).bytes)
        let plain = try Tool.qpdf.run(["--qdf", "--object-streams=disable", file.path, "-"]).output
        let moves = String(decoding: plain, as: UTF8.self).split(separator: "\n").filter { $0.hasSuffix(" Td") }
        let rises = moves.compactMap { Double($0.split(separator: " ")[1]) }.map(abs)
        // In units of the size of type: less than one is a shift within the line, more is another line.
        #expect(rises.allSatisfy { $0 < 0.001 || $0 > 0.9 }, "\(rises)")
        #expect(try file.text().contains("Wort"))
    }

    @Test(arguments: [
        ("billing@acme.example", ["billing@acme.example"]),
        ("recouvrement@alpenfon.example", ["recouvrement@", "alpenfon.example"]),
        ("forderungen@stadtwerke.example", ["forderungen@", "stadtwerke.example"]),
        (
            "forderungsmanagement.service@stadtwerke-beispielstadt.example",
            ["forderungsmanagement.", "service@", "stadtwerke-beispielstadt.", "example"]
        ),
    ])
    func `an email address is not broken within a word`(address: String, lines: [String]) throws {
        let letter = LetterDocument.german.with {
            $0.reference = [LabelledValue("Notre référence", "1"), LabelledValue("E-Mail", address)]
            $0.letterhead.email = nil
        }
        let words = try PDFFile(press.print(letter).bytes).words().filter {
            $0.left > 120 && (60...95).contains($0.top)
        }
        let found = words.map(\.text)
        for line in lines { #expect(found.contains(line), "\(found)") }
    }

    @Test func `markup in a value is text`() throws {
        let letter = LetterDocument.german.with {
            $0.recipient[1] = "<b>Jana</b> & <script>"
            $0.subject = "<span size='99'>&amp;"
        }
        let text = try PDFFile(press.print(letter).bytes).text()
        #expect(text.contains("<b>Jana</b> & <script>"))
        #expect(text.contains("<span size='99'>&amp;"))
    }

    @Test func `a character that no font has is an error that names it`() {
        let letter = LetterDocument.german.with { $0.recipient[1] = "Jana \u{10FFFD}" }
        #expect(throws: LetterError.noGlyph(codePoint: 0x10FFFD)) { try press.print(letter) }
    }
}

extension Word {
    fileprivate var isArabic: Bool { text.unicodeScalars.contains { (0x0600...0x06FF).contains($0.value) } }
}
