import Pages

/// A message as its debtor sees or hears it, each channel in its own clothes.
struct MessageView {
    let rendition: Rendition
    /// The address of a piece.
    let link: (String) -> String

    var html: HTML {
        switch rendition.content {
        case .email(let email): mail(email)
        case .sms(let text): PhoneView(text: text).html
        case .voice(let call): speech(call)
        case .letter(let letter): paper(letter)
        }
    }

    private func mail(_ email: Likeness.Email) -> HTML {
        let rows: [HTML] = email.headers.map { "<dt>\($0.name)</dt><dd>\($0.value)</dd>" }
        let frame: HTML? = email.hasHTML ? self.frame("email.html", "The mail as its reader sees it", "mail") : nil
        return """
            <section class="mail"><header class="head"><h3 class="subject">\(email.subject)</h3>\
            <dl>\(rows)</dl></header>
            <div class="parts"><div class="part wide">\(frame)</div>
            <div class="part"><h4>Plain text</h4><pre class="text" tabindex="0">\(email.text)</pre></div></div></section>
            """
    }

    private func frame(_ piece: String, _ title: String, _ kind: String) -> HTML {
        """
        <iframe class="\(kind)" sandbox="" referrerpolicy="no-referrer" title="\(title)" \
        src="\(link(piece))"></iframe>
        """
    }

    private func speech(_ call: Likeness.Call) -> HTML {
        let paragraphs: [HTML] = call.paragraphs.map { "<p>\($0)</p>" }
        let audio: HTML =
            rendition.piece("voice.wav") == nil
            ? "<p class=\"hint\">Not to be heard: espeak-ng is not installed, or speaks no such language.</p>"
            : "<audio controls preload=\"none\" src=\"\(link("voice.wav"))\"></audio>"
        let sources: [HTML] = rendition.files.filter { $0.name.hasSuffix("ml") }.map { piece in
            """
            <details id="source-\(piece.name)"><summary>\(piece.name)</summary>\
            <pre class="source">\(String(decoding: piece.bytes, as: UTF8.self))</pre></details>
            """
        }
        return "<section class=\"speech\">\(audio)<div class=\"script\">\(paragraphs)</div>\(sources)</section>"
    }

    private func paper(_ letter: Likeness.Letter) -> HTML {
        let pictures = rendition.files.filter { $0.mediaType == "image/png" }
        let pages: [HTML] = pictures.enumerated().map { index, piece in
            """
            <img class="page" loading="lazy" src="\(link(piece.name))" alt="Page \(index + 1) of \(letter.pages)">
            """
        }
        let pdf: HTML = "<iframe class=\"pdf\" title=\"The letter\" src=\"\(link("letter.pdf"))\"></iframe>"
        return "<section class=\"paper\">\(pages.isEmpty ? [pdf] : pages)</section>"
    }
}

/// A text message on the phone that it was sent to, with the places where it is cut into segments.
struct PhoneView {
    let text: Likeness.Text

    var html: HTML {
        """
        <figure class="phone"><div class="screen"><p class="sender">\(text.sender)</p>\
        <p class="bubble">\(pieces)</p></div></figure>
        """
    }

    private var pieces: [HTML] {
        var before = 0
        return text.segments.enumerated().map { index, segment in
            let place = text.culprit.map { $0.place - 1 - before }
            before += segment.count
            return "<span class=\"segment\" title=\"segment \(index + 1)\">\(marked(segment, place))</span>"
        }
    }

    /// The character that forces UCS-2 stands out.
    private func marked(_ segment: String, _ place: Int?) -> HTML {
        guard let place, (0..<segment.count).contains(place) else { return "\(segment)" }
        let start = segment.index(segment.startIndex, offsetBy: place)
        let end = segment.index(after: start)
        return "\(segment[..<start])<mark>\(segment[start..<end])</mark>\(segment[end...])"
    }
}
