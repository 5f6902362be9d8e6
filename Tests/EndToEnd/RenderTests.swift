import Foundation
import Testing

/// `dunlin templates render`, which others hold against the Mustache specification.
@Suite(.timeLimit(.minutes(5)))
struct RenderTests {
    @Test func `the result is all that is printed`() async throws {
        let folder = try Workplace()
        try folder.write("{{#l}}({{.}}){{/l}}{{>sub/a}}{{>b}}{{>none}}{{none}}", to: "t.mustache")
        let parts = folder.folder.appending(path: "parts/sub")
        try FileManager.default.createDirectory(at: parts, withIntermediateDirectories: true)
        try folder.write("[{{.}}]", to: "parts/sub/a.mustache")
        try folder.write("{{n}}", to: "parts/b")
        try folder.write(#"{"l": [1.21, 85], "n": "<"}"#, to: "data.json")
        let words = ["templates", "render", "--template", "t.mustache", "--data", "data.json", "--partials"]
        let lenient = try folder.start(words + ["parts", "--lenient"])
        #expect(await lenient.exit() == 0)
        #expect(lenient.text == "(1.21)(85)[]&lt;")
        let alone = try folder.start(words + ["no-such-folder", "--lenient"])
        #expect(await alone.exit() == 0)
        #expect(alone.text == "(1.21)(85)")
        let strict = try folder.start(words + ["parts"])
        #expect(await strict.exit() == 65)
        let complaint = "t.mustache:1:36: error: no partial is called `none`"
        #expect(strict.complaints.contains(complaint), "\(strict.complaints)")
    }
}
