/// The plain-text part of an email, made from its HTML part where the author gave none.
///
/// Two steps: the walk over the parsed page tells words and ``TextMark``s, ``PlainTextSetter`` makes lines of them. The
/// walk knows nothing of values, so it is done once, when templates are loaded, over a page with placeholders; what it
/// tells is then a template itself, which is rendered for each message and set.
enum PlainTextFromHTML {
    /// The marked text of a linked `email.html` whose styles are in its elements; values are not escaped in it.
    ///
    /// Nil where it cannot be told before values are known: a section within a link's address, or a page that had to be
    /// mended; then each message's own HTML must be read.
    static func derive(from html: LinkedTemplate) -> LinkedTemplate? {
        let page = MailPage(html)
        guard page.isUnambiguous, let tree = HTMLTree(page.bytes), !tree.elements.contains(where: \.isMended) else {
            return nil
        }
        var walk = Walk(tree, page)
        walk.read(tree.roots)
        return walk.builder.nodes.map { LinkedTemplate(file: html.file, nodes: $0) }
    }

    /// The text of a rendered page; nil where the HTML cannot be read at all.
    static func text(of html: String, language: String = "en") -> String? {
        let spot = MustacheSpot(file: "", line: 1, column: 1)
        let page = MailPage(LinkedTemplate(file: "", nodes: [.text(Array(html.utf8), spot)]))
        guard let tree = HTMLTree(page.bytes) else { return nil }
        var walk = Walk(tree, page)
        walk.read(tree.roots)
        guard let nodes = walk.builder.nodes else { return nil }
        let marked = nodes.reduce(into: [UInt8]()) { bytes, node in
            if case .text(let text, _) = node { bytes += text }
        }
        return PlainTextSetter.set(marked, language: language)
    }

    /// The rules: what each element leaves in a text.
    private struct Walk {
        private static let silent: Set<String> = [
            "head", "title", "style", "script", "template", "noscript", "textarea", "select",
        ]
        private static let blocks: Set<String> = [
            "address", "article", "aside", "body", "center", "div", "footer", "header", "main", "section", "tr", "td",
            "th",
            "dt", "dd", "caption", "table",
        ]
        private static let paragraphs: Set<String> = ["p", "blockquote", "dl", "figure", "pre"]

        let tree: HTMLTree
        let page: MailPage
        var builder: MarkedTextBuilder
        /// Whether the table at hand holds data.
        private var isInData = false

        init(_ tree: HTMLTree, _ page: MailPage) {
            self.tree = tree
            self.page = page
            builder = MarkedTextBuilder(page)
        }

        mutating func read(_ nodes: [HTMLTree.Node]) {
            for node in nodes {
                switch node {
                case .text(let text, _): builder.add(text)
                case .comment(let text, _): builder.take(comment: text)
                case .element(let index): read(tree.elements[index])
                }
            }
        }

        private mutating func read(_ element: HTMLTree.Element) {
            let style = Self.telling(element["style"]).map(StyleSheet.declarations) ?? []
            // Sections that begin in what is not seen end there too.
            guard !Self.silent.contains(element.name), element["hidden"] == nil, !style.contains(where: Self.hides)
            else {
                return
            }
            let isUnbroken = style.contains { $0.property == "white-space" && $0.value == "nowrap" }
            if isUnbroken { builder.add(.unbroken) }
            readShown(element)
            if isUnbroken { builder.add(.unbrokenEnd) }
        }

        /// A style that may say what counts here; most say nothing of it.
        private static func telling(_ style: String?) -> String? {
            guard let style = style?.lowercased(),
                ["none", "hidden", "nowrap", "font-size"].contains(where: style.contains)
            else {
                return nil
            }
            return style
        }

        private mutating func readShown(_ element: HTMLTree.Element) {
            switch element.name {
            case "br": builder.add(.lineEnd)
            case "hr": builder.add(.rule)
            case "img": builder.add(element["alt"] ?? "")
            case "a": readLink(element)
            case "h1", "h2", "h3", "h4", "h5", "h6":
                builder.add(.paragraph)
                read(element.children)
                builder.add(element.name == "h1" ? .paragraph : .attached)
            case "ul", "ol":
                builder.add(element.name == "ol" ? .orderedList : .list)
                read(element.children)
                builder.add(.listEnd)
            case "li":
                builder.add(.item)
                read(element.children)
            case "table" where !isLayout(element): readTable(element)
            case "tr" where isInData, "td" where isInData, "th" where isInData: readCell(element)
            default: readBlock(element)
            }
        }

        private mutating func readBlock(_ element: HTMLTree.Element) {
            let mark: TextMark? =
                Self.paragraphs.contains(element.name) ? .paragraph : Self.blocks.contains(element.name) ? .line : nil
            mark.map { builder.add($0) }
            let outer = isInData
            if element.name == "table" { isInData = false }
            read(element.children)
            isInData = outer
            mark.map { builder.add($0) }
        }

        private mutating func readLink(_ element: HTMLTree.Element) {
            guard let address = element.attributes.first(where: { $0.name == "href" }) else {
                return read(element.children)
            }
            builder.add(.link)
            read(element.children)
            builder.add(isButton(element) ? .addressBelow : .address)
            builder.add(address)
            builder.add(.linkEnd)
        }

        private func isButton(_ element: HTMLTree.Element) -> Bool {
            element.classes.contains("button")
                || element.parent.map { tree.elements[$0].classes.contains("button") } ?? false
        }

        private mutating func readTable(_ element: HTMLTree.Element) {
            let outer = isInData
            isInData = true
            builder.add(.table)
            read(element.children)
            builder.add(.tableEnd)
            isInData = outer
        }

        private mutating func readCell(_ element: HTMLTree.Element) {
            guard element.name != "tr" else {
                builder.add(.row)
                return read(element.children)
            }
            let isLabel = element.name == "th" && element["scope"] != "col"
            let isAmount = element.classes.contains("amount") || element["align"] == "right"
            builder.add(isLabel ? .label : isAmount ? .amount : .cell)
            read(element.children)
            // What spans several columns leaves the others empty.
            let span = element["colspan"].flatMap { Int($0) } ?? 1
            for _ in 1..<max(1, min(span, 20)) { builder.add(.cell) }
        }

        private func isLayout(_ element: HTMLTree.Element) -> Bool {
            element["role"] == "presentation" || element["role"] == "none"
        }

        private static func hides(_ declaration: StyleDeclaration) -> Bool {
            switch (declaration.property, declaration.value.lowercased()) {
            case ("display", "none"), ("visibility", "hidden"), ("font-size", "0"), ("font-size", "0px"): true
            default: false
            }
        }
    }
}
