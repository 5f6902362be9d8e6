import Letters
import Testing

struct TableTests {
    let press = LetterPress()

    @Test func `a table of sixty invoices repeats its head and keeps its total with a row`() throws {
        let letter = LetterDocument.german.with {
            $0.body = "<p>Bitte zahlen Sie.</p>" + LetterDocument.table(rows: 60)
        }
        let pdf = try press.print(letter)
        let file = try PDFFile(pdf.bytes)
        #expect(pdf.pages == 3)
        var invoices: [String] = []
        for page in 1...pdf.pages {
            let words = try file.words(page: page)
            let rows = words.filter { $0.text.hasPrefix("INV-") }
            let heads = words.filter { $0.text == "Rechnung" }
            #expect(heads.count == (rows.isEmpty ? 0 : 1))
            #expect(rows.allSatisfy { $0.top > heads[0].top })
            #expect(words.contains { $0.text == "Seite" && $0.top > 270 })
            #expect(try file.text(page: page).contains("Seite \(page) von \(pdf.pages)"))
            invoices += rows.map(\.text)
            let total = words.filter { $0.text == "Gesamtsumme" }
            #expect(total.isEmpty || !rows.isEmpty)
        }
        #expect(invoices == (0..<60).map { "INV-\(1_000 + $0)" })
    }

    @Test(arguments: 1...70)
    func `a total is never alone on a page`(rows: Int) throws {
        let pdf = try press.print(.german.with { $0.body = LetterDocument.table(rows: rows) })
        let file = try PDFFile(pdf.bytes)
        for page in 1...pdf.pages {
            let text = try file.text(page: page)
            #expect(!text.contains("Gesamtsumme") || text.contains("INV-"))
            #expect(!text.contains("Rechnung") || text.contains("INV-"))
        }
    }

    @Test func `amounts end on one line at the right, dates and numbers begin at the left`() throws {
        let words = try PDFFile(press.print(.german).bytes).words()
        let signs = words.filter { $0.text.hasSuffix("€") && $0.left > 150 && $0.top > 110 && $0.top < 190 }
        #expect(signs.count == 3)
        #expect(signs.allSatisfy { abs($0.right - 190) < 0.6 })
        let invoices = words.filter { $0.text.hasPrefix("INV-") }
        #expect(invoices.count == 2 && invoices.allSatisfy { abs($0.left - 25) < 0.6 })
    }

    @Test(arguments: [
        ("1.234,50 €", true), ("€ 5", true), ("$1,234.50", true), ("CHF 120.00", true), ("12 000,00 EUR", true),
        ("￥12,000", true), ("12,000円", true), ("-3,00 €", true), ("INV 7", false), ("INV-7", false),
        ("01.10.2026", false), ("7", false), ("€", false), ("Strom 12 €/Monat", false),
    ])
    func `only money stands right by itself`(text: String, right: Bool) throws {
        let body = "<table><tr><td>Wort</td><td>\(text)</td></tr></table>"
        let letter = LetterDocument.german.with {
            $0.body = body
            $0.payment = nil
            $0.letterhead.legalNotice = []
        }
        let file = try PDFFile(press.print(letter).bytes)
        let words = try file.words().filter { $0.top > 105 && $0.bottom < 250 }
        #expect(words.count >= 2, "\(words.map(\.text))")
        #expect(words.contains { abs($0.right - 190) < 0.6 } == right)
    }

    @Test func `a table that cannot be narrow enough is refused by how much`() {
        let cells = (1...8).map { "<td>\(String(repeating: "W", count: 24))\($0)</td>" }.joined()
        let error = #expect(throws: LetterError.self) {
            try press.print(.german.with { $0.body = "<p>a</p>\n<table><tr>\(cells)</tr></table>" })
        }
        guard case .tableTooWide(let line, let by)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(line == 2 && by.tenths > 1_000)
    }

    @Test func `a row taller than a page is refused by how much`() {
        let words = Array(repeating: "Wort<br>", count: 90).joined()
        let error = #expect(throws: LetterError.self) {
            try press.print(.german.with { $0.body = "<table><tr><td>\(words)</td></tr></table>" })
        }
        guard case .blockTooTall(let by)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(by.tenths > 100)
    }
}
