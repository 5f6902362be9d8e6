import Foundation

/// The hot folder of a print house, read only, and never beyond its edge.
struct LetterFolder: Sendable {
    let directory: URL

    private static let longestManifest = 8 * 1024 * 1024
    private static let largestLetter = 64 * 1024 * 1024
    private static let mostLetters = 5_000

    init(_ directory: URL) {
        self.directory = directory
    }

    /// The newest letters as messages, oldest first; what cannot be read is not there.
    func messages() -> [Message] {
        guard let manifest = read("manifest.jsonl", atMost: LetterFolder.longestManifest, tail: true) else { return [] }
        let lines = manifest.bytes.split(separator: 10)
        return lines.enumerated().suffix(LetterFolder.mostLetters).compactMap { offset, line in
            let fields = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
            return fields.map { message(number: offset + 1, fields: $0, manifest.modified) }
        }
    }

    /// One letter's PDF.
    func pdf(_ file: String) -> [UInt8]? {
        guard LetterFolder.isPlainName(file) else { return nil }
        guard let content = read(file, atMost: LetterFolder.largestLetter),
            content.bytes.starts(with: Array("%PDF-".utf8))
        else { return nil }
        return Array(content.bytes)
    }

    /// Whether a name is a PDF in this very folder: no separator, nothing hidden, nothing odd.
    static func isPlainName(_ name: String) -> Bool {
        guard name.hasSuffix(".pdf"), name.first != ".", name.utf8.count <= 200 else { return false }
        return name.unicodeScalars.allSatisfy { $0 != "/" && $0 != "\\" && $0.value >= 32 && $0.value != 127 }
    }

    private func message(number: Int, fields: [String: Any], _ modified: Date) -> Message {
        let named = fields["file"] as? String ?? ""
        let file = LetterFolder.isPlainName(named) ? named : nil
        let found = file.flatMap { stat($0) }
        let letter = Letter(
            number: number,
            file: file,
            attempt: text(fields["attempt"]) ?? "",
            sha256: fields["sha256"] as? String,
            pages: fields["pages"] as? Int,
            address: address(fields["address"]),
            size: found?.size
        )
        let at = ["at", "time", "created"].lazy.compactMap { fields[$0] as? String }.compactMap(instant).first
        return Message(
            id: -number,
            channel: .letter,
            provider: "spool",
            receivedAt: at ?? found?.modified ?? modified,
            from: text(fields["creditor"]) ?? "",
            to: letter.address.isEmpty ? ["no address"] : letter.address,
            reference: letter.attempt.isEmpty ? named : letter.attempt,
            content: .letter(letter),
            details: details(fields)
        )
    }

    private func details(_ fields: [String: Any]) -> [(name: String, value: String)] {
        let shown: Set<String> = ["address", "attempt", "file", "sha256", "pages"]
        return fields.keys.sorted().filter { !shown.contains($0) }.compactMap { name in
            text(fields[name]).map { (name, $0) }
        }
    }

    private func text(_ value: Any?) -> String? {
        switch value {
        case let text as String: text
        case let number as NSNumber: "\(number)"
        default: nil
        }
    }

    /// The address as lines, whether it was written as one text, as lines, or as an object with lines.
    private func address(_ value: Any?) -> [String] {
        switch value {
        case let text as String: return text.split(separator: "\n").map(String.init)
        case let lines as [String]: return lines
        case let fields as [String: Any]:
            let rest = ["postalCode", "city", "country"].compactMap { text(fields[$0]) }.joined(separator: " ")
            let name = text(fields["name"]).map { [$0] } ?? []
            return name + address(fields["lines"]) + (rest.isEmpty ? [] : [rest])
        default: return []
        }
    }

    private func instant(_ text: String) -> Date? {
        (try? Date.ISO8601FormatStyle().parse(text))
            ?? (try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text))
    }

    private func stat(_ file: String) -> (size: Int, modified: Date)? {
        read(file, atMost: 0).map { ($0.size, $0.modified) }
    }

    /// Opens one name in the folder without following a link, and reads it if it is a plain file.
    private func read(
        _ name: String,
        atMost limit: Int,
        tail: Bool = false
    ) -> (bytes: Data, size: Int, modified: Date)? {
        let path = directory.appendingPathComponent(name).path
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = Foundation.stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let size = Int(status.st_size)
        if tail, size > limit { try? handle.seek(toOffset: UInt64(size - limit)) }
        let bytes = limit == 0 ? Data() : (try? handle.read(upToCount: limit)) ?? Data()
        let modified = Date(timeIntervalSince1970: TimeInterval(status.st_mtim.tv_sec))
        return (bytes, size, modified)
    }
}
