import CPangoCairo

/// Text that is shaped and broken into lines; the lines are placed one by one.
final class TextBlock {
    /// One line of it, in points; heights count from the upper edge of the line.
    struct Line {
        let width: Double
        let height: Double
        let baseline: Double
        /// First byte and count, to find links.
        let bytes: Range<Int>
    }

    let style: Style
    private(set) var lines: [Line] = []
    /// Byte ranges of links with their addresses.
    let links: [(bytes: Range<Int>, address: String)]
    private let layout: OpaquePointer

    /// Shapes the runs; without a width the text is broken at forced breaks only.
    init(
        _ runs: [Run],
        _ style: Style,
        width: Double? = nil,
        rightToLeft: Bool,
        in typeCase: TypeCase
    ) throws(LetterError) {
        self.style = style
        layout = typeCase.layout(style, rightToLeft: rightToLeft)
        let marked = MarkedText(runs)
        links = marked.links
        pango_layout_set_text(layout, marked.text, Int32(marked.text.utf8.count))
        pango_layout_set_attributes(layout, marked.attributes)
        setWidth(width)
        guard pango_layout_get_unknown_glyphs_count(layout) == 0 else {
            throw Self.missing(in: marked.text, style, typeCase)
        }
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

    var width: Double { lines.reduce(0) { max($0, $1.width) } }
    var height: Double { lines.reduce(0) { $0 + $1.height } }

    /// The width that it needs when every place for a break is taken.
    var narrowestWidth: Double {
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD)
        setWidth(0)
        defer { pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR) }
        return width
    }

    func setWidth(_ width: Double?) {
        pango_layout_set_width(layout, width.map { Int32(($0 * Double(PANGO_SCALE)).rounded()) } ?? -1)
        lines = (0..<pango_layout_get_line_count(layout)).map(measure)
    }

    private func measure(_ index: Int32) -> Line {
        guard let line = pango_layout_get_line(layout, index) else {
            return Line(width: 0, height: style.lead, baseline: style.lead, bytes: 0..<0)
        }
        Self.levelBaselines(of: line)
        var ink = PangoRectangle()
        var logical = PangoRectangle()
        pango_layout_line_get_extents(line, &ink, &logical)
        // Between its leads a line hangs so that the capitals, 0.714 of the size in Noto Sans, are in the middle.
        let plain = style.lead / 2 + style.size * 0.357
        let above = max(plain, -points(ink.y))
        let below = max(style.lead - plain, points(ink.y + ink.height))
        let start = Int(line.pointee.start_index)
        return Line(
            width: points(logical.width),
            height: above + below,
            baseline: above,
            bytes: start..<start + Int(line.pointee.length)
        )
    }

    /// Puts all fonts of a line on one baseline.
    ///
    /// In a line that begins with Han or Hangul, Pango 1.50 moves the other scripts up to an ideographic baseline that
    /// their fonts do not have, by up to a quarter of the size; no style here asks for raised text.
    private static func levelBaselines(of line: UnsafeMutablePointer<PangoLayoutLine>) {
        var next = line.pointee.runs
        while let node = next {
            node.pointee.data?.assumingMemoryBound(to: PangoGlyphItem.self).pointee.y_offset = 0
            next = node.pointee.next
        }
    }

    /// Draws one line with its baseline's beginning at a point.
    func draw(line index: Int, x: Double, baseline: Double, on page: OpaquePointer) {
        guard let line = pango_layout_get_line_readonly(layout, Int32(index)) else { return }
        let colour = style.shade.colour
        cairo_set_source_rgb(page, colour.red, colour.green, colour.blue)
        cairo_move_to(page, x, baseline)
        pango_cairo_show_layout_line(page, line)
    }

    /// Where the links of a line are, as distances from its beginning.
    func links(onLine index: Int) -> [(from: Double, to: Double, address: String)] {
        guard !links.isEmpty, let line = pango_layout_get_line_readonly(layout, Int32(index)) else { return [] }
        let bytes = lines[index].bytes
        return links.flatMap { link -> [(from: Double, to: Double, address: String)] in
            let shared = link.bytes.clamped(to: bytes)
            guard !shared.isEmpty else { return [] }
            var ranges: UnsafeMutablePointer<Int32>?
            var count: Int32 = 0
            pango_layout_line_get_x_ranges(
                line,
                Int32(shared.lowerBound),
                Int32(shared.upperBound),
                &ranges,
                &count
            )
            defer { g_free(ranges) }
            return (0..<Int(count)).compactMap { range in
                guard let ranges else { return nil }
                return (points(ranges[range * 2]), points(ranges[range * 2 + 1]), link.address)
            }
        }
    }

    /// Which character it was that no font could show.
    private static func missing(in text: String, _ style: Style, _ typeCase: TypeCase) -> LetterError {
        let layout = typeCase.layout(style, rightToLeft: false)
        defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
        let scalar = text.unicodeScalars.first { scalar in
            let single = String(scalar)
            pango_layout_set_text(layout, single, Int32(single.utf8.count))
            return pango_layout_get_unknown_glyphs_count(layout) > 0
        }
        return .noGlyph(codePoint: scalar?.value ?? 0xFFFD)
    }
}

/// Runs joined to one text, with Pango's attributes over byte ranges: no markup language in between, nothing to escape.
private final class MarkedText {
    let text: String
    let links: [(bytes: Range<Int>, address: String)]
    let attributes: OpaquePointer?

    init(_ runs: [Run]) {
        var text = ""
        var links: [(bytes: Range<Int>, address: String)] = []
        let list = pango_attr_list_new()
        for run in runs {
            let start = text.utf8.count
            text += run.text
            let bytes = start..<text.utf8.count
            if run.bold { Self.insert(pango_attr_weight_new(PANGO_WEIGHT_BOLD), bytes, list) }
            if run.italic { Self.insert(pango_attr_style_new(PANGO_STYLE_ITALIC), bytes, list) }
            guard let address = run.link else { continue }
            Self.insert(pango_attr_underline_new(PANGO_UNDERLINE_SINGLE), bytes, list)
            links.append((bytes, address))
        }
        self.text = text
        self.links = links
        attributes = list
    }

    deinit { pango_attr_list_unref(attributes) }

    private static func insert(
        _ attribute: UnsafeMutablePointer<PangoAttribute>?,
        _ bytes: Range<Int>,
        _ list: OpaquePointer?
    ) {
        attribute?.pointee.start_index = UInt32(bytes.lowerBound)
        attribute?.pointee.end_index = UInt32(bytes.upperBound)
        pango_attr_list_insert(list, attribute)
    }
}

private func points(_ units: Int32) -> Double { Double(units) / Double(PANGO_SCALE) }
