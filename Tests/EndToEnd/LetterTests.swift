import Dunning
import Foundation
import Testing

/// Letters in the hot folder, judged by qpdf and the tools of poppler-utils.
@Suite(.timeLimit(.minutes(5)))
struct LetterTests {
    /// Where an envelope shows the address, in millimetres from the sheet's left and upper edge.
    struct Window {
        let paper: (width: Double, height: Double)
        let left: ClosedRange<Double>
        let top: ClosedRange<Double>
    }

    @Test(arguments: [
        // DIN 5008 form B: the address zone begins 62.7 mm from the top (45 + 17.7) and is 27.3 mm high, 20-105 mm across.
        ("DE", "Köln", Window(paper: (210, 297), left: 20...105, top: 62.0...90)),
        // A sheet in three panels in a no. 10 envelope: the window is 0.875 in from the left, 0.5 in from the fold below,
        // and 4.5 in by 1.125 in large.
        ("US", "Springfield,", Window(paper: (215.9, 279.4), left: 22.2...136.6, top: 51.2...80.5)),
    ])
    func `a letter stands whole in the hot folder, and its address in the window`(
        country: String,
        mark: String,
        window: Window
    ) async throws {
        let folder = try workplace()
        try await folder.enqueue(action(in: country))
        #expect(try await folder.work()["handedOver"] == 1)
        let line = try #require(try manifest(folder).first)
        let name = try #require(line["file"]?.string)
        #expect(name.wholeMatch(of: /[A-Za-z0-9._+-]+\.pdf/) != nil && line["country"] == .string(country))
        #expect(line["bytes"]?.integer == Int64(try Data(contentsOf: file(folder, name)).count))
        #expect(try leftovers(folder) == ["manifest.jsonl", name].sorted())
        let sum = try await tool("/usr/bin/sha256sum", ["letters/" + name], "coreutils", folder)
        #expect(line["sha256"]?.string == sum.split(separator: " ").first.map(String.init))
        let text = try await judge("letters/" + name, folder)
        // A collector in the United States must say what it is; a creditor in Germany is none.
        #expect(text.contains("debt collector") == (country == "US"))
        let words = try await words("letters/" + name, folder)
        let address = words.filter { $0.text == mark && $0.top < 100 }
        let place = try #require(address.first)
        #expect(window.left.contains(place.left) && window.left.contains(place.right), "\(place)")
        #expect(window.top.contains(place.top) && window.top.contains(place.bottom), "\(place)")
        let size = try await tool("/usr/bin/pdfinfo", ["letters/" + name], "poppler-utils", folder)
            .firstMatch(of: /Page size: +([0-9.]+) x ([0-9.]+) pts/)
        #expect(abs((Double(size?.1 ?? "") ?? 0) * Word.millimetre - window.paper.width) < 0.2)
        #expect(abs((Double(size?.2 ?? "") ?? 0) * Word.millimetre - window.paper.height) < 0.2)
    }

    @Test func `a letter handed over once is in the folder once, also when the queue is worked again`() async throws {
        let folder = try workplace()
        try await folder.enqueue(action(in: "DE"))
        for _ in 0..<2 { try await folder.work() }
        #expect(try manifest(folder).count == 1 && leftovers(folder).count == 2)
    }

    private func workplace() throws -> Workplace {
        try Workplace(
            """
            [letter.primary]
            provider = "spool"
            directory = "letters"
            envelopes = { US = "us-10" }

            """
        )
    }

    private func action(in country: String) -> SampleAction {
        var action = SampleAction(id: "act:2031.\(country)", name: "Jörg Müller-Łukasz", channel: "letter")
        action.template = "final-notice"
        if country == "US" {
            action.creditor = "northbridge"
            action.locale = "en-US"
            action.currency = "USD"
            action.address = [
                "lines": ["1600 Main Street"], "city": "Springfield", "region": "US-IL", "postalCode": "62701",
                "country": "US",
            ]
        }
        return action
    }

    /// No defects, no font that the printer would have to have, and the text as text.
    private func judge(_ file: String, _ folder: Workplace) async throws -> String {
        let verdict = try await tool("/usr/bin/qpdf", ["--check", file], "qpdf", folder)
        #expect(verdict.contains("No syntax or stream encoding errors found"), "\(verdict)")
        let fonts = try await tool("/usr/bin/pdffonts", [file], "poppler-utils", folder).split(separator: "\n")
            .dropFirst(2)
        #expect(!fonts.isEmpty)
        for font in fonts {
            // The columns before the last two numbers: emb sub uni.
            let columns = font.split(separator: " ").suffix(5)
            #expect(columns.first == "yes", "\(font)")
        }
        let text = try await tool("/usr/bin/pdftotext", ["-layout", file, "-"], "poppler-utils", folder)
        for mark in ["Jörg Müller-Łukasz", "INV-7", "RF18"] { #expect(text.contains(mark), "\(mark) in \(text)") }
        return text
    }

    private func words(_ file: String, _ folder: Workplace) async throws -> [Word] {
        try await tool("/usr/bin/pdftotext", ["-bbox", "-l", "1", file, "-"], "poppler-utils", folder)
            .split(separator: "\n").compactMap(Word.init)
    }

    private func manifest(_ folder: Workplace) throws -> [JSON] {
        try String(contentsOf: file(folder, "manifest.jsonl"), encoding: .utf8).split(separator: "\n")
            .map { try JSON(parsing: String($0)) }
    }

    /// Every file under the hot folder, the hidden ones too.
    private func leftovers(_ folder: Workplace) throws -> [String] {
        let hot = folder.folder.appending(path: "letters").path()
        return try FileManager.default.subpathsOfDirectory(atPath: hot).filter { $0 != ".tmp" }.sorted()
    }

    private func file(_ folder: Workplace, _ name: String) -> URL { folder.folder.appending(path: "letters/" + name) }

    private func tool(_ path: String, _ arguments: [String], _ package: String, _ folder: Workplace) async throws
        -> String
    {
        try await Tool.run(path, arguments, package: package, in: folder.folder)
    }
}

/// A word where `pdftotext -bbox` found it, in millimetres.
struct Word {
    static let millimetre = 25.4 / 72

    let text: String
    let left: Double
    let top: Double
    let right: Double
    let bottom: Double

    init?(_ line: Substring) {
        guard
            let match = line.firstMatch(
                of: /<word xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="([0-9.]+)">(.*)<\/word>/
            ), let left = Double(match.1), let top = Double(match.2), let right = Double(match.3),
            let bottom = Double(match.4)
        else { return nil }
        self.text = String(match.5)
        self.left = left * Word.millimetre
        self.top = top * Word.millimetre
        self.right = right * Word.millimetre
        self.bottom = bottom * Word.millimetre
    }
}
