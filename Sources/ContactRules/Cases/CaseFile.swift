public import Dunning

/// A file of cases: one JSON object a line.
public struct CaseFile: Sendable {
    /// The file's path as people know it.
    public let path: String
    /// The cases that could be read.
    public let cases: [ContactCase]
    /// Every mistake of every line, with line and pointer.
    public let diagnostics: [Diagnostic]

    /// Reads a file; empty lines are left out.
    ///
    /// A case to be tested has to expect something; `isTest: false` reads questions alone.
    public init(_ file: SourceFile, isTest: Bool = true) {
        var cases: [ContactCase] = []
        var diagnostics: [Diagnostic] = []
        var lines: [String: Int] = [:]
        var number = 0
        for line in file.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            guard line.contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) else { continue }
            let place = Place(file: file.path, line: number)
            let (value, found) = ContactCase.reading(line, at: place, isTest: isTest)
            diagnostics += found
            guard let value else { continue }
            if let first = lines.updateValue(number, forKey: value.id) {
                diagnostics.append(Diagnostic(at: place, "case `\(value.id)` is there twice, first in line \(first)"))
            }
            cases.append(value)
        }
        path = file.path
        self.cases = cases
        self.diagnostics = diagnostics.sorted()
    }
}
