import Dunning
import Testing

struct JSONReaderTests {
    @Test(
        arguments: [
            (
                #"{"a":[1,-2.5,1e3,true,false,null,"x"]}"#,
                ["a": [1, .number(-2.5), .number(1000), true, false, nil, "x"]]
            ),
            (" \t\r\n1 \n", 1), ("-0", 0), ("0.0", .number(0)), ("[]", []), ("{}", [:]), (#""""#, ""),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            (#""\"\\\/\b\f\n\r\t\u0041\u00e9\ud83d\ude00""#, "\"\\/\u{8}\u{C}\n\r\tAé😀"),
            (#""\u0000""#, "\u{0}"), (#"{"a\u0062":1}"#, ["ab": 1]), ("\"é😀\"", "é😀"),
        ] as [(String, JSON)]
    )
    func `what RFC 8259 allows is read`(text: String, value: JSON) throws {
        #expect(try JSON(parsing: text) == value)
    }

    @Test(
        arguments: [
            ("", 0), ("   ", 3), ("{", 1), ("[1,", 3), ("[1,]", 3), (#"{"a":1,}"#, 7), (#"{"a" 1}"#, 5),
            (#"{"a":}"#, 5),
            (#"{a:1}"#, 1), (#"{'a':1}"#, 1), ("[1 2]", 3), ("01", 0), ("-", 0), ("+1", 0), (".5", 0), ("1.", 2),
            ("1e", 2),
            ("1e999", 0), ("9223372036854775808", 0), ("NaN", 0), ("Infinity", 0), ("tru", 0), ("nulll", 4), ("1 2", 2),
            (#""abc"#, 4), ("\"a\nb\"", 2), ("\"a\u{0}b\"", 2), (#""\x""#, 2), (#""\u12g4""#, 5), (#""\ud800""#, 3),
            (#""\ud800\u0041""#, 3), (#""\udc00""#, 3), (#""\ud800x""#, 3), (#"{"a":1,"a":2}"#, 7),
            (#"{"a":1,"\u0061":2}"#, 7),
            ("/* c */ 1", 0), ("\u{FEFF}1", 0),
        ] as [(String, Int)]
    )
    func `what is not JSON is refused at its byte`(text: String, offset: Int) {
        #expect(throws: JSONError.self) { try JSON(parsing: text) }
        do { _ = try JSON(parsing: text) } catch { #expect(error.offset == offset) }
    }

    @Test(
        arguments: [
            ([0x22, 0xFF, 0x22], 1), ([0x22, 0xC3, 0x22], 1), ([0x22, 0x61, 0xC0, 0x80, 0x22], 2),
            ([0x22, 0xED, 0xA0, 0x80, 0x22], 1), ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 1), ([0x22, 0xE2, 0x82], 1),
            ([0x80], 0), ([0x22, 0xC3, 0xA9, 0x80, 0x22], 3),
        ] as [([UInt8], Int)]
    )
    func `bytes that are not UTF-8 are refused at the first of them`(bytes: [UInt8], offset: Int) throws {
        let error = try #require(throws: JSONError.self) { try JSON(parsing: bytes) }
        #expect(error.offset == offset)
        #expect(error.message == "not valid UTF-8")
    }

    @Test func `a name that is told cannot forge lines or colours`() throws {
        let text = #"{"a\n\u001b[31m":1,"a\n\u001b[31m":2}"#
        let error = try #require(throws: JSONError.self) { try JSON(parsing: text) }
        #expect(error.message == #"member `a\u{a}\u{1b}[31m` is there twice"#)
    }

    @Test func `what cannot be read back is known beforehand`() {
        func nested(_ levels: Int) -> JSON {
            (0..<levels).reduce(1) { inner, level in level % 2 == 0 ? [inner] : ["a": inner] }
        }
        #expect(nested(64).isReadBack)
        #expect(!nested(65).isReadBack)
        #expect(!(["a": [.number(.infinity)]] as JSON).isReadBack)
        #expect(!(["a": ["b": .number(.nan)]] as JSON).isReadBack)
        #expect((["a": [nil, true, 1, .number(-0.5), "\u{0}é"]] as JSON).isReadBack)
    }

    @Test func `nesting ends at 64 levels, long before the stack does`() throws {
        let deepest = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        _ = try JSON(parsing: deepest)
        let error = try #require(throws: JSONError.self) {
            try JSON(parsing: String(repeating: "[", count: 1_000_000))
        }
        #expect(error.offset == 64)
        #expect(throws: JSONError.self) { try JSON(parsing: String(repeating: #"{"a":"#, count: 100_000)) }
    }

    @Test func `every beginning of a text is refused, none crashes`() throws {
        let whole = Array(#"{"a":[1,-2.5e+3,true,null,"\ud83d\ude00é"],"b":{"c":false}}"#.utf8)
        _ = try JSON(parsing: whole)
        for end in whole.indices {
            #expect(throws: JSONError.self) { try JSON(parsing: whole[..<end]) }
        }
    }

    @Test func `bytes at random never crash the reader`() {
        var generator = SeededGenerator(seed: 2)
        let alphabet = Array(#"{}[]",:0123456789eE+-.\u/tfn abc"#.utf8) + [0xC3, 0xA9, 0xFF, 0x00, 0x0A]
        var read = 0
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...12, using: &generator)).compactMap { _ in
                alphabet.randomElement(using: &generator)
            }
            guard let value = try? JSON(parsing: bytes) else { continue }
            read += 1
            #expect((try? JSON(parsing: value.canonical)) == value)
        }
        #expect(read > 100)
    }
}
