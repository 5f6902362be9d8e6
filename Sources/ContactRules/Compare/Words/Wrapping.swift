/// Lays text out in lines of some width.
struct Wrapping {
    /// The most columns of a line.
    var columns = 100

    /// The words of a text, broken into lines; the first begins with `first`, all others with `rest`.
    ///
    /// A word that is longer than a line, such as an address, stands on a line of its own.
    func lines(_ text: String, first: String = "", rest: String) -> [String] {
        var lines: [String] = []
        var line = first
        var isEmpty = true
        for word in text.split(separator: " ") {
            if !isEmpty, line.count + 1 + word.count > columns {
                lines.append(line)
                line = rest
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + [line]
    }
}
