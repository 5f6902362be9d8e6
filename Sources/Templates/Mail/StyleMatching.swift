/// Tells which elements of a page a selector means.
struct StyleMatching {
    private struct Subject {
        let name: String
        let id: String?
        let classes: Set<String>
        let attributes: [String: String]
        let parent: Int?
    }

    private let subjects: [Subject]
    /// Attributes that some element has, with values that are the same in every message.
    private let fixed: Set<String>

    /// Reads the elements of a page; `known` are values that every message made of it will show, by their names.
    init(_ tree: HTMLTree, page: MailPage, known: [String: String]) {
        var fixed: Set<String> = []
        var changing: Set<String> = []
        subjects = tree.elements.map { element in
            var attributes: [String: String] = [:]
            for attribute in element.attributes where attributes[attribute.name] == nil {
                let value = page.filled(attribute.value, with: known)
                if page.holdsVariables(value) { changing.insert(attribute.name) } else { fixed.insert(attribute.name) }
                attributes[attribute.name] = value
            }
            let classes = attributes["class"]?.split { $0.isWhitespace }.map(String.init) ?? []
            return Subject(
                name: element.name,
                id: attributes["id"],
                classes: Set(classes),
                attributes: attributes,
                parent: element.parent
            )
        }
        self.fixed = fixed.subtracting(changing)
    }

    /// Whether it can be told here, before a message is made and without a mail client.
    func canDecide(_ selector: StyleSelector) -> Bool {
        !selector.isForClients && selector.attributes.allSatisfy { fixed.contains($0) }
    }

    func matches(_ selector: StyleSelector, _ element: Int) -> Bool {
        matches(selector.steps[...], element, loosely: false)
    }

    /// Whether a client might find that it matches: what only a client can tell is taken to hold.
    func mayMatch(_ selector: StyleSelector, _ element: Int) -> Bool {
        matches(selector.steps[...], element, loosely: true)
    }

    private func matches(
        _ steps: ArraySlice<(combinator: StyleSelector.Combinator, compound: StyleSelector.Compound)>,
        _ element: Int,
        loosely: Bool
    ) -> Bool {
        guard let last = steps.last, matches(last.compound, subjects[element], loosely) else { return false }
        let rest = steps.dropLast()
        guard let before = rest.last else { return true }
        if loosely, isOutside(before.compound) { return true }
        switch last.combinator {
        case .sibling: return loosely
        case .child:
            return subjects[element].parent.map { matches(rest, $0, loosely: loosely) } ?? false
        case .descendant:
            var parent = subjects[element].parent
            while let next = parent {
                if matches(rest, next, loosely: loosely) { return true }
                parent = subjects[next].parent
            }
            return false
        }
    }

    /// Clients put pages into elements of their own, such as `[data-ogsc]`.
    private func isOutside(_ compound: StyleSelector.Compound) -> Bool {
        compound.element == nil && compound.classes.isEmpty && compound.ids.isEmpty && !compound.attributes.isEmpty
    }

    private func matches(_ compound: StyleSelector.Compound, _ subject: Subject, _ loosely: Bool) -> Bool {
        if let name = compound.element, name != subject.name { return false }
        if !compound.ids.allSatisfy({ $0 == subject.id }) { return false }
        if !compound.classes.allSatisfy(subject.classes.contains) { return false }
        if loosely { return true }
        return compound.pseudos.isEmpty
            && compound.attributes.allSatisfy { test in
                subject.attributes[test.name].map { holds(test, $0) } ?? false
            }
    }

    private func holds(_ test: StyleSelector.AttributeTest, _ value: String) -> Bool {
        switch test.comparison {
        case "": true
        case "=": value == test.value
        case "~=": value.split(separator: " ").contains { $0 == test.value }
        case "^=": !test.value.isEmpty && value.hasPrefix(test.value)
        case "$=": !test.value.isEmpty && value.hasSuffix(test.value)
        case "*=": !test.value.isEmpty && value.contains(test.value)
        case "|=": value == test.value || value.hasPrefix(test.value + "-")
        default: false
        }
    }
}

extension MailPage {
    /// A text of the page with the values in it that are known.
    func filled(_ text: String, with known: [String: String]) -> String {
        guard holdsVariables(text) else { return text }
        return text.unicodeScalars.reduce(into: "") { result, scalar in
            if let index = variable(scalar), let value = known[variables[index].field.name] {
                result += value
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
    }
}
