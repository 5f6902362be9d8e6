import Dunning
import Intake
import Testing

struct LineReaderTests {
    private func lines(_ bytes: [UInt8], chunk: Int = 1000, limits: LineLimits = LineLimits()) -> [RawLine] {
        var rest = bytes[...]
        var reader = LineReader<Never>(limits: limits) {
            defer { rest = rest.dropFirst(chunk) }
            return Array(rest.prefix(chunk))
        }
        var lines: [RawLine] = []
        while let line = reader.next() { lines.append(line) }
        return lines
    }

    @Test(arguments: [1, 2, 3, 5, 1000])
    func `lines are the same however the stream is cut`(chunk: Int) {
        let text = "\u{FEFF}one\r\n\ntwo\n \r\nthr\ree\r\r\nlast"
        let read = lines(Array(text.utf8), chunk: chunk)
        #expect(read.map { String(decoding: $0.bytes, as: UTF8.self) } == ["one", "", "two", " ", "thr\ree\r", "last"])
        #expect(read.map(\.number) == [1, 2, 3, 4, 5, 6])
        #expect(read.allSatisfy { !$0.isCut })
    }

    @Test(arguments: [("", 0), ("\n", 1), ("a", 1), ("a\n", 1), ("a\n\n", 2), ("\r\n", 1), ("\u{FEFF}", 1)])
    func `the end of the file ends the last line and begins none`(text: String, count: Int) {
        #expect(lines(Array(text.utf8)).count == count)
    }

    @Test(arguments: [
        ("\n", 10, false), ("\r\n", 10, false), ("\n", 11, true), ("\r\n", 11, true), ("", 11, true), ("", 10, false),
    ])
    func `a line as long as the limit passes, one byte more is cut`(end: String, length: Int, isCut: Bool) throws {
        let text = String(repeating: "x", count: length) + end
        for chunk in 1...13 {
            let line = try #require(lines(Array(text.utf8), chunk: chunk, limits: LineLimits(line: 10, kept: 4)).first)
            #expect(line.isCut == isCut)
            #expect(line.length == length)
            #expect(line.bytes.count == (isCut ? 4 : length))
        }
    }

    @Test func `a line without end is never held, and the one after it is read`() throws {
        var given = 0
        var reader = LineReader<Never> {
            given += 1
            if given <= 160 { return Array(repeating: UInt8(ascii: "x"), count: 64 << 10) }
            return given == 161 ? Array("\nnext\n".utf8) : []
        }
        let first = reader.next()
        let long = try #require(first)
        #expect(long.length == 160 * (64 << 10))
        #expect(long.bytes.count == 16 << 10)
        let rest = [reader.next(), reader.next(), reader.next()]
        #expect(rest == [RawLine(number: 2, bytes: Array("next".utf8)), nil, nil])
    }

    @Test func `what reading throws comes out`() {
        struct Broken: Error {}
        var reader = LineReader<Broken> { () throws(Broken) in throw Broken() }
        #expect(throws: Broken.self) { try reader.next() }
    }
}
