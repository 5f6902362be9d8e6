import Dunning
import Pages

/// Answers the studio's requests: pages, and the pieces that they show.
struct StudioDesk: Sendable {
    /// An answer with its media type and its policy.
    struct Reply: Sendable {
        var status = 200
        var type: String
        var policy: String
        var body: [UInt8]
    }

    let source: any Source

    /// What a page may load: what is ours, and nothing written into it.
    private static let pagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; frame-src 'self'; "
        + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    /// What a mail's own HTML may do: be looked at; the sandbox takes its origin away.
    private static let mailPolicy =
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'self'"
    /// A browser shows a PDF or plays a sound by a page of its own, which a stricter policy would break.
    private static let piecePolicy = "frame-ancestors 'self'"

    /// Answers a GET of a path with its query.
    func answer(path: [String], query: String?) async -> Reply {
        let address = StudioAddress(query: query)
        switch (path.count, path.first) {
        case (0, _): return await page(address)
        case (1, "style.css"): return text(PageStyle.common + StudioStyle.sheet, "text/css")
        case (1, "studio.js"): return text(StudioScript.source, "text/javascript")
        case (2, "piece"): return await piece(path[1], address)
        default: return missing
        }
    }

    private func page(_ address: StudioAddress) async -> Reply {
        let (catalogue, generation) = await source.catalogue()
        var wanted = address.selection
        if wanted.template.isEmpty { wanted.template = catalogue.templates.first?.name ?? "" }
        let sight = await source.sight(of: wanted)
        let page = StudioPage(
            catalogue: catalogue,
            generation: generation,
            address: StudioAddress(selection: sight.selection, width: address.width, theme: address.theme),
            sight: sight
        )
        return Reply(type: "text/html; charset=utf-8", policy: Self.pagePolicy, body: Array(page.html.source.utf8))
    }

    private func piece(_ name: String, _ address: StudioAddress) async -> Reply {
        let sight = await source.sight(of: address.selection)
        guard let piece = sight.rendition?.piece(name) else { return missing }
        let isHTML = piece.mediaType.hasPrefix("text/html")
        // What a browser would run, or put away, is shown as text.
        let isMarkup = piece.mediaType.contains("xml") || piece.mediaType == "message/rfc822"
        return Reply(
            type: isMarkup ? "text/plain; charset=utf-8" : piece.mediaType,
            policy: isHTML ? Self.mailPolicy : Self.piecePolicy,
            body: piece.bytes
        )
    }

    private func text(_ text: String, _ type: String) -> Reply {
        Reply(type: "\(type); charset=utf-8", policy: "default-src 'none'", body: Array(text.utf8))
    }

    private var missing: Reply {
        Reply(
            status: 404,
            type: "text/plain; charset=utf-8",
            policy: "default-src 'none'",
            body: Array("not found\n".utf8)
        )
    }
}
