import Dunning
import Pages

/// The first page of a gallery: a table of what there is, then every message at a glance.
struct IndexPage {
    let gallery: Gallery

    var html: HTML {
        let broken = gallery.items.filter { !$0.problems.isEmpty }.count
        let errors: HTML? = broken == 0 ? nil : ", <b class=\"bad\">\(broken) cannot be sent</b>"
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Templates</title><link rel="stylesheet" href="style.css"></head>
            <body class="index"><header class="top"><span class="brand"><i class="bird"></i>Gallery</span>
            <p>\(gallery.items.count) messages as of \(gallery.date.words)\(errors)</p></header>
            <nav class="matrix" aria-label="Templates and locales"><table><tbody>\(names.map(row))</tbody></table></nav>
            <main>\(names.map(section))</main></body></html>

            """
    }

    /// The templates of which there is something.
    private var names: [String] {
        let shown = Set(gallery.items.map(\.selection.template))
        return gallery.catalogue.templates.map(\.name).filter(shown.contains)
    }

    private func items(_ template: String) -> [Gallery.Item] {
        gallery.items.filter { $0.selection.template == template }
    }

    private func row(_ template: String) -> HTML {
        let items = items(template)
        let cells: [HTML] = groups(items).map { group in
            let isBad = group.contains { !$0.problems.isEmpty }
            return "<a href=\"#\(anchor(group[0]))\" class=\"\(isBad ? "bad" : "good")\">\(label(group[0]))</a>"
        }
        let entry = gallery.catalogue.entry(template)
        return """
            <tr><th scope="row"><a href="#\(template)">\(template)</a><small>\(entry?.title ?? "")</small></th>\
            <td>\(cells)</td></tr>
            """
    }

    private func section(_ template: String) -> HTML {
        let rows: [HTML] = groups(items(template)).map { group in
            let sample = group[0].selection.sample.map { "<small>\($0)</small>" as HTML }
            return """
                <h3 id="\(anchor(group[0]))">\(group[0].selection.locale ?? "own locale")\(sample)</h3>
                <div class="cards">\(group.map { CardView(item: $0).html })</div>
                """
        }
        let title = gallery.catalogue.entry(template)?.title ?? ""
        return """
            <section><h2 id="\(template)">\(template)<small>\(title)</small></h2>\(rows)</section>
            """
    }

    /// The channels of one template, locale and sample together.
    private func groups(_ items: [Gallery.Item]) -> [[Gallery.Item]] {
        var groups: [[Gallery.Item]] = []
        for item in items {
            if let last = groups.last?[0], anchor(last) == anchor(item) {
                groups[groups.count - 1].append(item)
            } else {
                groups.append([item])
            }
        }
        return groups
    }

    /// With the sample's name where a locale is shown with several.
    private func label(_ item: Gallery.Item) -> String {
        let locale = item.selection.locale ?? "own"
        let samples = Set(
            items(item.selection.template).filter { $0.selection.locale == item.selection.locale }
                .compactMap(\.selection.sample)
        )
        return samples.count > 1 ? "\(locale) \(item.selection.sample ?? "")" : locale
    }

    private func anchor(_ item: Gallery.Item) -> String {
        let selection = item.selection
        let sample = Gallery.plain(selection.sample ?? "sample")
        return "\(selection.template)-\(selection.locale ?? "own")-\(sample)"
    }
}

/// One message at a glance.
private struct CardView {
    let item: Gallery.Item

    var html: HTML {
        let channel = item.selection.channel.rawValue
        return """
            <article class="card \(channel)"><header><i class="dot \(channel)"></i>\
            <a href="\(item.folder)/index.html">\(channel)</a>\(note)</header><div class="glance">\(glance)</div></article>
            """
    }

    private var note: HTML? {
        guard case .rendered(let rendition) = item.showing else { return "<b class=\"bad\">error</b>" }
        let cost = rendition.cost.map { " · " + $0.total } ?? ""
        switch rendition.content {
        case .email: return nil
        case .sms(let text):
            let count = text.segments.count
            return "<small>\(count) segment\(count == 1 ? "" : "s"), \(text.encoding)\(cost)</small>"
        case .voice(let call): return "<small>\(call.milliseconds == nil ? "" : call.duration)\(cost)</small>"
        case .letter(let letter): return "<small>\(letter.pages) page\(letter.pages == 1 ? "" : "s")\(cost)</small>"
        }
    }

    private var glance: HTML {
        guard case .rendered(let rendition) = item.showing else {
            return ProblemView(problems: item.problems).html
        }
        let link = { (piece: String) in "\(item.folder)/\(piece)" }
        switch rendition.content {
        case .email(let email):
            let text: HTML = "<pre class=\"text\">\(email.text)</pre>"
            return "<p class=\"subject\">\(email.subject)</p>\(email.hasHTML ? frame(link("email.html")) : text)"
        case .sms(let text): return PhoneView(text: text).html
        case .voice, .letter: return MessageView(rendition: rendition, link: link).html
        }
    }

    private func frame(_ address: String) -> HTML {
        """
        <div class="shrunk"><iframe sandbox="" loading="lazy" tabindex="-1" title="The mail" src="\(address)"></iframe></div>
        """
    }
}
