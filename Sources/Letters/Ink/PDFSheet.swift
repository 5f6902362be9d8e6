import CPangoCairo
import Dunning

/// Draws finished pages into the bytes of a PDF.
struct PDFSheet {
    /// What stands in the metadata.
    struct Metadata {
        let title: String
        let author: String
        let subject: String
        let created: Instant
        /// BCP 47.
        let language: String
    }

    let width: Double
    let height: Double

    func bytes(of pages: [[Mark]], _ metadata: Metadata) throws(LetterError) -> [UInt8] {
        let output = Output()
        let stream = Unmanaged.passUnretained(output).toOpaque()
        let surface = cairo_pdf_surface_create_for_stream(Output.write, stream, width, height)
        defer { cairo_surface_destroy(surface) }
        describe(surface, metadata)
        guard let page = cairo_create(surface) else { throw .drawing("no page") }
        defer { cairo_destroy(page) }
        cairo_tag_begin(page, "Document", nil)
        for (index, marks) in pages.enumerated() {
            for mark in marks { draw(mark, on: page) }
            if index < pages.count - 1 { cairo_show_page(page) }
        }
        cairo_tag_end(page, "Document")
        cairo_show_page(page)
        try check(cairo_status(page))
        cairo_surface_finish(surface)
        try check(cairo_surface_status(surface))
        let bytes = withExtendedLifetime(output) { output.bytes }
        guard let catalogue = Catalogue(of: bytes) else { return bytes }
        return bytes + catalogue.update(language: metadata.language, behind: bytes.count)
    }

    private func check(_ status: cairo_status_t) throws(LetterError) {
        guard status == CAIRO_STATUS_SUCCESS else { throw .drawing(String(cString: cairo_status_to_string(status))) }
    }

    private func describe(_ surface: OpaquePointer?, _ metadata: Metadata) {
        let date = Instant(seconds: metadata.created.seconds).description
        let entries = [
            (CAIRO_PDF_METADATA_TITLE, metadata.title), (CAIRO_PDF_METADATA_AUTHOR, metadata.author),
            (CAIRO_PDF_METADATA_SUBJECT, metadata.subject), (CAIRO_PDF_METADATA_CREATOR, "Dunlin"),
            (CAIRO_PDF_METADATA_CREATE_DATE, date), (CAIRO_PDF_METADATA_MOD_DATE, date),
        ]
        for (key, value) in entries { cairo_pdf_surface_set_metadata(surface, key, value) }
    }

    private func draw(_ mark: Mark, on page: OpaquePointer) {
        switch mark {
        case .line(let text, let index, let x, let baseline):
            text.draw(line: index, x: x, baseline: baseline, on: page)
        case .link(let address, let x, let y, let width, let height):
            cairo_tag_begin(page, CAIRO_TAG_LINK, "rect=[\(x) \(y) \(width) \(height)] uri='\(address)'")
            cairo_tag_end(page, CAIRO_TAG_LINK)
        case .fill(let x, let y, let width, let height, let grey):
            cairo_set_source_rgb(page, grey, grey, grey)
            cairo_rectangle(page, x, y, width, height)
            cairo_fill(page)
        case .symbol(let symbol, let x, let y, let size): draw(symbol, x: x, y: y, size: size, on: page)
        case .scissors(let x, let y, let isUpright): scissors(x: x, y: y, isUpright: isUpright, on: page)
        case .guide(let x, let y, let width, let height, let isFilled):
            cairo_move_to(page, x, y)
            cairo_line_to(page, x + width, y)
            if height > 0 {
                cairo_line_to(page, x + width, y + height)
                cairo_line_to(page, x, y + height)
                cairo_close_path(page)
            }
            guide(isFilled: isFilled, on: page)
        case .open(let tag): cairo_tag_begin(page, tag, nil)
        case .close(let tag): cairo_tag_end(page, tag)
        }
    }

    /// Two blades that cross, 4 mm long, with a ring at the end of each.
    private func scissors(x: Double, y: Double, isUpright: Bool, on page: OpaquePointer) {
        cairo_save(page)
        defer { cairo_restore(page) }
        cairo_translate(page, x, y)
        if isUpright { cairo_rotate(page, .pi / 2) }
        cairo_scale(page, Points.perMillimetre, Points.perMillimetre)
        cairo_set_source_rgb(page, 0, 0, 0)
        cairo_set_line_width(page, 0.3)
        for side in [-1.0, 1] {
            cairo_new_sub_path(page)
            cairo_arc(page, 0.7, 0.8 * side, 0.5, 0, 2 * .pi)
            cairo_move_to(page, 1.15, 0.6 * side)
            cairo_line_to(page, 4, -0.7 * side)
        }
        cairo_stroke(page)
    }

    private func guide(isFilled: Bool, on page: OpaquePointer) {
        cairo_save(page)
        defer { cairo_restore(page) }
        let colour = Style.Shade.guide.colour
        if isFilled {
            cairo_set_source_rgba(page, colour.red, colour.green, colour.blue, 0.12)
            cairo_fill_preserve(page)
        } else {
            let dash = [3.0, 2.0]
            cairo_set_dash(page, dash, Int32(dash.count), 0)
        }
        cairo_set_source_rgb(page, colour.red, colour.green, colour.blue)
        cairo_set_line_width(page, 0.5)
        cairo_stroke(page)
    }

    /// One bit a square, stretched without smoothing: smaller and faster than a path of rectangles.
    private func draw(_ symbol: Symbol, x: Double, y: Double, size: Double, on page: OpaquePointer) {
        let side = Int32(symbol.side)
        let mask = cairo_image_surface_create(CAIRO_FORMAT_A1, side, side)
        defer { cairo_surface_destroy(mask) }
        guard let data = cairo_image_surface_get_data(mask) else { return }
        let stride = Int(cairo_image_surface_get_stride(mask))
        cairo_surface_flush(mask)
        for (index, _) in symbol.dark.enumerated().filter(\.element) {
            let column = index % symbol.side
            // Cairo keeps one-bit pixels in words of the machine; the first pixel is the lowest bit where it is little endian.
            let bit = UInt8(1) << UInt8(1.littleEndian == 1 ? column % 8 : 7 - column % 8)
            data[index / symbol.side * stride + column / 8] |= bit
        }
        cairo_surface_mark_dirty(mask)
        cairo_save(page)
        defer { cairo_restore(page) }
        cairo_translate(page, x, y)
        cairo_scale(page, size / Double(side), size / Double(side))
        cairo_set_source_rgb(page, 0, 0, 0)
        let pattern = cairo_pattern_create_for_surface(mask)
        defer { cairo_pattern_destroy(pattern) }
        cairo_pattern_set_filter(pattern, CAIRO_FILTER_NEAREST)
        cairo_mask(page, pattern)
    }
}

/// Collects what the drawing library writes.
private final class Output {
    private(set) var bytes: [UInt8] = []

    static let write: cairo_write_func_t = { closure, data, count in
        guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
        Unmanaged<Output>.fromOpaque(closure).takeUnretainedValue()
            .bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
        return CAIRO_STATUS_SUCCESS
    }
}
