import Foundation
import Letters
import Testing

/// The places are those of the style guide, in millimetres from the upper left corner of A4.
struct QRBillPageTests {
    let press = LetterPress()
    static let top = 192.0

    /// What a scanner reads on the page; the cross is painted over, since zbar, unlike the scanners of banks, stumbles
    /// over it.
    func scanned(_ file: PDFFile, dotsPerInch: Int) throws -> String {
        let page = try file.picture(dotsPerInch: dotsPerInch)
        let image = file.path + ".ppm"
        defer { try? FileManager.default.removeItem(atPath: image) }
        try page.pixmap(whiteningAt: 90, Self.top + 40, side: 7).write(to: URL(fileURLWithPath: image))
        let (read, status) = try Tool.zbarimg.run(["--quiet", "--raw", "--oneshot", "-Sbinary", image])
        #expect(status == 0)
        return String(decoding: read, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    @Test func `a scanner reads the printed code byte for byte`() throws {
        let pdf = try press.print(.swiss)
        let payload = try #require(pdf.paymentCode)
        #expect(try scanned(PDFFile(pdf.bytes), dotsPerInch: 200) == payload)
    }

    @Test func `the longest bill is read too, and keeps within its margins`() throws {
        let long = { (letter: String, count: Int) in String(repeating: letter, count: count) }
        let bill = QRBill.swiss.with {
            $0.creditor.name = long("ö", 70)
            $0.creditor.street = long("ö", 70)
            $0.debtor?.name = long("ö ", 34) + "ö"
            $0.debtor?.street = long("ä", 70)
            $0.message = long("Rechnung ", 15)
        }
        let pdf = try press.print(.swiss.with { $0.payment = .bill(bill) })
        let file = try PDFFile(pdf.bytes)
        let payload = try #require(pdf.paymentCode)
        #expect(try scanned(file, dotsPerInch: 300) == payload)
        let words = try file.words().filter { $0.top > Self.top }
        #expect(words.allSatisfy { $0.bottom <= 292.5 && $0.left >= 4.9 && $0.right <= 205.1 })
        #expect(words.allSatisfy { $0.right <= 57.1 || $0.left >= 66.9 })
    }

    static let sections: [(String, Area)] = [
        ("Récépissé", Area(left: 5, top: 5, width: 52, height: 7)),
        ("Section", Area(left: 67, top: 5, width: 51, height: 7)),
        ("CH44", Area(left: 5, top: 12, width: 52, height: 56)),
        ("CH44", Area(left: 118, top: 5, width: 87, height: 85)),
        ("CHF", Area(left: 5, top: 68, width: 52, height: 14)),
        ("CHF", Area(left: 67, top: 68, width: 51, height: 22)),
        ("dépôt", Area(left: 5, top: 82, width: 52, height: 18)),
        ("Facture", Area(left: 118, top: 5, width: 87, height: 85)),
        ("Genève", Area(left: 5, top: 12, width: 52, height: 56)),
        ("Genève", Area(left: 118, top: 5, width: 87, height: 85)),
    ]

    @Test func `every word stands in its section`() throws {
        let words = try PDFFile(press.print(.swiss).bytes).words().filter { $0.top > Self.top }
        for (text, section) in Self.sections {
            #expect(
                words.contains { word in
                    word.text == text && word.left >= section.left - 0.2 && word.right <= section.right + 0.2
                        && word.top >= Self.top + section.top - 0.6 && word.bottom <= Self.top + section.bottom + 0.2
                },
                "\(text) in \(section)"
            )
        }
        let all = words.allSatisfy { word in
            Self.sections.contains { _, section in
                word.left >= section.left - 0.2 && word.right <= section.right + 0.2
                    && word.top >= Self.top + section.top - 0.6 && word.bottom <= Self.top + section.bottom + 0.2
            }
        }
        #expect(all)
    }

    @Test func `the first words begin at the upper left corner of their sections`() throws {
        let words = try PDFFile(press.print(.swiss).bytes).words().filter { $0.top > Self.top }
        let corners = [
            ("Récépissé", 5.0, 5.0), ("Section", 67, 5), ("Compte", 5, 12), ("Compte", 118, 5), ("Monnaie", 5, 68),
            ("Monnaie", 67, 68), ("Montant", 17, 68), ("Montant", 82, 68),
        ]
        for (text, left, top) in corners {
            #expect(
                words.contains {
                    $0.text == text && abs($0.left - left) < 0.3 && abs($0.top - Self.top - top) < 1
                },
                "\(text) at \(left), \(top)"
            )
        }
        let point = try #require(words.first { $0.text == "dépôt" })
        #expect(abs(point.right - 57) < 0.3 && abs(point.top - Self.top - 82) < 1)
    }

