package import Dunning
import Pages

/// All messages as pages to browse, with an index; the links are relative, and nothing needs a script or a network.
package struct Gallery: Sendable {
    /// One message of the gallery.
    package struct Item: Sendable {
        package let selection: Selection
        package let showing: Showing

        package init(_ selection: Selection, _ showing: Showing) {
            self.selection = selection
            self.showing = showing
        }

        /// The folder of its page and its pieces; identifiers and locales are plain names.
        var folder: String {
            [
                "messages", selection.template, selection.locale ?? "own", Gallery.plain(selection.sample ?? "sample"),
                selection.channel.rawValue,
            ].joined(separator: "/")
        }

        var problems: [Problem] {
            guard case .failed(let problems) = showing else { return [] }
            return problems
        }
    }

    let items: [Item]
    let catalogue: Catalogue
    /// The moment of the messages.
    let date: Instant

    package init(items: [Item], catalogue: Catalogue, date: Instant) {
        self.items = items
        self.catalogue = catalogue
        self.date = date
    }

    /// Index and style sheet; the pages of the messages come one by one from ``files(of:)``.
    package var files: [Piece] {
        [
            Piece("index.html", "text/html; charset=utf-8", Array(IndexPage(gallery: self).html.source.utf8)),
            Piece("style.css", "text/css; charset=utf-8", Array((PageStyle.common + PageStyle.gallery).utf8)),
        ]
    }

    /// The page of a message and its pieces.
    package static func files(of item: Item) -> [Piece] {
        let page = Piece(
            item.folder + "/index.html",
            "text/html; charset=utf-8",
            Array(ItemPage(item: item).html.source.utf8)
        )
        guard case .rendered(let rendition) = item.showing else { return [page] }
        return [page]
            + rendition.files.map { Piece(item.folder + "/" + $0.name, $0.mediaType, $0.bytes) }
    }

    /// A sample's name as the name of a folder.
    static func plain(_ name: String) -> String {
        String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "-" })
    }
}

/// The page of one message.
private struct ItemPage {
    let item: Gallery.Item

    var html: HTML {
        let selection = item.selection
        let name = "\(selection.template) · \(selection.locale ?? "own locale") · \(selection.channel.rawValue)"
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(name)</title><link rel="stylesheet" href="../../../../../style.css"></head>
            <body class="item"><header class="top"><a class="brand" href="../../../../../index.html">\
            <i class="bird"></i>Gallery</a><h1>\(selection.template)</h1>\
            <p>\(selection.locale ?? "own locale") · \(selection.channel.rawValue) · \(selection.sample ?? "")</p></header>
            <main>\(content)</main></body></html>

            """
    }

    private var content: HTML {
        switch item.showing {
        case .failed(let problems): "<div class=\"sheet\">\(ProblemView(problems: problems).html)</div>"
        case .rendered(let rendition):
            """
            <div class="sheet">\(MessageView(rendition: rendition) { $0 }.html)</div>
            <aside>\(FactsView(rendition: rendition) { $0 }.html)</aside>
            """
        }
    }
}
