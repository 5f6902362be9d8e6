import ArgumentParser
import Dunning
import Foundation
import Journal
import Storage

/// What an attempt was sent: the bytes that the journal commits to.
struct PastAttempt {
    let id: AttemptID
    let house: House
    let console: Console

    /// Shows it on stdout, or writes it.
    func show(out: String?) async throws {
        let desk = try await house.desk()
        let message = try await message(in: desk.store)
        await desk.store.close()
        let ending = MediaEnding.of(message.mediaType)
        if let out {
            let isFolder = out.hasSuffix("/") || URL(fileURLWithPath: out).pathExtension.isEmpty
            if isFolder { try? FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true) }
            let path = isFolder ? "\(out)\(out.hasSuffix("/") ? "" : "/")\(id).\(ending)" : out
            try Files.write(message.bytes, to: path)
            console.data(path)
        } else if console.json {
            let isText = ending != "pdf"
            console.data([
                "attempt": .string(id.rawValue), "mediaType": .string(message.mediaType),
                "body": .string(
                    isText ? String(decoding: message.bytes, as: UTF8.self) : Data(message.bytes).base64EncodedString()
                ),
            ])
        } else if ending == "pdf" {
            throw Stop("a letter is no text", hint: "write it with --out letter.pdf", code: .validationFailure)
        } else {
            console.data(String(decoding: message.bytes, as: UTF8.self))
        }
    }

    private func message(in store: any Store) async throws -> Content {
        let action = id.rawValue.lastIndex(of: ".").flatMap { ActionID(String(id.rawValue[..<$0])) }
        var report: ActionReport?
        if let action { report = try await store.action(action) }
        guard let attempt = report?.attempts.first(where: { $0.attempt.id == id }) else {
            throw Stop("no attempt is called `\(id)`", hint: "`dunlin actions show` lists the attempts of an action")
        }
        for commitment in attempt.content {
            if let content = try await store.content(commitment), content.name == "message" { return content }
        }
        throw Stop("nothing is kept of `\(id)`", hint: "it never began, or its content has been erased")
    }
}
