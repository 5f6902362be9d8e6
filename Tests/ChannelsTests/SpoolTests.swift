import Digests
import Dunning
import Foundation
import Synchronization
import Testing

@testable import Channels

struct SpoolTests {
    private func provider(_ folder: String, _ disk: SpoolDisk = SpoolDisk()) -> SpoolProvider {
        SpoolProvider(
            id: ProviderID(trusted: "letter.primary"),
            options: SpoolProvider.Options(directory: folder, envelope: "din5008-b", envelopes: ["US": "us-10"]),
            clock: ContinuousClock(),
            disk: disk
        )
    }

    private func put(_ provider: SpoolProvider, _ delivery: Delivery) async throws -> Handover {
        await provider.deliver(try provider.seal(delivery), for: delivery)
    }

    private func manifest(_ folder: String) throws -> [JSON] {
        let bytes = FileManager.default.contents(atPath: folder + "/manifest.jsonl") ?? Data()
        return try bytes.split(separator: 0x0A).map { try JSON(parsing: $0) }
    }

    private func files(_ folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".pdf") }.sorted()
    }

    @Test func `a letter lies in the folder as it was sealed, and the manifest tells of it`() async throws {
        try await withFolder { base in
            let folder = base + "/a/b"
            let handover = try await put(provider(folder), Sample.letter(country: "US"))
            #expect(handover == .accepted(reference: "A1.1.pdf"))
            #expect(FileManager.default.contents(atPath: folder + "/A1.1.pdf") == Data("%PDF-1.7 letter".utf8))
            let line: JSON = [
                "attempt": "A1.1", "action": "A1", "creditor": "acme", "file": "A1.1.pdf", "bytes": 15, "pages": 2,
                "sha256": .string(SHA256.digest(of: Array("%PDF-1.7 letter".utf8)).hex),
                "address": ["Jana Beispiel", "Musterstr. 2", "50667 Köln"], "country": "US", "envelope": "us-10",
                "at": "2026-11-01T08:00:00Z",
            ]
            #expect(try manifest(folder) == [line])
            #expect(files(folder + "/.tmp").isEmpty)
        }
    }

    @Test func `the same attempt again changes nothing, whoever hands it over and wherever the file went`() async throws
    {
        try await withFolder { folder in
            let first = provider(folder)
            #expect(try await put(first, Sample.letter()) == .accepted(reference: "A1.1.pdf"))
            #expect(try await put(first, Sample.letter()) == .accepted(reference: "A1.1.pdf"))
            try FileManager.default.removeItem(atPath: folder + "/A1.1.pdf")
            #expect(try await put(first, Sample.letter()) == .accepted(reference: "A1.1.pdf"))
            #expect(try await put(provider(folder), Sample.letter()) == .accepted(reference: "A1.1.pdf"))
            #expect(try manifest(folder).count == 1)
            #expect(files(folder).isEmpty)
            #expect(try await put(first, Sample.letter(attempt: "A1.2")) == .accepted(reference: "A1.2.pdf"))
            #expect(try manifest(folder).map { $0["attempt"] } == ["A1.1", "A1.2"])
        }
    }

    @Test(arguments: SpoolDisk.Step.allCases)
    func `a step that fails leaves nothing half-written, and the same attempt then ends once`(
        step: SpoolDisk.Step
    ) async throws {
        try await withFolder { base in
            let folder = base + "/letters"
            _ = try await put(provider(folder), Sample.letter(attempt: "A0.1"))
            let failed = Mutex(false)
            let disk = SpoolDisk { [step] current in
                failed.withLock { failed in
                    guard current == step, !failed else { return nil }
                    failed = true
                    return ENOSPC
                }
            }
            let broken = provider(folder, disk)
            let handover = try await put(broken, Sample.letter())
            #expect(failed.withLock { $0 })
            switch handover {
            case .refused(let refusal):
                #expect(refusal.class == .temporary)
                #expect(refusal.code == "no-space")
                #expect(files(folder) == ["A0.1.pdf"])
                #expect(try manifest(folder).count == 1)
            case .unknown:
                // Only once the file may have been seen is there a doubt.
                #expect([.syncFolder, .writeManifest, .syncManifest].contains(step))
            case .accepted: Issue.record("accepted although \(step) failed")
            }
            #expect(files(folder + "/.tmp").isEmpty)
            #expect(try await put(broken, Sample.letter()) == .accepted(reference: "A1.1.pdf"))
            #expect(try manifest(folder).map { $0["attempt"] } == ["A0.1", "A1.1"])
            #expect(files(folder) == ["A0.1.pdf", "A1.1.pdf"])
        }
    }

    @Test func `a line that was cut off does not swallow the next one`() async throws {
        try await withFolder { folder in
            try Data(#"{"attempt":"A1.1","fi"#.utf8).write(to: URL(fileURLWithPath: folder + "/manifest.jsonl"))
            #expect(try await put(provider(folder), Sample.letter()) == .accepted(reference: "A1.1.pdf"))
            let text = try String(contentsOfFile: folder + "/manifest.jsonl", encoding: .utf8)
            let lines = text.split(separator: "\n")
            #expect(lines.count == 2)
            #expect(try JSON(parsing: String(lines[1]))["attempt"] == "A1.1")
            #expect(try await put(provider(folder), Sample.letter()) == .accepted(reference: "A1.1.pdf"))
        }
    }

    @Test func `another file under the letter's name is left alone`() async throws {
        try await withFolder { folder in
            let path = folder + "/A1.1.pdf"
            try Data("%PDF-1.7 other!".utf8).write(to: URL(fileURLWithPath: path))
            guard case .unknown = try await put(provider(folder), Sample.letter()) else {
                Issue.record("overwrote or overlooked a file")
                return
            }
            #expect(FileManager.default.contents(atPath: path) == Data("%PDF-1.7 other!".utf8))
            #expect(try manifest(folder).isEmpty)
        }
    }

    @Test(arguments: ["", "/manifest.jsonl", "/.tmp"])
    func `a file where a folder should be, or the other way round, is a typed refusal`(place: String) async throws {
        try await withFolder { base in
            let folder = base + "/letters"
            if place.isEmpty || place == "/.tmp" {
                if !place.isEmpty {
                    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                }
                try Data().write(to: URL(fileURLWithPath: folder + place))
            } else {
                try FileManager.default.createDirectory(atPath: folder + place, withIntermediateDirectories: true)
            }
            guard case .refused(let refusal) = try await put(provider(folder), Sample.letter()) else {
                Issue.record("wrote into \(place)")
                return
            }
            #expect(refusal.class == .temporary)
            #expect(refusal.code == "no-folder")
            #expect(files(folder).isEmpty)
        }
    }

    @Test func `a link in place of the manifest is not followed`() async throws {
        try await withFolder { folder in
            let target = folder + "/target"
            try Data().write(to: URL(fileURLWithPath: target))
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/manifest.jsonl",
                withDestinationPath: target
            )
            guard case .refused = try await put(provider(folder), Sample.letter()) else {
                Issue.record("followed a link")
                return
            }
            #expect(FileManager.default.contents(atPath: target)?.isEmpty == true)
        }
    }

    @Test(arguments: [(ENOSPC, "no-space"), (EROFS, "read-only"), (EACCES, "read-only"), (EIO, "disk")])
    func `what is wrong with the disk is told`(code: Int32, name: String) async throws {
        try await withFolder { folder in
            let disk = SpoolDisk { $0 == .openFile ? code : nil }
            guard case .refused(let refusal) = try await put(provider(folder, disk), Sample.letter()) else {
                Issue.record("wrote nevertheless")
                return
            }
            #expect(refusal.code == name)
        }
    }

    @Test func `no attempt's name leaves the folder, hides, or meets another's`() {
        let ids = ["a", "a.b", "a:b", "a-b_c", "A..1", "9.:.", "a.pdf"]
        let names = ids.map { SpoolProvider.fileName(of: AttemptID(trusted: $0)) }
        #expect(Set(names).count == names.count)
        for name in names { #expect(name.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._+-]*\.pdf/) != nil, "\(name)") }
    }

    @Test func `what is no letter is never sealed`() {
        let provider = provider("/nowhere")
        var bare = Sample.letter()
        if case .letter(var letter) = bare.message {
            letter.recipient = [" "]
            bare.message = .letter(letter)
        }
        for (delivery, code) in [
            (Sample.letter(pdf: "hello"), "bad-letter"), (bare, "no-address"), (Sample.sms(), "wrong-channel"),
        ] {
            let refusal = #expect(throws: Refusal.self) { try provider.seal(delivery) }
            #expect(refusal?.code == code)
        }
    }

    @Test func `many letters at once each get one file and one line`() async throws {
        try await withFolder { folder in
            let provider = provider(folder)
            await withTaskGroup { group in
                for number in 0..<60 {
                    group.addTask { _ = try? await put(provider, Sample.letter(attempt: "A\(number % 30).1")) }
                }
            }
            let told = Set(try manifest(folder).compactMap { $0["attempt"]?.string })
            #expect(told.count == 30)
            #expect(try manifest(folder).count == 30)
            #expect(files(folder).count == 30)
        }
    }
}
