import Dunning
import Foundation
import Letters
import Testing

struct PDFTests {
    let press = LetterPress()

    static let letters = [
        LetterDocument.german, .american, .german.with { $0.body += LetterDocument.table(rows: 60) },
        .german.with {
            $0.locale = "ja-JP"
            $0.subject = "お支払いのお願い"
        },
        .german.with {
            $0.locale = "ar-EG"
            $0.subject = "تذكير بالدفع"
        },
    ]

    @Test(arguments: letters)
    func `an independent reader finds no fault and all fonts embedded`(letter: LetterDocument) throws {
        let pdf = try press.print(letter)
        let file = try PDFFile(pdf.bytes)
        #expect(try Tool.qpdf.run(["--check", file.path]).status == 0)
        let fonts = try Tool.pdffonts.text([file.path]).split(separator: "\n").dropFirst(2)
        #expect(fonts.count >= 2)
        for font in fonts {
            let flags = font.split(separator: " ").suffix(5).prefix(3)
            #expect(flags.prefix(2).allSatisfy { $0 == "yes" }, "\(font)")
            #expect(font.contains("Noto"), "\(font)")
        }
        let info = try Tool.pdfinfo.text([file.path])
        #expect(info.contains("Pages:           \(pdf.pages)\n"))
        #expect(info.contains("Tagged:          yes"))
    }

    @Test(arguments: [(LetterDocument.german, 595.276, 841.89), (.american, 612, 792)])
    func `the paper is that of the envelope`(letter: LetterDocument, width: Double, height: Double) throws {
        let file = try PDFFile(press.print(letter).bytes)
        let info = try Tool.pdfinfo.text([file.path])
        let line = try #require(info.split(separator: "\n").first { $0.hasPrefix("Page size:") })
        let numbers = line.split(separator: " ").compactMap { Double($0) }
        #expect(numbers.count == 2)
        #expect(abs(numbers[0] - width) < 0.01 && abs(numbers[1] - height) < 0.01)
    }

    @Test func `title, author and date of the metadata are those of the letter`() throws {
        let letter = LetterDocument.german.with { $0.title = "Erinnerung (1) \\ ä 督促\u{0}\n" }
        let file = try PDFFile(press.print(letter).bytes)
        let info = try Tool.pdfinfo.text(["-isodates", file.path])
        #expect(info.contains("Title:           Erinnerung (1) \\ ä 督促"))
        #expect(info.contains("Author:          Acme Energy GmbH"))
        #expect(info.contains("CreationDate:    2026-11-21T13:16:40Z"))
    }

    @Test(arguments: letters)
    func `a screen reader is told the language, and a window shows the title`(letter: LetterDocument) throws {
        let file = try PDFFile(press.print(letter).bytes)
        let catalogue = try Tool.qpdf.text(["--show-object=trailer", file.path])
        let root = try #require(catalogue.split(separator: "/Root ").last?.split(separator: " ").first)
        let entries = try Tool.qpdf.text(["--show-object=\(root)", file.path])
        #expect(entries.contains("/Lang (\(letter.locale))") && entries.contains("/DisplayDocTitle true"))
        #expect(entries.contains("/StructTreeRoot") && entries.contains("/Marked true"))
    }

    @Test(arguments: letters)
    func `the same letter gives the same bytes, also after others and on another press`(letter: LetterDocument) throws {
        let first = try press.print(letter)
        for other in Self.letters { _ = try press.print(other) }
        #expect(try press.print(letter) == first)
        #expect(try LetterPress().print(letter) == first)
    }

    @Test func `another creation date changes the bytes`() throws {
        let later = LetterDocument.german.with { $0.created = Instant(seconds: $0.created.seconds + 1) }
        #expect(try press.print(later).bytes != press.print(.german).bytes)
    }

    @Test func `one press serves several tasks at once with equal results`() async throws {
        let expected = try Self.letters.map { try self.press.print($0) }
        let press = self.press
        try await withThrowingTaskGroup(of: (Int, LetterPDF).self) { group in
            for round in 0..<40 {
                let index = round % Self.letters.count
                group.addTask { (index, try press.print(Self.letters[index])) }
            }
            for try await (index, pdf) in group { #expect(pdf == expected[index]) }
        }
    }

    @Test func `letters in more fonts than Cairo holds open print side by side, and always alike`() async {
        // In a process of its own, for where two prints get in each other's way it crashes.
        await #expect(processExitsWith: .success) {
            let scripts = [
                ("de-DE", "Größe"), ("ja-JP", "お支払い"), ("ko-KR", "한국어"), ("zh-CN", "请付款"), ("zh-TW", "請付款"),
                ("ar-EG", "تذكير"), ("hi-IN", "भुगतान"), ("th-TH", "ไทย"), ("he-IL", "תזכורת"),
            ]
            let letters = scripts.map { locale, text in
                LetterDocument.german.with {
                    $0.locale = locale
                    $0.body = "<p>\(text) <b>\(text)</b> <i>\(text)</i></p>"
                }
            }
            let expected = try letters.map { try LetterPress().print($0) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for round in 0..<135 {
                    let index = round * 7 % letters.count
                    let letter = letters[index]
                    group.addTask { try #require(try LetterPress().print(letter) == expected[index]) }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `memory stays flat over many letters`() async {
        // In a process of its own, where no other test takes memory.
        await #expect(processExitsWith: .success) {
            let press = LetterPress()
            for _ in 0..<30 { _ = try press.print(.german) }
            let before = try residentKilobytes()
            for _ in 0..<300 { _ = try press.print(.german) }
            // 300 letters of 45 kB that leaked their bytes alone would take over 13 MB.
            try #require(residentKilobytes() - before < 8_000)
        }
    }

    @Test func `the fonts of letters are installed`() throws {
        #expect(
            try press.missingFonts().isEmpty,
            "install the Debian packages fonts-noto-core, fonts-noto-cjk and fonts-liberation"
        )
    }
}

private func residentKilobytes() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
    return try #require(line.split(separator: " ").compactMap { Int($0) }.first)
}
