import Dunning

extension MailPage {
    /// What stands in place of the text of a range.
    struct Edit {
        let range: Range<Int>
        let text: [UInt8]

        init(_ range: Range<Int>, _ text: String) {
            self.range = range
            self.text = Array(text.utf8)
        }

        /// Puts a text in front of a place.
        init(at offset: Int, _ text: String) { self.init(offset..<offset, text) }
    }

    /// The tree with some ranges of its text replaced.
    ///
    /// Edits must not overlap. What they take away is text alone: values and sections within a range stay.
    func nodes(with edits: [Edit]) -> [LinkedNode] {
        var editor = Editor(edits: edits.sorted { $0.range.lowerBound < $1.range.lowerBound }, page: self)
        return editor.edited(nodes)
    }

    /// Goes over the tree as the page did, so that each text meets the edits of its range.
    private struct Editor {
        let edits: [Edit]
        let page: MailPage
        private var next = 0
        private var run = 0

        init(edits: [Edit], page: MailPage) {
            self.edits = edits
            self.page = page
        }

        mutating func edited(_ nodes: [LinkedNode]) -> [LinkedNode] {
            var result: [LinkedNode] = []
            result.reserveCapacity(nodes.count)
            for node in nodes {
                switch node {
                case .text(let bytes, let spot):
                    let text = edited(bytes)
                    if !text.isEmpty { result.append(.text(text, spot)) }
                case .section(let field, let body): result.append(.section(field, edited(body)))
                case .inverted(let field, let body): result.append(.inverted(field, edited(body)))
                case .variable: result.append(node)
                }
            }
            return result
        }

        private mutating func edited(_ bytes: [UInt8]) -> [UInt8] {
            let range = page.runs[run].range
            run += 1
            var result: [UInt8] = []
            var position = range.lowerBound
            while next < edits.count, edits[next].range.lowerBound < range.upperBound {
                let edit = edits[next]
                // The rest of an edit that began in a text before.
                if edit.range.lowerBound >= range.lowerBound {
                    result += bytes[position - range.lowerBound..<edit.range.lowerBound - range.lowerBound] + edit.text
                }
                position = max(position, min(edit.range.upperBound, range.upperBound))
                guard edit.range.upperBound <= range.upperBound else { break }
                next += 1
            }
            return result + bytes[(position - range.lowerBound)...]
        }
    }
}
