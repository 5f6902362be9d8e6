import Dunning

/// Finds sections whose HTML opens elements that it does not close, or closes what it did not open.
///
/// Such a section breaks the page where it is left out or repeated, and no style could be told for what is within it.
enum SectionBalance {
    static func check(_ page: MailPage, _ tree: HTMLTree) -> [Diagnostic] {
        var holders: [Int: Int?] = [:]
        var problems: [Diagnostic] = page.sections.compactMap { inTag($0, page) }
        visit(tree.roots, in: nil, tree) { comment, parent in
            guard let (index, isClose) = page.section(comment), page.sections[index].isInText else { return }
            let holder = written(parent, tree)
            guard isClose, let opened = holders[index] else {
                holders[index] = .some(holder)
                return
            }
            guard opened != holder else { return }
            problems.append(problem(page.sections[index], opened: opened, closed: holder, page, tree))
        }
        return problems
    }

    private static func visit(
        _ nodes: [HTMLTree.Node],
        in parent: Int?,
        _ tree: HTMLTree,
        _ body: (String, Int?) -> Void
    ) {
        for node in nodes {
            switch node {
            case .comment(let text, _): body(text, parent)
            case .element(let index): visit(tree.elements[index].children, in: index, tree, body)
            case .text: continue
            }
        }
    }

    /// Elements that end by themselves where the next one begins.
    private static let selfEnding: Set<String> = [
        "li", "p", "td", "th", "tr", "tbody", "thead", "tfoot", "dt", "dd", "html", "body", "head",
    ]

    /// The nearest element that begins and ends where its author says so.
    private static func written(_ element: Int?, _ tree: HTMLTree) -> Int? {
        var next = element
        while let index = next {
            let element = tree.elements[index]
            let endsByItself = element.endTag == nil && selfEnding.contains(element.name)
            guard element.startTag == nil || endsByItself else { return index }
            next = element.parent
        }
        return nil
    }

    private static func problem(
        _ section: MailPage.Section,
        opened: Int?,
        closed: Int?,
        _ page: MailPage,
        _ tree: HTMLTree
    ) -> Diagnostic {
        let name = section.field.name
        let isDeeper = closed.map { closed in opened.map { tree.ancestors(of: closed).contains($0) } ?? true } ?? false
        let element = (isDeeper ? closed : opened).map { tree.elements[$0].name } ?? "body"
        return page.diagnostic(
            at: section.field.spot,
            isDeeper
                ? "section `\(name)` opens <\(element)> and does not close it"
                : "section `\(name)` closes <\(element)>, which was opened before it",
            mend: "put both tags of <\(element)> into the section, or both outside of it"
        )
    }

    /// Sections between the attributes of a tag, or in what styles are chosen by.
    private static func inTag(_ section: MailPage.Section, _ page: MailPage) -> Diagnostic? {
        if section.isInStyle {
            return page.diagnostic(
                at: section.field.spot,
                "section `\(section.field.name)` stands in <style>",
                mend: "choose between classes of elements: write the element twice"
            )
        }
        guard let attribute = section.attribute, ["", "class", "id", "style"].contains(attribute) else { return nil }
        let place = attribute.isEmpty ? "within a tag" : "in the attribute `\(attribute)`"
        return page.diagnostic(
            at: section.field.spot,
            "section `\(section.field.name)` stands \(place)",
            mend: "write the element twice, once in {{#\(section.field.name)}} and once in {{^\(section.field.name)}}"
        )
    }
}
