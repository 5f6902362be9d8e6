import Channels
import Dispatcher
import Dunning
import Letters
import PhoneNumbers
import Settings
import Storage
import Studio
import Templates

/// Puts down what a prepared message looks like, and what it costs.
struct RenditionSheet {
    let prepared: Prepared
    /// The way out as the configuration has it.
    let provider: ProviderSettings?
    let speaker: Speaker?
    /// Nil where nobody looks at pages.
    let pictures: PagePictures?

    func rendition(_ selection: Selection, _ entry: TemplateLibrary.Entry, _ verdict: Verdict?) async -> Rendition {
        let composition = prepared.composition
        let (content, files) = await shown()
        return Rendition(
            selection: selection,
            title: entry.manifest.title,
            revision: composition.revision,
            variant: composition.variant?.words,
            locale: composition.locale,
            formatLocale: composition.formatLocale,
            provider: prepared.provider.id.rawValue,
            creditor: prepared.delivery.creditor.name,
            recipient: recipient,
            date: prepared.delivery.date,
            disclosures: composition.disclosures.map(\.rawValue),
            content: content,
            cost: provider?.price.flatMap { PriceTag(prices: $0, country: country).cost(of: content) },
            verdict: verdict,
            files: files
        )
    }

    private func shown() async -> (Likeness, [Piece]) {
        switch prepared.delivery.message {
        case .email(let email): shown(email)
        case .sms(let sms): shown(sms)
        case .voice(let call): await shown(call)
        case .letter(let letter): await shown(letter)
        }
    }

    private func shown(_ email: EmailMessage) -> (Likeness, [Piece]) {
        var files = [Piece("email.txt", "text/plain; charset=utf-8", Array(email.text.utf8))]
        if let html = email.html {
            files.insert(Piece("email.html", "text/html; charset=utf-8", Array(html.utf8)), at: 0)
        }
        files.append(Piece("email.eml", "message/rfc822", prepared.sealed.bytes))
        var headers = [Likeness.Header("To", recipient)]
        if case .smtp(let smtp)? = provider?.kind {
            headers.insert(Likeness.Header("From", smtp.from.sender(for: prepared.intent.action.creditor)), at: 0)
        }
        let content = Likeness.Email(
            headers: headers + MailHead(prepared.sealed.bytes).headers,
            subject: email.subject,
            text: email.text,
            hasHTML: email.html != nil
        )
        return (.email(content), files)
    }

    private func shown(_ sms: SMSMessage) -> (Likeness, [Piece]) {
        let measure = SMSText(sms.text)
        let content = Likeness.Text(
            sender: sender,
            segments: measure.segments,
            encoding: measure.encoding.rawValue,
            units: measure.units,
            unitsLeft: measure.unitsLeft,
            culprit: measure.culprit.map { Likeness.Culprit(character: String($0.character), place: $0.offset + 1) }
        )
        return (.sms(content), [Piece("sms.txt", "text/plain; charset=utf-8", Array(sms.text.utf8))])
    }

    private func shown(_ call: VoiceMessage) async -> (Likeness, [Piece]) {
        let paragraphs = SpokenWords.paragraphs(of: call.script)
        let recording = await speaker?.recording(of: call.script, locale: call.language)
        var files = [
            Piece("voice.txt", "text/plain; charset=utf-8", Array((paragraphs.joined(separator: "\n\n") + "\n").utf8)),
            Piece("voice.ssml", "application/ssml+xml; charset=utf-8", Array(call.script.utf8)),
            Piece(
                "voice." + MediaEnding.of(prepared.sealed.mediaType),
                prepared.sealed.mediaType,
                prepared.sealed.bytes
            ),
        ]
        if let recording { files.append(Piece("voice.wav", "audio/wav", recording.wav)) }
        let content = Likeness.Call(
            paragraphs: paragraphs,
            script: call.script,
            milliseconds: recording?.milliseconds,
            optOutKey: call.optOutKey.map(String.init)
        )
        return (.voice(content), files)
    }

