import Channels
import Dispatcher
import Dunning
import Foundation
import Templates

/// Shows one prepared message: as text on stdout, or as files.
struct PreviewPrinter {
    let console: Console
    /// A file or a folder; nil = stdout.
    let out: String?
    /// Whether it is the only channel that is asked for.
    let isOnly: Bool

    func show(_ prepared: Prepared) throws {
        if let out {
            for (name, bytes) in files(of: prepared) { try write(bytes, name, out, prepared) }
        } else if console.json {
            console.data(json(prepared))
        } else {
            console.data(text(prepared))
        }
    }

    private func text(_ prepared: Prepared) -> String {
        let composition = prepared.composition
        var lines = [
            "── \(prepared.delivery.message.channel.rawValue) · \(composition.template) · \(composition.locale)"
        ]
        switch prepared.delivery.message {
        case .email(let email):
            lines += ["To:      \(email.toName) <\(email.to)>", "Subject: \(email.subject)", "", email.text]
        case .sms(let sms): lines += ["To:      \(sms.to)", "", sms.text, "", notes(prepared)]
        case .voice(let voice): lines += ["To:      \(voice.to)", "", voice.script]
        case .letter(let letter):
            lines += letter.recipient.map { "         " + $0 }
            lines.append(
                "\(letter.pages) pages, \(letter.pdf.count) bytes of PDF; see it with --channel letter --out letter.pdf"
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func notes(_ prepared: Prepared) -> String {
        guard case ComposedContent.sms(let sms) = prepared.composition.content else { return "" }
        let measure = sms.measure
        let culprit = measure.culprit.map { ", because of `\($0.character)`" } ?? ""
        return "\(measure.segments.count) segments, \(measure.encoding.rawValue)\(culprit)"
    }

    private func json(_ prepared: Prepared) -> JSON {
        .object([
            "channel": .string(prepared.delivery.message.channel.rawValue),
            "template": .string(prepared.composition.template.rawValue),
            "revision": .string(prepared.composition.revision), "locale": .string(prepared.composition.locale),
            "disclosures": .array(prepared.composition.disclosures.map { .string($0.rawValue) }),
            "mediaType": .string(prepared.sealed.mediaType), "notes": .object(prepared.sealed.notes),
            "body": prepared.sealed.mediaType == "application/pdf"
                ? .string(Data(prepared.sealed.bytes).base64EncodedString())
                : .string(String(decoding: prepared.sealed.bytes, as: UTF8.self)),
        ])
    }

    private func files(of prepared: Prepared) -> [(name: String, bytes: [UInt8])] {
        switch prepared.delivery.message {
        case .email(let email):
            [("email.eml", prepared.sealed.bytes), ("email.txt", Array(email.text.utf8))]
                + (email.html.map { [("email.html", Array($0.utf8))] } ?? [])
        case .sms(let sms): [("sms.txt", Array(sms.text.utf8))]
        case .voice(let voice): [("voice.ssml", Array(voice.script.utf8)), ("voice.xml", prepared.sealed.bytes)]
        case .letter(let letter): [("letter.pdf", letter.pdf)]
        }
    }

    private func write(_ bytes: [UInt8], _ name: String, _ out: String, _ prepared: Prepared) throws {
        let ending = name.drop { $0 != "." }
        let path: String
        if isOnly, out.hasSuffix(ending) {
            path = out
        } else if isOnly, !out.hasSuffix("/"), URL(fileURLWithPath: out).pathExtension != "" {
            return
        } else {
            try? FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
            path = out + (out.hasSuffix("/") ? "" : "/") + name
        }
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path))
        } catch {
            throw Stop("cannot write `\(path)`", hint: "name a file or folder that may be written", code: .unavailable)
        }
        console.data(path)
    }
}
