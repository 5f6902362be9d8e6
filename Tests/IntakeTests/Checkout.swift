import Foundation
import Intake

/// The folder of the project, where examples and documents are.
let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

/// The lines of an example file.
func lines(of path: String) throws -> [RawLine] {
    var reader = LineReader(file: try FileHandle(forReadingFrom: checkout.appending(path: path)))
    var lines: [RawLine] = []
    while let line = try reader.next() { lines.append(line) }
    return lines
}

/// The independent validator's word on each line: `ok`, `not JSON`, or the places that are wrong.
func validate(_ lines: [[UInt8]]) throws -> [String] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    let script = checkout.appending(path: "Tests/IntakeTests/validate-lines.py")
    let schema = checkout.appending(path: "docs/action.schema.json")
    process.arguments = ["-W", "ignore", script.path(percentEncoded: false), schema.path(percentEncoded: false)]
    let input = FileManager.default.temporaryDirectory.appending(
        path: "lines-\(ProcessInfo.processInfo.globallyUniqueString)"
    )
    try Data(lines.joined(separator: [UInt8(ascii: "\n")])).write(to: input)
    defer { try? FileManager.default.removeItem(at: input) }
    let output = Pipe()
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
}