    private func shown(_ letter: LetterMessage) async -> (Likeness, [Piece]) {
        var files = [Piece("letter.pdf", "application/pdf", letter.pdf)]
        for (index, png) in (await pictures?.pictures(of: letter.pdf) ?? []).enumerated() {
            files.append(Piece("letter-\(index + 1).png", "image/png", png))
        }
        let envelope = prepared.sealed.notes["envelope"]?.string ?? ""
        let piece = MailPiece(pages: letter.pages, .simplex, in: Envelope(rawValue: envelope) ?? .din5008B)
        let content = Likeness.Letter(
            recipient: letter.recipient,
            pages: letter.pages,
            sheets: piece.sheets,
            grams: Int(piece.grams.rounded(.up)),
            postage: postage(of: piece, to: letter.country),
            envelope: envelope
        )
        return (.letter(content), files)
    }

    /// The step of the provider's own table for the country, else of the post where the letter stays inland, else by
    /// weight alone.
    private func postage(of piece: MailPiece, to country: String) -> String {
        let grams = Int(piece.grams.rounded(.up))
        var steps = [20, 50, 100, 250, 500]
        if case .byWeight(let own)? = provider?.price?.tariff(for: country) { steps = own.map(\.grams) }
        let weight = steps.first { $0 >= grams }.map { "up to \($0) g" } ?? "over \(steps.last ?? 0) g"
        guard country == prepared.delivery.creditor.country,
            let step = Postage(country: country)?.step(for: piece)
        else { return weight }
        return "\(step.name), \(weight)"
    }

    private var recipient: String {
        switch prepared.delivery.message {
        case .email(let email): "\(email.toName) <\(email.to)>"
        case .sms(let sms): sms.to
        case .voice(let call): call.to
        case .letter(let letter): letter.recipient.joined(separator: ", ")
        }
    }

    private var sender: String {
        provider?.sender?.sender(for: prepared.intent.action.creditor) ?? prepared.delivery.creditor.name
    }

    /// Where it goes: the country of the number or of the address.
    private var country: String? {
        switch prepared.delivery.message {
        case .email: prepared.intent.action.debtor.address?.country
        case .sms(let sms): (try? PhoneNumber(e164: sms.to))?.region
        case .voice(let call): (try? PhoneNumber(e164: call.to))?.region
        case .letter(let letter): letter.country
        }
    }
}

/// The headers of a mail that its author may care for.
private struct MailHead {
    private static let shown = [
        "Reply-To", "List-Unsubscribe", "List-Unsubscribe-Post", "Auto-Submitted", "Message-ID",
    ]

    let headers: [Likeness.Header]

    init(_ bytes: [UInt8]) {
        var lines: [String] = []
        for line in String(decoding: bytes.prefix(65_536), as: UTF8.self).split(
            omittingEmptySubsequences: false,
            whereSeparator: \.isNewline
        ) {
            if line.isEmpty { break }
            if let last = lines.last, line.first == " " || line.first == "\t" {
                lines[lines.count - 1] = last + " " + line.drop { $0 == " " || $0 == "\t" }
            } else {
                lines.append(String(line))
            }
        }
        headers = lines.compactMap { line in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let name = String(line[..<colon])
            guard MailHead.shown.contains(where: { $0.lowercased() == name.lowercased() }) else { return nil }
            return Likeness.Header(name, String(line[colon...].dropFirst().drop { $0 == " " }))
        }
    }
}

/// How the file of a media type is called.
enum MediaEnding {
    static func of(_ mediaType: String) -> String {
        switch mediaType.prefix(while: { $0 != ";" }) {
        case "message/rfc822": "eml"
        case "application/xml", "text/xml": "xml"
        case "application/pdf": "pdf"
        case "application/json": "json"
        case "application/x-www-form-urlencoded": "form"
        default: "txt"
        }
    }
}

extension VariantChoice {
    /// The name, and why it was this one.
    fileprivate var words: String {
        let name = variant?.rawValue ?? "base"
        return switch reason {
        case .conditions(let conditions): "\(name), since \(conditions.joined(separator: " and "))"
        case .lot(let experiment, _): "\(name), by lot of \(experiment)"
        case .none: "\(name), since no other is for this message"
        case .asked: "\(name), as chosen"
        }
    }
}
