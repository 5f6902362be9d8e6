import Foundation
import Testing

/// A program that judges our PDFs from outside; one that is not installed fails the test.
struct Tool {
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    let name: String
    let package: String

    static let qpdf = Tool(name: "qpdf", package: "qpdf")
    static let pdffonts = Tool(name: "pdffonts", package: "poppler-utils")
    static let pdfinfo = Tool(name: "pdfinfo", package: "poppler-utils")
    static let pdftotext = Tool(name: "pdftotext", package: "poppler-utils")
    static let pdftoppm = Tool(name: "pdftoppm", package: "poppler-utils")
    static let zbarimg = Tool(name: "zbarimg", package: "zbar-tools")

    /// Runs it and gives what it wrote to its standard output, and its exit code.
    func run(_ arguments: [String]) throws -> (output: Data, status: Int32) {
        let path = "/usr/bin/" + name
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw Missing(description: "\(name) is not installed; install the Debian package \(package)")
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (data, process.terminationStatus)
    }

    func text(_ arguments: [String]) throws -> String {
        let (output, status) = try run(arguments)
        try #require(status == 0, "\(name) ended with \(status)")
        return String(decoding: output, as: UTF8.self)
    }
}

/// A PDF in a file of its own, removed with it.
final class PDFFile {
    let path: String

    init(_ bytes: [UInt8]) throws {
        path = NSTemporaryDirectory() + "letter-" + UUID().uuidString + ".pdf"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func text(page: Int? = nil, layout: Bool = false) throws -> String {
        let pages = page.map { ["-f", String($0), "-l", String($0)] } ?? []
        return try Tool.pdftotext.text(pages + (layout ? ["-layout"] : []) + [path, "-"])
    }

    /// What a page looks like.
    func picture(page: Int = 1, dotsPerInch: Int) throws -> Picture {
        let range = ["-f", String(page), "-l", String(page), "-r", String(dotsPerInch)]
        let (data, status) = try Tool.pdftoppm.run(range + [path])
        try #require(status == 0)
        return try #require(Picture(data, dotsPerInch: dotsPerInch))
    }

    /// The words of a page with their boxes in millimetres.
    func words(page: Int = 1) throws -> [Word] {
        let text = try Tool.pdftotext.text(["-bbox", "-f", String(page), "-l", String(page), path, "-"])
        return text.split(separator: "\n").compactMap { Word(line: String($0)) }
    }
}

/// A word where `pdftotext -bbox` found it.
struct Word: Equatable {
    let text: String
    let left: Double
    let top: Double
    let right: Double
    let bottom: Double

    init?(line: String) {
        guard line.contains("<word"), let end = line.range(of: "</word>") else { return nil }
        let parts = line[..<end.lowerBound].split(separator: "\"", omittingEmptySubsequences: false)
        let numbers = stride(from: 1, to: min(parts.count, 8), by: 2).compactMap { Double(parts[$0]) }
        guard numbers.count == 4, let tail = parts.last, tail.hasPrefix(">") else { return nil }
        let millimetres = numbers.map { $0 * 25.4 / 72 }
        text = String(tail.dropFirst())
        left = millimetres[0]
        top = millimetres[1]
        right = millimetres[2]
        bottom = millimetres[3]
    }
}

/// The dots of a page, from a portable pixmap; places are in millimetres.
struct Picture: CustomStringConvertible {
    let width: Int
    let height: Int
    private let dots: ArraySlice<UInt8>
    var description: String { "\(width) × \(height) dots" }
    private let dotsPerMillimetre: Double

    /// Three numbers stand in front of the dots: width, height, the greatest value of a colour.
    init?(_ pixmap: Data, dotsPerInch: Int) {
        let bytes = [UInt8](pixmap)
        let head = bytes.prefix(64).split(maxSplits: 4, whereSeparator: { $0 == 0x20 || $0 == 0x0A })
        guard head.count == 5, let width = Int(String(decoding: head[1], as: UTF8.self)),
            let height = Int(String(decoding: head[2], as: UTF8.self)),
            bytes.count - head[4].startIndex == width * height * 3
        else { return nil }
        (self.width, self.height) = (width, height)
        dots = bytes[head[4].startIndex...]
        dotsPerMillimetre = Double(dotsPerInch) / 25.4
    }

    func colour(at x: Double, _ y: Double) -> (red: UInt8, green: UInt8, blue: UInt8) {
        let index = dots.startIndex + (Int(y * dotsPerMillimetre) * width + Int(x * dotsPerMillimetre)) * 3
        return (dots[index], dots[index + 1], dots[index + 2])
    }

    /// The file of the picture with a square in it painted white.
    func pixmap(whiteningAt x: Double, _ y: Double, side: Double) -> Data {
        var painted = [UInt8](dots)
        let reach = Int(side * dotsPerMillimetre / 2)
        for row in Int(y * dotsPerMillimetre) - reach...Int(y * dotsPerMillimetre) + reach {
            let middle = row * width + Int(x * dotsPerMillimetre)
            for index in (middle - reach) * 3..<(middle + reach) * 3 { painted[index] = 255 }
        }
        return Data("P6 \(width) \(height) 255\n".utf8) + Data(painted)
    }

    func isDark(at x: Double, _ y: Double) -> Bool { colour(at: x, y).green < 128 }
}
