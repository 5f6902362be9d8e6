import Dunning
import Foundation

/// Puts the rules of `<style>` elements into the elements that they are for, once, when templates are loaded.
///
/// Many mail clients read no style sheet, all read `style="…"`. The cascade is CSS's own: specificity and order, an
/// element's own `style` over rules, `!important` over all. What only the client can decide (`@media`, pseudo-classes,
/// attributes that clients add) stays in the head; what was put into elements and is asked for by nothing else leaves it.
struct StyleInliner {
    /// Inlines the styles of a linked `email.html` in one locale, whose name and direction all of its messages share.
    static func inline(
        _ template: LinkedTemplate,
        in locale: String
    ) -> (template: LinkedTemplate, diagnostics: [Diagnostic]) {
        let isRightToLeft = Locale(identifier: locale).language.characterDirection == .rightToLeft
        return inline(template, known: ["language": locale, "direction": isRightToLeft ? "rtl" : "ltr"])
    }

    /// Inlines the styles of a linked `email.html`.
    ///
    /// - Parameters:
    ///   - template: The tree with all that it calls.
    ///   - known: Values that every message made of it will show, by their names, such as `direction`.
    /// - Returns: The tree with styles in its elements, as it was given where there are errors, and what was wrong.
    static func inline(
        _ template: LinkedTemplate,
        known: [String: String] = [:]
    ) -> (template: LinkedTemplate, diagnostics: [Diagnostic]) {
        let page = MailPage(template)
        guard let tree = HTMLTree(page.bytes) else {
            let problem = "elements are nested deeper than \(HTMLTree.depthLimit)"
            return (template, [page.diagnostic(at: 0, problem, mend: "close what is open, or nest less")])
        }
        var inliner = StyleInliner(page, tree, known)
        inliner.run()
        guard !inliner.diagnostics.contains(where: { $0.severity == .error }) else {
            return (template, inliner.diagnostics)
        }
        return (LinkedTemplate(file: template.file, nodes: page.nodes(with: inliner.edits)), inliner.diagnostics)
    }

    /// A declaration that holds for an element, with what its place in the cascade depends on.
    private struct Claim {
        let declaration: StyleDeclaration
        /// 0 = a rule, 1 = the element's own style; the same with `!important` comes after both.
        let origin: Int
        let specificity: Int
        let order: Int

        var rank: (Int, Int, Int) {
            ((declaration.isImportant ? 2 : 0) + origin, specificity, order)
        }
    }

    private let page: MailPage
    private let tree: HTMLTree
    private let matching: StyleMatching
    private var claims: [[Claim]]
    /// The elements that are shown and stand in the source.
    private let styled: [Int]
    private var order = 0
    private var edits: [MailPage.Edit] = []
    private var diagnostics: [Diagnostic] = []
    /// What stays in the head, to be looked at once all styles are known.
    private var kept: [(StyleSelector, [StyleDeclaration])] = []
    /// Classes that some rule asks for.
    private var known: Set<String> = []

    private init(_ page: MailPage, _ tree: HTMLTree, _ known: [String: String]) {
        self.page = page
        self.tree = tree
        matching = StyleMatching(tree, page: page, known: known)
        claims = Array(repeating: [], count: tree.elements.count)
        let silent: Set<String> = ["head", "meta", "title", "style", "script", "link", "base", "template"]
        styled = tree.elements.indices.filter {
            tree.elements[$0].startTag != nil && !silent.contains(tree.elements[$0].name)
        }
    }

    private mutating func run() {
        diagnostics += SectionBalance.check(page, tree)
        let sheets = tree.elements.indices.filter { isSheet(tree.elements[$0]) }
        for index in sheets { take(sheet: tree.elements[index]) }
        for index in styled { write(index) }
        warnOfWeakRules()
        if !sheets.isEmpty { checkClasses() }
    }

    private func isSheet(_ element: HTMLTree.Element) -> Bool {
        element.name == "style" && element["media"] == nil && element.startTag != nil && element.endTag != nil
    }

    private mutating func take(sheet element: HTMLTree.Element) {
        guard let start = element.startTag, let end = element.endTag else { return }
        let content = start.upperBound..<end.lowerBound
        let sheet = StyleSheet(page.bytes[content], base: content.lowerBound)
        diagnostics += sheet.problems.map { page.diagnostic(at: $0.offset, $0.message, mend: $0.mend) }
        let rest = remaining(sheet.items, isConditional: false)
        if rest.isEmpty {
            edits.append(MailPage.Edit(start.lowerBound..<end.upperBound, ""))
        } else {
            edits.append(MailPage.Edit(content, "\n\(rest)\n"))
        }
    }

    /// Takes what can be put into elements, and answers the text of what must stay.
    private mutating func remaining(_ items: [StyleSheet.Item], isConditional: Bool) -> String {
        var lines: [String] = []
        for item in items {
            switch item {
            case .rule(let rule): remaining(rule, isConditional).map { lines.append($0) }
            case .conditional(let prelude, let inner):
                let text = remaining(inner, isConditional: true)
                if !text.isEmpty { lines.append("\(prelude){\n\(text)\n}") }
            case .other(_, let text, _): lines.append(text)
            }
        }
        return lines.joined(separator: "\n")
    }

