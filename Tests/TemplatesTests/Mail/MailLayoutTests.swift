import Dunning
import Foundation
import Testing

@testable import Templates

/// What the frame of all mails promises: colours that can be read, letters that are big enough, structure that can be
/// heard.
struct MailLayoutTests {
    /// What stands on what: the rules that colour the letters, and those that colour the ground, the last one first.
    private static let pairs: [(text: [String], ground: [String])] = [
        ([".card"], [".card"]), ([".foot"], [".page"]), ([".foot a", ".foot"], [".page"]), ([".sender"], [".card"]),
        ([".soft"], [".card"]), (["a"], [".card"]), (["a"], [".panel"]), ([".panel th"], [".panel"]),
        ([".card"], [".panel"]), ([".data th"], [".card"]), ([".data tfoot th"], [".card"]),
        ([".button a"], [".button a"]), (["a.button"], ["td.button"]), ([".button a"], [".button a:hover"]),
    ]

    private static func layout() throws -> String {
        let file = ShippedTemplatesTests.root.appending(path: "_partials/mail/layout.mustache")
        return try String(contentsOf: file, encoding: .utf8)
    }

    /// The declarations of the layout by selector; those of a condition in place of the others.
    private static func rules(in condition: String? = nil) throws -> [String: [String: String]] {
        let text = try layout()
        let start = try #require(text.range(of: "<style>\n/*"))
        let end = try #require(text.range(of: "</style>\n</head>"))
        let blocks = text[start.upperBound..<end.lowerBound].split(separator: "</style>\n<style>")
        let source = Array("/*\(blocks.joined())".utf8)
        let sheet = StyleSheet(source[...], base: 0)
        #expect(sheet.problems == [])
        var result: [String: [String: String]] = [:]
        func take(_ items: [StyleSheet.Item]) {
            for item in items {
                switch item {
                case .rule(let rule):
                    for selector in rule.selectors {
                        for declaration in rule.declarations {
                            result[selector.text, default: [:]][declaration.property] = declaration.value
                        }
                    }
                case .conditional(let prelude, let inner):
                    if let condition, prelude.contains(condition) { take(inner) }
                case .other: continue
                }
            }
        }
        take(sheet.items)
        return result
    }

    @Test(arguments: [nil, "prefers-color-scheme: dark"])
    func `every text stands out from its ground by 4.5 to 1`(condition: String?) throws {
        let rules = try Self.rules(in: condition)
        for pair in Self.pairs {
            let texts = pair.text.compactMap { rules[$0]?["color"] }
            let grounds = pair.ground.compactMap { rules[$0]?["background-color"] }
            let text = try #require(texts.first, "\(pair.text)")
            let ground = try #require(grounds.first, "\(pair.ground)")
            let contrast = try Self.contrast(text, ground)
            #expect(contrast >= 4.5, "\(pair): \(text) on \(ground) is \(contrast)")
        }
    }

    @Test func `Outlook.com gets the same dark colours as all others`() throws {
        let rules = try Self.rules()
        let dark = try Self.rules(in: "prefers-color-scheme: dark")
        for (selector, declarations) in rules where selector.hasPrefix("[data-ogs") {
            let own = String(selector.drop { $0 != " " }.dropFirst())
            for (property, value) in declarations {
                let names = [own, "td" + own, "a" + own]
                #expect(names.contains { dark[$0]?[property] == value }, "\(selector) \(property)")
            }
        }
    }

    @Test func `letters are at least 14 pixels high`() throws {
        for (selector, declarations) in try Self.rules(in: "max-width") {
            guard let size = declarations["font-size"] else { continue }
            let pixels = try #require(Double(size.dropLast(2)))
            #expect(size.hasSuffix("px") && pixels >= 14, "\(selector): \(size)")
        }
    }

    /// WCAG 2.2, relative luminance of sRGB colours.
    private static func contrast(_ one: String, _ other: String) throws -> Double {
        func luminance(_ color: String) throws -> Double {
            let number = try #require(Int(color.dropFirst(), radix: 16), "\(color)")
            let parts = [16, 8, 0].map { shift in
                let share = Double((number >> shift) & 0xFF) / 255
                return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
        }
        let both = try [luminance(one), luminance(other)].sorted()
        return (both[1] + 0.05) / (both[0] + 0.05)
    }

    @Test func `the contrast of black on white is 21 to 1`() throws {
        #expect(abs(try Self.contrast("#000000", "#ffffff") - 21) < 0.001)
    }

    @Test func `every shipped mail is sound, small and can be heard`() throws {
        let library = try ShippedTemplatesTests.library()
        for entry in library.entries {
            for (locale, parts) in entry.parts {
                guard let html = parts.linked[.emailHTML] else { continue }
                #expect(MailClientCheck.check(html) == [], "\(entry.id) \(locale)")
                #expect(parts.derivedText != nil || parts[.emailText] != nil, "\(entry.id) \(locale)")
                let page = MailPage(html)
                #expect(page.bytes.count < MailClientCheck.byteLimit / 4, "\(entry.id) \(locale)")
                let tree = try #require(HTMLTree(page.bytes))
                hear(tree, "\(entry.id) \(locale)")
            }
        }
    }

    /// One first heading and none left out below it, tables that are layout or have headers, a language and a direction.
    private func hear(_ tree: HTMLTree, _ what: String) {
        let headings = tree.elements.compactMap {
            $0.name.count == 2 && $0.name.hasPrefix("h") ? Int($0.name.dropFirst()) : nil
        }
        #expect(headings.first == 1 && headings.count { $0 == 1 } == 1, "\(what): \(headings)")
        #expect(zip(headings, headings.dropFirst()).allSatisfy { $1 <= $0 + 1 }, "\(what): \(headings)")
        for (index, table) in tree.elements.enumerated() where table.name == "table" {
            let headers = tree.elements.indices.filter { cell in
                tree.elements[cell].name == "th" && tree.ancestors(of: cell).contains(index)
            }
            let isLayout = table["role"] == "presentation"
            #expect(isLayout || !headers.isEmpty, "\(what)")
            if !isLayout { #expect(headers.allSatisfy { tree.elements[$0]["scope"] != nil }, "\(what)") }
        }
        #expect(tree.elements.first?["lang"] != nil && tree.elements.first?["dir"] != nil, "\(what)")
    }
}
