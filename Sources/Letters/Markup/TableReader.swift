/// Reads a table and checks that its rows are of one width.
enum TableReader {
    /// A page has no room for more.
    static let columnLimit = 12

    static func table(_ node: MarkupNode) throws(LetterError) -> Table {
        var table = Table(line: node.line)
        for (child, name) in try node.elements(inside: "table") {
            switch name {
            case "thead": table.head += try rows(of: child, name, &table)
            case "tbody": table.rows += try rows(of: child, name, &table)
            case "tfoot": table.foot += try rows(of: child, name, &table)
            case "tr": table.rows.append(try row(child, &table))
            default: throw .markup(line: child.line, .element(name, inside: "table"))
            }
        }
        if table.head.isEmpty, let first = table.rows.first, first.allSatisfy(\.isHeader) {
            table.head = [table.rows.removeFirst()]
        }
        return table
    }

    private static func rows(
        of section: MarkupNode,
        _ name: String,
        _ table: inout Table
    ) throws(LetterError) -> [[Table.Cell]] {
        try section.refuseAttributes(of: name)
        var rows: [[Table.Cell]] = []
        for (child, element) in try section.elements(inside: name) {
            guard element == "tr" else { throw .markup(line: child.line, .element(element, inside: name)) }
            rows.append(try row(child, &table))
        }
        return rows
    }

    private static func row(_ node: MarkupNode, _ table: inout Table) throws(LetterError) -> [Table.Cell] {
        try node.refuseAttributes(of: "tr")
        var cells: [Table.Cell] = []
        for (child, name) in try node.elements(inside: "tr") {
            guard name == "td" || name == "th" else { throw .markup(line: child.line, .element(name, inside: "tr")) }
            cells.append(try cell(child, name))
        }
        let width = cells.reduce(0) { $0 + $1.span }
        if table.columns == 0 { table.columns = width }
        guard width == table.columns, width <= columnLimit, width > 0 else {
            throw .markup(line: node.line, .columns(found: width, expected: min(table.columns, columnLimit)))
        }
        return cells
    }

    private static func cell(_ node: MarkupNode, _ name: String) throws(LetterError) -> Table.Cell {
        var cell = Table.Cell(runs: try InlineReader.runs(in: node, named: name), isHeader: name == "th")
        for (attribute, value) in node.attributes {
            switch (attribute, value) {
            case ("align", "left"): cell.alignment = .start
            case ("align", "center"): cell.alignment = .centre
            case ("align", "right"): cell.alignment = .end
            case ("colspan", _):
                guard let span = Int(value), (1...columnLimit).contains(span) else { fallthrough }
                cell.span = span
            default: throw .markup(line: node.line, .attribute(attribute, on: name))
            }
        }
        return cell
    }
}
