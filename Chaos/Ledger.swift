import Foundation
import Sandbox
import Synchronization

/// What the peers took, by the attempt that each message names.
final class Ledger: Sendable {
    private struct State {
        var seen: [String: Int] = [:]
        var total = 0
        var nameless: [String] = []
        var files: [TailedFile]
    }

    private let state: Mutex<State>

    /// Reads the mails of the sink, where there is one, and the manifest of the letters.
    init(mails: URL?, manifest: URL) {
        var files = [TailedFile(manifest, Ledger.attemptOfLetter)]
        if let mails { files.append(TailedFile(mails, Ledger.attemptOfMail)) }
        state = Mutex(State(files: files))
    }

    /// How many messages were taken so far.
    var total: Int {
        state.withLock { state in
            for index in state.files.indices {
                for attempt in state.files[index].news() { Ledger.note(attempt, &state) }
            }
            return state.total
        }
    }

    /// How often each attempt was taken; and what came that names none.
    var seen: (attempts: [String: Int], nameless: [String]) {
        _ = total
        return state.withLock { ($0.seen, $0.nameless) }
    }

    /// Notes what a stand-in took; what it refused has not arrived.
    func note(_ message: Message) {
        guard message.isAccepted else { return }
        let attempt: String? =
            switch message.content {
            case .mail(let bytes):
                String(decoding: bytes.prefix(8_192), as: UTF8.self).split(separator: "\r\n").lazy
                    .compactMap(Ledger.attemptOfMail).first
            case .text, .call, .letter: message.details.lazy.compactMap { Ledger.attemptOfCallback($0.value) }.first
            }
        state.withLock { state in
            if let attempt { Ledger.note(attempt, &state) } else { state.nameless.append(message.reference) }
        }
    }

    private static func note(_ attempt: String, _ state: inout State) {
        state.seen[attempt, default: 0] += 1
        state.total += 1
    }

    /// `Message-ID: <c-1.1@acme.example>`.
    private static func attemptOfMail(_ line: Substring) -> String? {
        guard line.hasPrefix("Message-ID: <") else { return nil }
        return String(line.dropFirst("Message-ID: <".count).prefix { $0 != "@" })
    }

    /// A line of the manifest.
    private static func attemptOfLetter(_ line: Substring) -> String? {
        line.firstMatch(of: /"attempt":"([^"]+)"/).map { String($0.1) }
    }

    /// Twilio's `StatusCallback` and Kannel's `dlr-url` end in the attempt that they are about.
    private static func attemptOfCallback(_ address: String) -> String? {
        guard address.hasPrefix("http://127.0.0.1:1/") else { return nil }
        return address.firstMatch(of: /attempt=([^&]+)/).map { String($0.1) }
    }
}

/// A file that grows, read from where the last look ended.
private struct TailedFile {
    private let file: URL
    private let attempt: @Sendable (Substring) -> String?
    private var offset: UInt64 = 0
    private var rest = ""

    init(_ file: URL, _ attempt: @escaping @Sendable (Substring) -> String?) {
        self.file = file
        self.attempt = attempt
    }

    /// The attempts of the lines that are new and complete.
    mutating func news() -> [String] {
        guard let handle = try? FileHandle(forReadingFrom: file) else { return [] }
        defer { try? handle.close() }
        guard (try? handle.seek(toOffset: offset)) != nil, let bytes = try? handle.readToEnd() else { return [] }
        // Only whole lines are taken, so no character is ever cut.
        guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
        let whole = bytes[...end]
        offset += UInt64(whole.count)
        return String(decoding: whole, as: UTF8.self)
            .split { $0 == "\n" || $0 == "\r\n" }
            .compactMap(attempt)
    }
}
