import Dunning
import Pages

/// Problems with their places and the lines that they are about.
struct ProblemView {
    let problems: [Problem]

    var html: HTML {
        guard !problems.isEmpty else { return .nothing }
        return "<ol class=\"problems\">\(problems.map(item))</ol>"
    }

    private func item(_ problem: Problem) -> HTML {
        let diagnostic = problem.diagnostic
        let mend: HTML? = diagnostic.mend.map { "<p class=\"mend\">\($0)</p>" }
        return """
            <li class="\(diagnostic.severity.rawValue)">\(place(diagnostic.place))<p class="what">\
            \(sentence(diagnostic.message))</p>\(mend)\(excerpt(problem))</li>
            """
    }

    private func place(_ place: Place) -> HTML? {
        guard let file = place.file else { return place.field.map { "<p class=\"where\">\($0)</p>" } }
        let position = [place.line, place.column].compactMap { $0.map(String.init) }.joined(separator: ":")
        return "<p class=\"where\">\(file)<b>\(position.isEmpty ? "" : ":" + position)</b></p>"
    }

    private func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    /// The line with the tag, or the character, that the place points at.
    private func excerpt(_ problem: Problem) -> HTML? {
        guard let line = problem.excerpt, let number = problem.diagnostic.place.line else { return nil }
        let column = min(max((problem.diagnostic.place.column ?? 1) - 1, 0), line.count)
        let start = line.index(line.startIndex, offsetBy: column)
        let rest = line[start...]
        let end = rest.hasPrefix("{{") ? rest.firstRange(of: "}}")?.upperBound : nil
        let stop = end ?? (start < line.endIndex ? line.index(after: start) : start)
        let mark: HTML = start < stop ? "<mark>\(line[start..<stop])</mark>" : "<mark class=\"end\"> </mark>"
        return """
            <pre class="excerpt"><span class="number">\(number)</span>\(line[..<start])\(mark)\(line[stop...])</pre>
            """
    }
}
