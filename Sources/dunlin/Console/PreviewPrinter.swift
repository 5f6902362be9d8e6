import Dunning
import Foundation
import Studio

/// Shows one message: as text or JSON on stdout, or as files.
struct PreviewPrinter {
    let console: Console
    /// A file or a folder; nil = stdout.
    let out: String?
    /// Whether it is the only message that is asked for.
    let isOnly: Bool

    func show(_ rendition: Rendition) throws {
        if let out {
            for piece in rendition.files { try write(piece, out) }
        } else if console.json {
            console.data(rendition.json)
        } else {
            console.data(rendition.page)
        }
    }

    private func write(_ piece: Piece, _ out: String) throws {
        let ending = piece.name.drop { $0 != "." }
        let path: String
        if isOnly, out.hasSuffix(ending) {
            path = out
        } else if isOnly, !out.hasSuffix("/"), URL(fileURLWithPath: out).pathExtension != "" {
            return
        } else {
            try? FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
            path = out + (out.hasSuffix("/") ? "" : "/") + piece.name
        }
        try Files.write(piece.bytes, to: path)
        console.data(path)
    }
}

extension Rendition {
    /// The message as text, with what it costs and what the rules say.
    fileprivate var page: String {
        var lines = ["── \(selection.channel.rawValue) · \(selection.template) · \(locale)"]
        switch content {
        case .email(let email):
            lines += email.headers.filter { $0.name == "From" || $0.name == "To" }.map { header in
                header.name + ":" + String(repeating: " ", count: 8 - header.name.count) + header.value
            }
            lines += ["Subject: \(email.subject)", "", email.text]
        case .sms(let text): lines += ["To:      \(recipient)", "", text.whole, "", text.measure]
        case .voice(let call):
            lines += ["To:      \(recipient)", "", call.paragraphs.joined(separator: "\n\n"), "", call.measure]
        case .letter(let letter): lines += letter.recipient.map { "         " + $0 } + ["", letter.measure]
        }
        if let cost { lines.append("costs \(cost.total): \(cost.how)") }
        if let verdict { lines += ["", verdict.summary] + verdict.lines }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The message as one JSON object.
    fileprivate var json: JSON {
        let sent = files.first { $0.mediaType == "message/rfc822" } ?? piece("voice.xml") ?? files.first
        var object: JSONMembers = [
            "channel": .string(selection.channel.rawValue), "template": .string(selection.template),
            "revision": .string(revision), "locale": .string(locale), "date": .string(date.description),
            "provider": .string(provider), "to": .string(recipient),
            "disclosures": .array(disclosures.map(JSON.string)), "mediaType": .string(sent?.mediaType ?? ""),
            "body": .string(sent.map(Rendition.text) ?? ""), "measure": content.json,
        ]
        object["cost"] = cost.map { .object(["total": .string($0.total), "how": .string($0.how)]) }
        object["decision"] = verdict?.json
        return .object(object)
    }

    private static func text(_ piece: Piece) -> String {
        piece.mediaType == "application/pdf"
            ? Data(piece.bytes).base64EncodedString() : String(decoding: piece.bytes, as: UTF8.self)
    }
}

extension Verdict {
    fileprivate var lines: [String] {
        reasons.flatMap { ["  \($0.because)", "    \($0.source)"] }
    }
}

extension Likeness {
    /// What was counted and measured.
    fileprivate var json: JSON {
        switch self {
        case .email(let email): ["subject": .string(email.subject)]
        case .sms(let text):
            .compact([
                "segments": .integer(Int64(text.segments.count)), "encoding": .string(text.encoding),
                "units": .integer(Int64(text.units)), "unitsLeft": .integer(Int64(text.unitsLeft)),
                "culprit": text.culprit.map {
                    .object(["character": .string($0.character), "place": .integer(Int64($0.place))])
                },
            ])
        case .voice(let call):
            .compact([
                "milliseconds": call.milliseconds.map { .integer(Int64($0)) },
                "optOutKey": call.optOutKey.map(JSON.string),
            ])
        case .letter(let letter):
            .object([
                "pages": .integer(Int64(letter.pages)), "sheets": .integer(Int64(letter.sheets)),
                "grams": .integer(Int64(letter.grams)), "postage": .string(letter.postage),
                "envelope": .string(letter.envelope),
            ])
        }
    }
}
