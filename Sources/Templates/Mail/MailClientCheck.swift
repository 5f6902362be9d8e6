import Dunning

/// Finds what mail clients drop, ignore or warn of in the HTML of a mail, each with its place, its reason and its mend.
enum MailClientCheck {
    /// Gmail shows no more of a mail than this and hides the rest behind a link.
    static let byteLimit = 102_000

    /// Looks through a linked `email.html`, before its styles were put into its elements.
    static func check(_ template: LinkedTemplate) -> [Diagnostic] {
        let page = MailPage(template)
        guard let tree = HTMLTree(page.bytes) else { return [] }
        var check = Check(page: page, tree: tree)
        for index in tree.elements.indices where tree.elements[index].startTag != nil { check.look(at: index) }
        return check.diagnostics
    }

    /// The warning for a mail that Gmail would cut off; nil where it is short enough.
    ///
    /// - Parameters:
    ///   - bytes: The size of the rendered HTML.
    ///   - file: The file of the part.
    /// - Returns: A warning without a line, for the whole is too long.
    static func clipping(bytes: Int, file: String) -> Diagnostic? {
        guard bytes > byteLimit else { return nil }
        return Diagnostic(
            .warning,
            at: Place(file: file),
            "the HTML is \(bytes / 1_000) kB; Gmail cuts mails off at \(byteLimit / 1_000) kB",
            mend: "shorten it, or show fewer rows"
        )
    }

    /// What clients do to an element, and what to write in its place.
    private struct Fault {
        let severity: Diagnostic.Severity
        let reason: String
        let mend: String

        init(_ severity: Diagnostic.Severity, _ reason: String, _ mend: String) {
            self.severity = severity
            self.reason = reason
            self.mend = mend
        }
    }

    private struct Check {
        let page: MailPage
        let tree: HTMLTree
        var diagnostics: [Diagnostic] = []

        mutating func look(at index: Int) {
            let element = tree.elements[index]
            guard let tag = element.startTag else { return }
            if let fault = MailClientCheck.elements[element.name] {
                complain(fault.severity, at: tag.lowerBound, "<\(element.name)> \(fault.reason)", fault.mend)
            } else if element.isMended {
                let mend = "close what is open before it, and put rows and cells into tables only"
                complain(.warning, at: tag.lowerBound, "<\(element.name)> may not stand here", mend)
            } else if element.endTag == nil, MailClientCheck.closed.contains(element.name) {
                complain(.warning, at: tag.lowerBound, "<\(element.name)> is never closed", "add </\(element.name)>")
            }
            for attribute in element.attributes { look(at: attribute, of: element) }
            if element.name == "img", element["alt"] == nil {
                let mend = "add alt=\"…\" with what it says, or alt=\"\" where it is decoration"
                complain(.error, at: tag.lowerBound, "image without alternative text", mend)
            }
            if element.name == "style" { lookAtSheet(of: element) }
        }

        private mutating func look(at attribute: HTMLTree.Attribute, of element: HTMLTree.Element) {
            let offset = attribute.valueRange.lowerBound
            switch attribute.name {
            case "style": lookAtStyle(StyleSheet.declarations(attribute.value), base: offset)
            case "href" where element.name == "a": lookAtLink(attribute)
            case "src" where element.name == "img": lookAtSource(attribute)
            case "background":
                complain(.warning, at: offset, "background images are not shown by many clients", "use a colour")
            case let name where name.hasPrefix("on"):
                complain(.error, at: offset, "`\(name)` is taken out: mails run no scripts", "remove it")
            default: return
            }
        }

        private mutating func lookAtLink(_ attribute: HTMLTree.Attribute) {
            guard let fault = address(attribute.value, allowed: ["https", "mailto", "tel"]) else { return }
            complain(
                .error,
                at: attribute.valueRange.lowerBound,
                "link \(fault)",
                "write `https://…`, `mailto:…` or `tel:…`"
            )
        }

        private mutating func lookAtSource(_ attribute: HTMLTree.Attribute) {
            guard let fault = address(attribute.value, allowed: ["https", "cid"]) else { return }
            complain(.error, at: attribute.valueRange.lowerBound, "image \(fault)", "write `https://…`")
        }