    private mutating func remaining(_ rule: StyleSheet.Rule, _ isConditional: Bool) -> String? {
        for selector in rule.selectors { known.formUnion(selector.steps.flatMap(\.compound.classes)) }
        var left: [StyleSelector] = []
        for selector in rule.selectors {
            if !isConditional, matching.canDecide(selector) {
                claim(selector, rule.declarations)
            } else if tree.elements.indices.contains(where: { matching.mayMatch(selector, $0) }) {
                left.append(selector)
                kept.append((selector, rule.declarations))
            }
        }
        guard !left.isEmpty, !rule.declarations.isEmpty else { return nil }
        let declarations = rule.declarations.map { $0.written(keepingImportance: true) }
        return "\(left.map(\.text).joined(separator: ",")){\(declarations.joined(separator: ";"))}"
    }

    private mutating func claim(_ selector: StyleSelector, _ declarations: [StyleDeclaration]) {
        for index in styled where matching.matches(selector, index) {
            for (number, declaration) in declarations.enumerated() {
                let specificity = selector.specificity
                claims[index].append(
                    Claim(declaration: declaration, origin: 0, specificity: specificity, order: order + number)
                )
            }
        }
        order += declarations.count
    }

    private mutating func write(_ index: Int) {
        let element = tree.elements[index]
        guard let tag = element.startTag else { return }
        let own = element.attributes.first { $0.name == "style" }
        if let own, page.holdsVariables(own.value) { return }
        addOwn(own, to: index)
        guard !claims[index].isEmpty else { return }
        let style = cascaded(claims[index])
        var attributes = ""
        let text = style.map { $0.written(keepingImportance: false) }.joined(separator: ";")
        if let own {
            edits.append(MailPage.Edit(own.valueRange, Self.quoted(text)))
        } else {
            attributes += " style=\"\(Self.quoted(text))\""
        }
        for (name, value) in LegacyAttributes.attributes(for: element.name, style) where element[name] == nil {
            attributes += " \(name)=\"\(value)\""
        }
        guard !attributes.isEmpty else { return }
        edits.append(MailPage.Edit(at: tagEnd(tag), attributes))
    }

    private mutating func addOwn(_ own: HTMLTree.Attribute?, to index: Int) {
        for declaration in StyleSheet.declarations(own?.value ?? "") {
            claims[index].append(Claim(declaration: declaration, origin: 1, specificity: 0, order: order))
            order += 1
        }
    }

    /// In front of `>` or `/>`, and of the blanks before it.
    private func tagEnd(_ tag: Range<Int>) -> Int {
        var end = tag.upperBound - 1
        while end > tag.lowerBound, page.bytes[end - 1] == UInt8(ascii: "/") || page.bytes[end - 1] <= 0x20 { end -= 1 }
        return end
    }

    /// In rising order, so that shorthands and what they stand for keep their meaning; what is overruled is left out.
    private func cascaded(_ claims: [Claim]) -> [StyleDeclaration] {
        var result: [StyleDeclaration] = []
        for claim in claims.sorted(by: { $0.rank < $1.rank }) {
            let property = claim.declaration.property
            result.removeAll {
                $0.property == property
                    || (property == "margin" || property == "padding") && $0.property.hasPrefix(property + "-")
            }
            result.append(claim.declaration)
        }
        return result
    }

    private static func quoted(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("\"", with: text.contains("'") ? "&quot;" : "'")
    }
}

extension StyleInliner {
    /// A rule in the head is weaker than what was put into the element, unless it is important.
    private mutating func warnOfWeakRules() {
        for (selector, declarations) in kept {
            for declaration in declarations where !declaration.isImportant {
                let isBeaten = tree.elements.indices.contains { index in
                    claims[index].contains { $0.declaration.property == declaration.property }
                        && matching.mayMatch(selector, index)
                }
                guard isBeaten else { continue }
                diagnostics.append(
                    page.diagnostic(
                        .warning,
                        at: declaration.offset,
                        "`\(declaration.property)` of `\(selector.text)` is overruled by the style that the element gets",
                        mend: "write `\(declaration.property): \(declaration.value) !important`"
                    )
                )
            }
        }
    }

    private mutating func checkClasses() {
        for element in tree.elements {
            guard let attribute = element.attributes.first(where: { $0.name == "class" }) else { continue }
            let offset = attribute.valueRange.lowerBound
            if page.holdsVariables(attribute.value) {
                let mend = "write out the class; styles are given before values are known"
                diagnostics.append(page.diagnostic(at: offset, "a value stands in the attribute `class`", mend: mend))
                continue
            }
            for name in element.classes.map(String.init) where !known.contains(name) {
                let nearest = NearestName.suggest(name, among: known.sorted())
                diagnostics.append(
                    page.diagnostic(
                        .warning,
                        at: offset,
                        "no rule is for the class `\(name)`",
                        mend: nearest.map { "did you mean `\($0)`?" } ?? "add a rule to <style>, or leave it out"
                    )
                )
            }
        }
    }
}