    @Test func `the symbol is 46 mm wide in 5 mm of plain paper, the cross 7 mm in its middle`() throws {
        let page = try PDFFile(press.print(.swiss).bytes).picture(dotsPerInch: 254)
        let (left, top, side) = (67.0, Self.top + 17, 46.0)
        // The corners of the finder patterns are dark up to their edges.
        for (x, y) in [(left, top), (left + side - 0.2, top), (left, top + side - 0.2)] {
            #expect(page.isDark(at: x + 0.1, y + 0.1), "\(x), \(y)")
        }
        for step in stride(from: 0.0, through: side, by: 0.5) {
            for gap in [0.2, 2.5, 4.8] {
                #expect(!page.isDark(at: left + step, top - gap) && !page.isDark(at: left + step, top + side + gap))
                #expect(!page.isDark(at: left + side + gap, top + step))
            }
            for gap in [0.2, 2.5, 4.5] { #expect(!page.isDark(at: left - gap, top + step)) }
        }
        let (x, y) = (left + side / 2, top + side / 2)
        for step in stride(from: -3.4, through: 3.4, by: 0.2) {
            // The white edge, the black square in it, the arms.
            #expect(!page.isDark(at: x + step, y - 3.3) && !page.isDark(at: x - 3.3, y + step))
            #expect(!page.isDark(at: x + step, y + 3.2) && !page.isDark(at: x + 3.2, y + step))
            if abs(step) < 2.9 { #expect(page.isDark(at: x + step, y - 2.5) && page.isDark(at: x + 2.5, y + step)) }
            let isAtEdge = abs(abs(step) - 1.95) < 0.15 || abs(abs(step) - 3) < 0.15
            #expect(isAtEdge || page.isDark(at: x + step, y) == (1.95..<3).contains(abs(step)))
        }
    }

    @Test func `lines part the slip from the letter and the receipt from the payment part`() throws {
        let page = try PDFFile(press.print(.swiss).bytes).picture(dotsPerInch: 254)
        for x in stride(from: 12.0, through: 209, by: 0.5) { #expect(page.isDark(at: x, Self.top)) }
        for y in stride(from: Self.top + 14, through: 296, by: 0.5) { #expect(page.isDark(at: 62, y)) }
        let text = try PDFFile(press.print(.swiss).bytes).words()
        let words = try #require(text.first { $0.text == "détacher" })
        #expect(words.bottom <= Self.top + 0.3 && words.top > Self.top - 6)
    }

    static let languages: [(String, [String])] = [
        ("de-CH", ["Zahlteil", "Empfangsschein", "Annahmestelle", "Zahlbar"]),
        ("fr-CH", ["Section paiement", "Récépissé", "Point de dépôt", "Payable par"]),
        ("it-CH", ["Sezione pagamento", "Ricevuta", "Punto di accettazione", "Pagabile da"]),
        ("en-CH", ["Payment part", "Receipt", "Acceptance point", "Payable by"]),
        ("ar-EG", ["Payment part", "Receipt", "Acceptance point", "Payable by"]),
    ]

    @Test(arguments: languages)
    func `its words are those of the letter's language, else English`(locale: String, words: [String]) throws {
        let text = try PDFFile(press.print(.swiss.with { $0.locale = locale }).bytes).text()
        for word in words { #expect(text.contains(word)) }
    }

    @Test(arguments: [
        (Int64(1), "0.01"), (99_999, "999.99"), (100_000, "1 000.00"), (123_456_789, "1 234 567.89"),
        (99_999_999_999, "999 999 999.99"),
    ])
    func `amounts are in groups of three with two decimals`(amount: Int64, text: String) throws {
        let letter = LetterDocument.swiss.with { $0.payment = .bill(.swiss.with { $0.amount = amount }) }
        #expect(try PDFFile(press.print(letter).bytes).text(layout: true).contains(" " + text))
    }

    @Test func `account and reference are in their groups, on receipt and payment part`() throws {
        let text = try PDFFile(press.print(.swiss).bytes).text()
        #expect(text.components(separatedBy: "CH44 3199 9123 0008 8901 2").count == 3)
        #expect(text.components(separatedBy: "21 00000 00003 13947 14300 09017").count == 3)
        let scor = LetterDocument.swiss.with {
            $0.payment = .bill(
                .swiss.with {
                    $0.account = "CH5800791123000889012"
                    $0.reference = "RF18539007547034"
                }
            )
        }
        #expect(try PDFFile(press.print(scor).bytes).text().contains("RF18 5390 0754 7034"))
    }

    @Test func `without a debtor there are fields to write into`() throws {
        let letter = LetterDocument.swiss.with { $0.payment = .bill(.swiss.with { $0.debtor = nil }) }
        let file = try PDFFile(press.print(letter).bytes)
        #expect(try file.text().components(separatedBy: "Payable par (nom/adresse)").count == 3)
        let page = try file.picture(dotsPerInch: 254)
        let heads = try file.words().filter { $0.text == "(nom/adresse)" }.sorted { $0.left < $1.left }
        let fields = [Area(left: 5, top: 0, width: 52, height: 20), Area(left: 118, top: 0, width: 65, height: 25)]
        for (head, field) in zip(heads, fields) {
            let corner = try #require(
                stride(from: head.bottom, through: head.bottom + 3, by: 0.05).first {
                    page.isDark(at: field.left + 2.5, $0)
                }
            )
            #expect(page.isDark(at: field.left + field.width - 2.5, corner + 0.05))
            #expect(page.isDark(at: field.left + 2.5, corner + field.height - 0.15))
            #expect(page.isDark(at: field.left + field.width - 0.1, corner + field.height - 2.5))
            #expect(!page.isDark(at: field.left + field.width / 2, corner + 0.05))
        }
    }

    @Test func `the face is the one that the standard allows`() throws {
        let file = try PDFFile(press.print(.swiss).bytes)
        let fonts = try Tool.pdffonts.text([file.path])
        #expect(fonts.contains("LiberationSans") && fonts.contains("LiberationSans-Bold"))
    }

    @Test(arguments: (0..<20).map { 3 * $0 + 1 })
    func `it is whole on the last page, over it page number and text`(lines: Int) throws {
        let pdf = try press.print(.swiss.with { $0.body = PagesTests.paragraphs(1, lines: lines) })
        let file = try PDFFile(pdf.bytes)
        for page in 1...pdf.pages {
            let words = try file.words(page: page)
            let isLast = page == pdf.pages
            #expect(words.contains { $0.text == "Récépissé" } == isLast)
            #expect(words.contains { $0.text == "Section" } == isLast)
            let number = try #require(words.first { $0.text == "sur" })
            #expect(isLast ? number.bottom < Self.top - 2 : number.bottom > 280)
            let body = words.filter { $0.text.hasPrefix("Absatz") }
            #expect(body.allSatisfy { $0.bottom < number.top })
        }
        #expect(lines > 7 || pdf.pages == 1)
        #expect(lines < 19 || pdf.pages > 1)
    }

    @Test func `an Arabic letter has the slip from left to right`() throws {
        let words = try PDFFile(press.print(.swiss.with { $0.locale = "ar-EG" }).bytes).words()
        let receipt = try #require(words.first { $0.text == "Receipt" && $0.top > Self.top })
        #expect(abs(receipt.left - 5) < 0.3)
    }
}
