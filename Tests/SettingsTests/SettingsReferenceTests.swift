import Foundation
import Testing

@testable import Settings

struct SettingsReferenceTests {
    private let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/configuration.md")

    /// `DUNLIN_RECORD=1 swift test --filter SettingsReferenceTests` writes the page anew.
    @Test func `docs configuration lists the keys that the code reads`() throws {
        let text = try String(contentsOf: page, encoding: .utf8)
        let begin = try #require(text.range(of: "<!-- keys: written by the tests, do not edit -->\n\n"))
        let end = try #require(text.range(of: "\n<!-- end of keys -->"))
        if ProcessInfo.processInfo.environment["DUNLIN_RECORD"] == "1" {
            let whole = text[..<begin.upperBound] + SettingsReference.markdown + text[end.lowerBound...]
            try String(whole).write(to: page, atomically: true, encoding: .utf8)
        }
        let recorded = try String(contentsOf: page, encoding: .utf8)
        #expect(recorded.contains(SettingsReference.markdown))
    }

    @Test func `each key of a section has an own name and a sentence about it`() {
        for type in SettingsReference.sections {
            let keys = type.init().keys
            #expect(!keys.isEmpty)
            #expect(Set(keys.map(\.name)).count == keys.count)
            #expect(keys.allSatisfy { $0.about.hasSuffix(".") && $0.name.allSatisfy { $0.isLowercase || $0 == "_" } })
        }
    }
}
