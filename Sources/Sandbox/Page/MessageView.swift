import Foundation
import Pages

/// Which side of a mail is shown.
enum MailView: String, CaseIterable {
    case rendered, text, source
}

/// One message in full, each channel in its own clothes.
struct MessageView {
    let message: Message
    let view: MailView
    /// The address of this very message, to which a view is added.
    let link: String

    private static let longestSource = 256 * 1024

    var html: HTML {
        "<article class=\"\(message.channel.rawValue)\">\(head)\(content)\(timeline)</article>"
    }

    private var head: HTML {
        """
        <header><p class="kind"><i class="dot \(message.channel.rawValue)"></i>\(kind)\(Badge(message).html)</p>
        <h2>\(heading)</h2>
        <dl>\(facts.map { "<dt>\($0.name)</dt><dd>\($0.value)</dd>" as HTML })</dl>\(answer)</header>
        """
    }

    private var kind: String {
        switch message.channel {
        case .email: "Email"
        case .sms: "Text message"
        case .voice: "Call"
        case .letter: "Letter"
        }
    }

    private var heading: String {
        switch message.content {
        case .mail: Reading(message).title
        case .text, .call: message.to.joined(separator: ", ")
        case .letter(let letter): letter.address.first ?? letter.attempt
        }
    }

    private var facts: [(name: String, value: String)] {
        let time = CivilTime(message.receivedAt)
        var facts: [(name: String, value: String)] = []
        if case .letter(let letter) = message.content {
            facts = [("Attempt", letter.attempt), ("File", letter.file ?? "not a plain name in the folder")]
            if let pages = letter.pages { facts.append(("Pages", String(pages))) }
            if let sha256 = letter.sha256 { facts.append(("SHA-256", sha256)) }
        } else {
            facts = [("From", message.from.isEmpty ? "<>" : message.from), ("To", message.to.joined(separator: ", "))]
            facts.append(("Reference", message.reference))
        }
        facts.append(("Received", "\(time.calendarDay) \(time.clock) UTC, by \(message.provider)"))
        return facts + message.details.prefix(40)
    }

    private var answer: HTML {
        guard case .refused(let answer) = message.outcome else { return .nothing }
        return "<p class=\"refusal\"><strong>Refused:</strong> \(answer)</p>"
    }

    private var content: HTML {
        switch message.content {
        case .mail(let raw): raw.isEmpty ? .nothing : mail(raw)
        case .text(let text): PhoneView(from: message.from, text: text).html
        case .call(let script): ScriptView(script: script, events: message.events).html
        case .letter(let letter): letterView(letter)
        }
    }

    private func mail(_ raw: [UInt8]) -> HTML {
        let mail = MIMEPart(raw)
        let isHTML = mail.first("text/html") != nil
        let shown = view == .rendered && !isHTML ? .text : view
        let tabs = MailView.allCases.filter { $0 != .rendered || isHTML }.map { tab($0, isCurrent: $0 == shown) }
        let body: HTML
        switch shown {
        case .rendered:
            body = """
                <iframe class="mail" sandbox="" title="The mail as its reader sees it" referrerpolicy="no-referrer" \
                src="/messages/\(message.id)/html"></iframe>
                """
        case .text:
            body = "<pre class=\"letterpress\">\(mail.first("text/plain")?.text ?? "This mail has no text part.")</pre>"
        case .source: body = source(raw)
        }
        return "<nav class=\"views\" aria-label=\"Views\">\(tabs)</nav>\(body)\(attachments(mail))"
    }

    private func tab(_ view: MailView, isCurrent: Bool) -> HTML {
        let current: HTML = isCurrent ? " aria-current=\"page\"" : .nothing
        return "<a href=\"\(link)&view=\(view.rawValue)\"\(current)>\(view.rawValue.capitalized)</a>"
    }

    private func source(_ raw: [UInt8]) -> HTML {
        let text = String(decoding: raw.prefix(MessageView.longestSource), as: UTF8.self)
        let more: HTML =
            raw.count > MessageView.longestSource
            ? "<p class=\"hint\">The source goes on; see <a href=\"/messages/\(message.id)/raw\">all of it</a>.</p>"
            : .nothing
        return "<pre class=\"source\">\(text)</pre>\(more)"
    }

    private func attachments(_ mail: MIMEPart) -> HTML {
        let parts = mail.attachments
        guard !parts.isEmpty else { return .nothing }
        let items: [HTML] = parts.map { part in
            "<li>\(part.fileName ?? "unnamed") <small>\(part.type), \(part.content.count) bytes</small></li>"
        }
        return "<h3>Attachments</h3><ul class=\"attachments\">\(items)</ul>"
    }

    private func letterView(_ letter: Letter) -> HTML {
        let address: HTML = "<address>\(letter.address.map { "\($0)<br>" as HTML })</address>"
        guard let file = letter.file, letter.size != nil else {
            return "\(address)<p class=\"refusal\">The manifest names a letter that is not in the folder.</p>"
        }
        let path = "/letters/\(PercentCoding.encode(file))"
        return """
            \(address)<iframe class="pdf" title="The letter" src="\(path)"></iframe>
            <p class="hint"><a href="\(path)">Open the letter alone</a></p>
            """
    }

    private var timeline: HTML {
        guard !message.events.isEmpty else { return .nothing }
        let rows: [HTML] = message.events.map { event in
            let note: HTML = event.note.map { " <span>\($0)</span>" } ?? .nothing
            return "<li><time>\(CivilTime(event.at).clock)</time> <b>\(event.status)</b>\(note)</li>"
        }
        return "<h3>What happened then</h3><ol class=\"timeline\">\(rows)</ol>"
    }
}
