import Dunning
import Testing

struct JSONWriterTests {
    @Test func `members are sorted by UTF-16 units, as RFC 8785 says`() {
        // U+1F600 begins with the unit D83D and so comes before U+FB33, although its scalar is larger.
        let json: JSON = ["\u{FB33}": 1, "😀": 2, "é": 3, "a": 4, "A": 5, "": 6]
        #expect(json.canonical == "{\"\":6,\"A\":5,\"a\":4,\"é\":3,\"😀\":2,\"\u{FB33}\":1}")
    }

    @Test func `control characters, quotes and backslashes are escaped and nothing else`() {
        let text = "\u{0}\u{1}\u{8}\t\n\u{B}\u{C}\r\u{1F}\"\\/\u{7F}é\u{2028}"
        #expect(
            JSON.string(text).canonical == #""\u0000\u0001\b\t\n\u000b\f\r\u001f\"\\/"# + "\u{7F}é\u{2028}\""
        )
    }

    @Test func `a text that cannot be told apart from markup stays one string`() throws {
        let text = #""},{"a":"</script>"#
        #expect(try JSON(parsing: JSON.string(text).canonical) == .string(text))
    }

    @Test func `a value that is written is read again as the same`() throws {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<2000 {
            let value = JSON.random(depth: 4, using: &generator)
            #expect(try JSON(parsing: value.canonical) == value)
        }
    }

    @Test func `numbers keep their kind and all their digits`() throws {
        for number in [0.1, 1.0, -0.0, 1e300, .leastNonzeroMagnitude, 123456789.125, .greatestFiniteMagnitude] {
            #expect(try JSON(parsing: JSON.number(number).canonical) == .number(number))
        }
        #expect(JSON.number(.nan).canonical == "null")
        #expect(JSON.number(.infinity).canonical == "null")
    }

    @Test func `an object leaves out what is nil and keeps what is null`() {
        #expect(JSON.compact(["a": nil, "b": .null, "c": 1]) == ["b": nil, "c": 1])
    }
}

extension JSON {
    /// A value with all kinds of strings in it.
    static func random(depth: Int, using generator: inout SeededGenerator) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &generator) {
        case 0: .null
        case 1: .boolean(.random(using: &generator))
        case 2: .integer(.random(in: .min ... .max, using: &generator))
        case 3: .number(.random(in: -1e9...1e9, using: &generator))
        case 4, 5: .string(randomText(using: &generator))
        case 6:
            .array(
                (0..<Int.random(in: 0...4, using: &generator)).map { _ in random(depth: depth - 1, using: &generator) }
            )
        default:
            .object(
                JSONMembers(
                    (0..<Int.random(in: 0...4, using: &generator)).map { _ in
                        (randomText(using: &generator), random(depth: depth - 1, using: &generator))
                    },
                    uniquingKeysWith: { $1 }
                )
            )
        }
    }

    static func randomText(using generator: inout SeededGenerator) -> String {
        let scalars: [Unicode.Scalar] = [
            "a", "Z", "0", "\"", "\\", "/", "\u{0}", "\n", "\u{1F}", "é", "漢", "😀", "\u{202E}", "{",
        ]
        var text = ""
        for _ in 0..<Int.random(in: 0...8, using: &generator) {
            if let scalar = scalars.randomElement(using: &generator) { text.unicodeScalars.append(scalar) }
        }
        return text
    }
}
