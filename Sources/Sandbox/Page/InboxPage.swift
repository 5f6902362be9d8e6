import Pages

/// The one page: all messages on the left, the picked one on the right; on a phone one after the other.
struct InboxPage {
    let query: InboxQuery
    let messages: [Message]
    let picked: Message?
    /// Whether the reader chose the message, as opposed to being shown the newest.
    let isPicked: Bool
    let view: MailView
    let dropped: Int

    var html: HTML {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(title)</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="/style.css">
        </head>
        \(isPicked ? "<body class=\"picked\">" : "<body>" as HTML)
        <header class="top">
        <h1><a href="/"><span class="bird" aria-hidden="true"></span>Dunlin sandbox</a></h1>
        <p>Nothing here has left this machine.</p>
        <form action="/" method="get" role="search">\(channelField)
        <input type="search" name="q" value="\(query.search)" placeholder="Search" aria-label="Search messages">
        </form>
        </header>
        <nav class="channels" aria-label="Channels">\(tabs)</nav>
        <main>
        <section class="list" aria-label="Messages">\(list)</section>
        <section class="detail" aria-label="Message">\(detail)</section>
        </main>
        </body>
        </html>

        """
    }

    private var title: String {
        picked.flatMap { isPicked ? "\(Reading($0).title.prefix(80)) · Dunlin sandbox" : nil }
            ?? "Inbox · Dunlin sandbox"
    }

    private var channelField: HTML {
        guard let channel = query.channel else { return .nothing }
        return "<input type=\"hidden\" name=\"channel\" value=\"\(channel.rawValue)\">"
    }

    private var tabs: [HTML] {
        [tab("All", nil)] + Message.Channel.allCases.map { tab($0.plural, $0) }
    }

    private func tab(_ name: String, _ channel: Message.Channel?) -> HTML {
        let current: HTML = query.channel == channel ? " aria-current=\"page\"" : .nothing
        let mark: HTML = channel.map { "<i class=\"dot \($0.rawValue)\"></i>" } ?? .nothing
        return "<a href=\"\(link(channel: channel))\"\(current)>\(mark)\(name)</a>"
    }

    private var list: HTML {
        guard !messages.isEmpty else { return emptyList }
        let older: HTML =
            if let last = messages.last(where: { $0.id > 0 }), messages.count == query.limit {
                "<a class=\"older\" href=\"\(link(channel: query.channel, before: last.id))\">Older messages</a>"
            } else { .nothing }
        let lost: HTML =
            dropped > 0 ? "<p class=\"hint\">\(dropped) older messages were dropped to save memory.</p>" : .nothing
        return "<ol>\(messages.map(row))</ol>\(older)\(lost)"
    }

    private var emptyList: HTML {
        if query.search.isEmpty, query.channel == nil {
            return """
                <div class="empty"><h2>No messages yet</h2><p>Point a provider at this sandbox, and work the queue. \
                Whatever is sent shows up here, newest first.</p></div>
                """
        }
        return "<div class=\"empty\"><h2>Nothing matches</h2><p><a href=\"/\">Show all messages</a></p></div>"
    }

    private func row(_ message: Message) -> HTML {
        let reading = Reading(message)
        let current: HTML = message.id == picked?.id ? " aria-current=\"true\"" : .nothing
        return """
            <li><a href="\(link(channel: query.channel, id: reading.key, before: query.before))"\(current)>\
            <i class="mark \(message.channel.rawValue)" aria-hidden="true"></i>\
            <span class="who">\(message.to.first ?? "")\(others(message))</span>\
            <time>\(CivilTime(message.receivedAt).clock.prefix(5))</time>\
            <span class="what">\(reading.title.prefix(140))</span>\(Badge(message).html)</a></li>

            """
    }

    private func others(_ message: Message) -> HTML {
        message.to.count > 1 && message.channel != .letter ? " <small>+\(message.to.count - 1)</small>" : .nothing
    }

    private var detail: HTML {
        guard let picked else { return .nothing }
        let back: HTML =
            "<a class=\"back\" href=\"\(link(channel: query.channel, before: query.before))\">← All messages</a>"
        return "\(back)\(MessageView(message: picked, view: view, link: pickedLink).html)"
    }

    private var pickedLink: String {
        link(channel: query.channel, id: picked.map { Reading($0).key }, before: query.before)
    }

    private func link(channel: Message.Channel?, id: String? = nil, before: Int? = nil) -> String {
        var fields: [(name: String, value: String)] = []
        if let channel { fields.append(("channel", channel.rawValue)) }
        if !query.search.isEmpty { fields.append(("q", query.search)) }
        if let before { fields.append(("before", String(before))) }
        if let id { fields.append(("id", id)) }
        return fields.isEmpty ? "/" : "/?" + Form(fields).encoded
    }
}

extension Message.Channel {
    /// What a tab calls it.
    fileprivate var plural: String {
        switch self {
        case .email: "Email"
        case .sms: "Text messages"
        case .voice: "Calls"
        case .letter: "Letters"
        }
    }
}

/// The small label that tells how a message fared.
struct Badge {
    let message: Message

    init(_ message: Message) {
        self.message = message
    }

    var html: HTML {
        guard message.isAccepted else { return "<span class=\"badge bad\">refused</span>" }
        switch message.status {
        case "undelivered", "bounced", "failed": return "<span class=\"badge bad\">\(message.status)</span>"
        case "busy", "no-answer": return "<span class=\"badge odd\">\(message.status)</span>"
        case "notice": return "<span class=\"badge odd\">bounce notice</span>"
        default:
            guard let fault = message.fault else { return .nothing }
            return "<span class=\"badge odd\">\(fault.rawValue)</span>"
        }
    }
}
