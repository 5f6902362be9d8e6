import Foundation

/// Draws the pages of a letter as pictures by pdftoppm, for browsers that show no PDF within a page.
struct PagePictures: Sendable {
    private let tool: Tool

    /// Nil where pdftoppm is not installed.
    init?() {
        guard let tool = Tool(named: "pdftoppm") else { return nil }
        self.tool = tool
    }

    /// One PNG a page; empty where it did not work.
    func pictures(of pdf: [UInt8]) async -> [[UInt8]] {
        await Scratch.during { folder in
            let letter = folder.appending(path: "letter.pdf")
            guard (try? Data(pdf).write(to: letter)) != nil,
                await tool.run(["-png", "-r", "96", letter.path, folder.appending(path: "page").path]),
                let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
            else { return [] }
            return names.filter { $0.hasSuffix(".png") }.sorted()
                .compactMap { try? Data(contentsOf: folder.appending(path: $0)) }
                .map { [UInt8]($0) }
        } ?? []
    }
}
