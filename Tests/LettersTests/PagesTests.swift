import Letters
import Testing

struct PagesTests {
    static func paragraphs(_ count: Int, lines: Int) -> String {
        (0..<count).map { paragraph in
            "<p>" + (0..<lines).map { "Absatz\(paragraph)Zeile\($0)" }.joined(separator: "<br>") + "</p>"
        }.joined()
    }

    @Test func `a letter over its limit says how many pages it would have`() throws {
        let letter = LetterDocument.german.with { $0.body = Self.paragraphs(40, lines: 5) }
        let pages = try LetterPress(pageLimit: 50).print(letter).pages
        #expect(pages > 3)
        #expect(throws: LetterError.tooLong(pages: pages, limit: 2)) { try LetterPress(pageLimit: 2).print(letter) }
        #expect(try LetterPress(pageLimit: pages).print(letter).pages == pages)
    }

    @Test(arguments: 2...9)
    func `no paragraph leaves one line behind or sends one ahead`(lines: Int) throws {
        let letter = LetterDocument.german.with { $0.body = Self.paragraphs(60 / lines + 10, lines: lines) }
        let pdf = try LetterPress(pageLimit: 9).print(letter)
        let file = try PDFFile(pdf.bytes)
        for page in 1...pdf.pages {
            let words = try file.words(page: page).map(\.text).filter { $0.hasPrefix("Absatz") }
            let counts = Dictionary(grouping: words) { $0.split(separator: "Z")[0] }.mapValues(\.count)
            #expect(counts.values.allSatisfy { $0 >= 2 })
        }
    }

    @Test(arguments: 20...40)
    func `a heading never ends a page and the payment box is whole`(lines: Int) throws {
        let letter = LetterDocument.german.with {
            $0.body = Self.paragraphs(1, lines: lines) + "<h2>Ueberschrift</h2>" + Self.paragraphs(1, lines: 3)
        }
        let pdf = try LetterPress().print(letter)
        let file = try PDFFile(pdf.bytes)
        for page in 1...pdf.pages {
            let text = try file.text(page: page)
            #expect(!text.contains("Ueberschrift") || text.contains("Absatz0Zeile1"))
            #expect(text.contains("So zahlen Sie") == text.contains("RF18"))
        }
    }

    @Test func `text keeps off the foot of the page`() throws {
        let letter = LetterDocument.german.with { $0.body = Self.paragraphs(20, lines: 5) }
        let pdf = try LetterPress().print(letter)
        let file = try PDFFile(pdf.bytes)
        for page in 1...pdf.pages {
            let words = try file.words(page: page)
            let label = try #require(words.first { $0.text == "Seite" })
            #expect(words.filter { $0.text.hasPrefix("Absatz") }.allSatisfy { $0.bottom < label.top })
            #expect(words.allSatisfy { $0.left >= 20 && $0.right <= 191 })
        }
    }

    @Test(arguments: ["Seite", "Seite {page}", "von {pages}", ""])
    func `a page label without both places is refused`(label: String) {
        #expect(throws: LetterError.pageLabel) { try LetterPress().print(.german.with { $0.pageLabel = label }) }
    }

    @Test func `a letterhead too big for its place is refused`() {
        let tall = LetterDocument.german.with { $0.letterhead.address = Array(repeating: "Zeile", count: 12) }
        let wide = LetterDocument.german.with {
            $0.letterhead.returnAddress = String(repeating: "Absender ", count: 40)
        }
        for letter in [tall, wide] {
            let error = #expect(throws: LetterError.self) { try LetterPress().print(letter) }
            guard case .letterheadTooBig(let by)? = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(by.tenths > 0)
        }
    }

    @Test func `many references push the body down, too many are refused`() throws {
        let some = LetterDocument.german.with {
            $0.reference = (0..<12).map { LabelledValue("Zeichen", "Wert\($0)") }
        }
        let words = try PDFFile(LetterPress().print(some).bytes).words()
        let last = try #require(words.first { $0.text == "Wert11" })
        let subject = try #require(words.first { $0.text == "Zahlungserinnerung" })
        #expect(subject.top > last.bottom)
        let many = some.with { $0.reference += $0.reference + $0.reference }
        #expect(throws: LetterError.self) { try LetterPress().print(many) }
    }
}