        /// Why an address is none for a mail; nil where it is good, or a value that was checked.
        private func address(_ value: String, allowed: Set<String>) -> String? {
            let value = value.trimmed
            guard let first = value.unicodeScalars.first else { return "leads nowhere" }
            if page.variable(first) != nil { return nil }
            guard let colon = value.firstIndex(of: ":"), value[..<colon].allSatisfy({ $0.isLetter || $0.isNumber })
            else {
                return value.hasPrefix("#") ? "leads into the mail, which many clients ignore" : "has no scheme"
            }
            let scheme = value[..<colon].lowercased()
            return allowed.contains(scheme) ? nil : "is `\(scheme):`"
        }

        private mutating func lookAtSheet(of element: HTMLTree.Element) {
            guard let start = element.startTag?.upperBound, let end = element.endTag?.lowerBound else { return }
            lookAt(StyleSheet(page.bytes[start..<end], base: start).items)
        }

        private mutating func lookAt(_ items: [StyleSheet.Item]) {
            for item in items {
                switch item {
                case .rule(let rule): lookAtStyle(rule.declarations, base: 0)
                case .conditional(_, let inner): lookAt(inner)
                case .other("font-face", _, let offset):
                    complain(.warning, at: offset, "web fonts are not loaded by most clients", "use system fonts")
                case .other("import", _, let offset):
                    complain(.error, at: offset, "style sheets from elsewhere are not loaded", "put the rules here")
                case .other: continue
                }
            }
        }

        private mutating func lookAtStyle(_ declarations: [StyleDeclaration], base: Int) {
            for declaration in declarations {
                guard let fault = MailClientCheck.fault(of: declaration) else { continue }
                let text = "`\(declaration.property): \(declaration.value)` \(fault.reason)"
                complain(fault.severity, at: base + declaration.offset, text, fault.mend)
            }
        }

        private mutating func complain(
            _ severity: Diagnostic.Severity,
            at offset: Int,
            _ message: String,
            _ mend: String
        ) {
            diagnostics.append(page.diagnostic(severity, at: offset, message, mend: mend))
        }
    }

    /// Elements whose end tag the standard demands and authors forget.
    private static let closed: Set<String> = [
        "a", "b", "blockquote", "div", "em", "h1", "h2", "h3", "i", "ol", "small", "span", "strong", "style", "table",
        "title", "ul",
    ]

    private static let elements: [String: Fault] = {
        let script = Fault(.error, "is taken out: mails run no scripts", "remove it")
        let form = Fault(.error, "is taken out or warned of: mails hold no forms", "link to a page with the form")
        let frame = Fault(.error, "is taken out: mails hold no other pages", "link to the page")
        let media = Fault(.warning, "is played by few clients", "link to it")
        let drawing = Fault(.warning, "is taken out by most clients", "use text, or an image with alternative text")
        let outside = Fault(.error, "is not loaded: mails load no style sheets", "put the rules into <style>")
        let odd = Fault(.warning, "is taken out by many clients", "use <p>, <ul>, <table>")
        return [
            "script": script, "noscript": script, "form": form, "input": form, "button": form, "select": form,
            "textarea": form, "iframe": frame, "frame": frame, "frameset": frame, "object": frame, "embed": frame,
            "applet": frame, "video": media, "audio": media, "svg": drawing, "canvas": drawing, "math": drawing,
            "link": outside, "base": odd, "template": odd, "dialog": odd, "marquee": odd,
        ]
    }()

    private static func fault(of declaration: StyleDeclaration) -> Fault? {
        let value = declaration.value.lowercased()
        if value.contains("url(") {
            return Fault(
                .warning,
                "is not shown by many clients",
                "use a colour, and an <img> for pictures that matter"
            )
        }
        if value.contains("var(") || declaration.property.hasPrefix("--") {
            return Fault(.warning, "is read by few clients", "write out the value")
        }
        if value.contains("calc(") { return Fault(.warning, "is not read by Outlook", "write out the length") }
        switch declaration.property {
        case "position" where value != "static":
            return Fault(.warning, "is taken out by most clients", "lay out with tables")
        case "display" where value.contains("flex") || value.contains("grid"):
            return Fault(.warning, "is read by few clients", "lay out with a table, role=\"presentation\"")
        case "float" where value != "none":
            return Fault(.warning, "is ignored by Outlook", "lay out with the cells of a table, or `align`")
        case "margin", "margin-top", "margin-right", "margin-bottom", "margin-left":
            let isNegative = value.split(separator: " ").contains { $0.hasPrefix("-") }
            return isNegative ? Fault(.warning, "is taken out by many clients", "use padding, or less space") : nil
        case "animation", "transition", "transform", "filter", "clip-path", "z-index":
            return Fault(.warning, "is read by few clients", "do without it")
        default: return nil
        }
    }
}
