import Digests
import Dunning
import Testing

@testable import Templates

struct ArchiveTests {
    private static let files = [
        SourceFile(path: "reminder/de/sms.txt.mustache", bytes: Array("ä\n\n7 x\n".utf8)),
        SourceFile(path: "_labels/de.toml", bytes: []),
        SourceFile(path: "reminder/template.toml", bytes: Array("no line end".utf8)),
    ]

    @Test func `what was packed comes out as it was, whatever the order`() throws {
        let archive = TemplateArchive(files: Self.files)
        let again = try #require(TemplateArchive(bytes: archive.bytes))
        #expect(again == archive && Set(again.files) == Set(Self.files))
        #expect(TemplateArchive(files: Self.files.reversed()) == archive)
    }

    @Test func `the revision is the digest of the digests of the files`() {
        let lines = Self.files.sorted { $0.path < $1.path }
            .map { "\(SHA256.digest(of: $0.bytes).hex)  \($0.path)\n" }.joined()
        #expect(TemplateArchive(files: Self.files).revision == SHA256.digest(of: lines.utf8).hex)
    }

    @Test func `what is cut or changed is no archive`() {
        let bytes = TemplateArchive(files: Self.files).bytes
        for count in 1..<bytes.count {
            // A cut behind a whole file leaves a smaller archive, which is another revision.
            let cut = TemplateArchive(bytes: Array(bytes.prefix(count)))
            #expect(cut == nil || cut?.revision != TemplateArchive(files: Self.files).revision)
        }
        #expect(TemplateArchive(bytes: bytes + [0x0A]) == nil)
        #expect(TemplateArchive(bytes: Array("dunlin template archive 1\n99999999999999999999 a\n".utf8)) == nil)
        #expect(TemplateArchive(bytes: Array("dunlin template archive 1\n-1 a\n\n".utf8)) == nil)
        #expect(TemplateArchive(bytes: Array("dunlin template archive 1\n9223372036854775807 a\nx\n".utf8)) == nil)
        #expect(TemplateArchive(bytes: []) == nil)
    }

    @Test func `a template that comes out of its archive is the same revision and says the same`() throws {
        let (library, _) = TemplateLibrary.load(files: Sample.files())
        let entry = try #require(library?.entries.first)
        let archive = try #require(TemplateArchive(bytes: entry.archive.bytes))
        let (again, diagnostics) = TemplateLibrary.load(files: archive.files)
        #expect(diagnostics == [])
        #expect(again?.entries.map(\.revision) == [entry.revision])
        let made = try library?.compose(Sample.request(.email))
        #expect(try again?.compose(Sample.request(.email)) == made)
    }

    @Test func `any change of any file is another revision`() throws {
        func revision(_ changes: [String: String]) throws -> String {
            try #require(TemplateLibrary.load(files: Sample.files(changes)).library?.entries.first).revision
        }
        let plain = try revision([:])
        #expect(try revision([:]) == plain)
        #expect(try revision(["reminder/de/sms.txt.mustache": "{{creditor.name}}: {{amountDue}} "]) != plain)
        #expect(try revision(["_partials/a.mustache": "x"]) != plain)
        #expect(try revision(["samples/a.json": "{}"]) == plain)
    }
}
