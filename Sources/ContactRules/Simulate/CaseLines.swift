public import Dunning

/// A part of a file of contact cases: whole lines, to be worked by itself.
public struct CaseLines: Sendable {
    /// The file's name, for people.
    public let file: String
    /// The number of its first line, from 1.
    public let firstLine: Int
    /// The lines with their ends.
    public let bytes: [UInt8]

    /// A part of a file.
    public init(file: String, firstLine: Int, bytes: [UInt8]) {
        self.file = file
        self.firstLine = firstLine
        self.bytes = bytes
    }
}

/// Cuts a file of contact cases into parts of whole lines, holding no more than one part at a time.
public struct CaseLineCutter {
    private let file: String
    private let read: () throws -> [UInt8]
    private var line = 1
    private var rest: [UInt8] = []

    /// A cutter; `read` gives the next bytes of the file, none at its end.
    public init(file: String, read: @escaping () throws -> [UInt8]) {
        self.file = file
        self.read = read
    }

    /// The next part; nil at the end of the file.
    public mutating func next() throws -> CaseLines? {
        while true {
            let more = try read()
            guard !more.isEmpty else { return part(ending: rest.count) }
            let start = rest.count
            rest += more
            guard let end = more.lastIndex(of: UInt8(ascii: "\n")) else { continue }
            return part(ending: start + end + 1)
        }
    }

    private mutating func part(ending end: Int) -> CaseLines? {
        guard end > 0 else { return nil }
        let part = CaseLines(file: file, firstLine: line, bytes: end == rest.count ? rest : Array(rest[..<end]))
        rest = end == rest.count ? [] : Array(rest[end...])
        line += part.bytes.count { $0 == UInt8(ascii: "\n") }
        return part
    }
}

/// What came of the lines of one part.
public struct SimulatedLines: Sendable {
    /// What the draft changes for the cases that could be read.
    public var tally: SimulationTally
    /// All that is wrong with the others.
    public var diagnostics: [Diagnostic] = []
    /// The lines that could not be read, with their ends.
    public var rejects: [UInt8] = []
    /// How many these are.
    public var rejected = 0
}

extension Simulation {
    /// Puts the cases of some lines to both rule sets; cases outside the time are left out.
    public func run(_ lines: CaseLines, from: Instant? = nil, until: Instant? = nil) -> SimulatedLines {
        var result = SimulatedLines(tally: nothing)
        var number = lines.firstLine - 1
        var rest = lines.bytes[...]
        while !rest.isEmpty {
            number += 1
            let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
            let line = rest[..<end]
            rest = end == rest.endIndex ? [] : rest[(end + 1)...]
            guard line.contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) else { continue }
            let place = Place(file: lines.file, line: number)
            let (value, diagnostics) = ContactCase.reading(line, at: place, isTest: false)
            result.diagnostics += diagnostics
            guard let value else {
                result.rejected += 1
                result.rejects += line
                result.rejects.append(UInt8(ascii: "\n"))
                continue
            }
            let at = value.question.contact.at
            if let from, at < from { continue }
            if let until, at >= until { continue }
            ask(value.id, value.question, into: &result.tally)
        }
        return result
    }
}
