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
    let schema = checkout.appending(path: "docs/action.schema.json")
    process.arguments = ["-W", "ignore", "-c", validator, schema.path(percentEncoded: false)]
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

/// An independent opinion, by Debian's python3-jsonschema.
///
/// Says for each line of standard input whether the schema takes it. Events in an envelope are held to `#/$defs/event`.
private let validator = #"""
    import json
    import sys

    import jsonschema

    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    plain = jsonschema.Draft202012Validator(schema)
    resolver = jsonschema.RefResolver("", schema)
    event = jsonschema.Draft202012Validator({"$ref": "#/$defs/event"}, resolver=resolver)
    for line in sys.stdin.buffer:
        try:
            value = json.loads(line.decode("utf-8"))
        except ValueError:
            print("not JSON")
            continue
        validator = event if isinstance(value, dict) and "specversion" in value else plain
        errors = sorted("/" + "/".join(map(str, error.absolute_path)) for error in validator.iter_errors(value))
        print("ok" if not errors else " ".join(errors))
    """#
