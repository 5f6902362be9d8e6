import CPangoCairo
import Foundation
import Synchronization

/// The fonts of one press at work: a Pango font map and a context for each direction.
///
/// `@unchecked Sendable`: Pango's objects may move between threads but must be used by one at a time. The only case is
/// made and used under the lock of ``TypeCases``, by exactly one print from its beginning to its end.
final class TypeCase: @unchecked Sendable {
    private let fonts: UnsafeMutablePointer<PangoFontMap>
    private let leftToRight: OpaquePointer
    private let rightToLeft: OpaquePointer
    private var families = ""

    init?() {
        guard let fonts = pango_cairo_font_map_new() else { return nil }
        guard let leftToRight = pango_font_map_create_context(fonts),
            let rightToLeft = pango_font_map_create_context(fonts)
        else {
            g_object_unref(UnsafeMutableRawPointer(fonts))
            return nil
        }
        self.fonts = fonts
        self.leftToRight = leftToRight
        self.rightToLeft = rightToLeft
        pango_context_set_base_dir(leftToRight, PANGO_DIRECTION_LTR)
        pango_context_set_base_dir(rightToLeft, PANGO_DIRECTION_RTL)
        for context in [leftToRight, rightToLeft] { Self.setForPaper(context) }
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(leftToRight))
        g_object_unref(UnsafeMutableRawPointer(rightToLeft))
        g_object_unref(UnsafeMutableRawPointer(fonts))
    }

    /// One point is one unit of the page, and no metric is rounded to pixels, which paper has none of.
    private static func setForPaper(_ context: OpaquePointer) {
        pango_cairo_context_set_resolution(context, 72)
        pango_context_set_round_glyph_positions(context, 0)
        let options = cairo_font_options_create()
        defer { cairo_font_options_destroy(options) }
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(context, options)
    }

    /// Chooses the language and, by it, which of the CJK forms stand behind Noto Sans.
    func take(_ language: LetterLanguage) {
        let tag = pango_language_from_string(language.tag)
        families = language.families.joined(separator: ",")
        for context in [leftToRight, rightToLeft] { pango_context_set_language(context, tag) }
    }

    /// An empty layout in the style; the caller releases it.
    func layout(_ style: Style, rightToLeft isRightToLeft: Bool) -> OpaquePointer {
        let layout: OpaquePointer = pango_layout_new(isRightToLeft ? rightToLeft : leftToRight)
        let font = pango_font_description_new()
        defer { pango_font_description_free(font) }
        pango_font_description_set_family(font, style.family == .bill ? LetterLanguage.bill + "," + families : families)
        pango_font_description_set_size(font, Int32((style.size * Double(PANGO_SCALE)).rounded()))
        pango_font_description_set_weight(font, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_layout_set_font_description(layout, font)
        pango_layout_set_auto_dir(layout, 0)
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        return layout
    }

    /// Whether a family is installed under exactly this name.
    func has(family name: String) -> Bool {
        var list: UnsafeMutablePointer<UnsafeMutablePointer<PangoFontFamily>?>?
        var count: Int32 = 0
        pango_font_map_list_families(fonts, &list, &count)
        defer { g_free(list) }
        return (0..<Int(count)).contains { index in
            guard let family = list?[index], let found = pango_font_family_get_name(family) else { return false }
            return String(cString: found) == name
        }
    }
}

/// The one type case of the process, lent to one print at a time.
///
/// Cairo 1.16 holds at most ten font files open for the whole process. For an eleventh it closes one by lot, without
/// heed whether another thread is just about to read it: with the fonts of several scripts, parallel prints got fonts
/// under another name, and crashed within seconds. FreeType's library, which all share, may not be used by two either.
enum TypeCases {
    private static let only = Mutex<TypeCase?>(nil)

    static func with<Value: Sendable>(
        _ use: (TypeCase) throws(LetterError) -> Value
    ) throws(LetterError) -> Value {
        try only.withLock { typeCase throws(LetterError) in
            guard let taken = typeCase ?? TypeCase() else { throw .drawing("no font map") }
            typeCase = taken
            return try use(taken)
        }
    }
}

/// What a locale means for print.
struct LetterLanguage: Sendable, Hashable {
    let tag: String
    let isRightToLeft: Bool
    let families: [String]

    init(_ locale: String) {
        let cleaned = locale.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        tag = cleaned.isEmpty ? "en" : cleaned
        let language = Locale.Language(identifier: tag)
        isRightToLeft = language.characterDirection == .rightToLeft
        let isHan = ["ja", "ko", "zh"].contains(language.languageCode?.identifier)
        // Where Han is the main script its fonts bring matching digits and Latin letters.
        let front = isHan ? [Self.cjk(language), Self.latin] : [Self.latin, Self.cjk(language)]
        families = front + [Self.arabic]
    }

    static let latin = "Noto Sans"
    static let arabic = "Noto Naskh Arabic"
    /// Of the faces that the style guide of the Swiss QR-bill allows, the free one.
    static let bill = "Liberation Sans"

    /// Han characters look different in each country; the letter's language settles it, Japan where it says nothing.
    private static func cjk(_ language: Locale.Language) -> String {
        switch (language.languageCode?.identifier, language.script?.identifier, language.region?.identifier) {
        case ("zh", _, "HK"): "Noto Sans CJK HK"
        case ("zh", "Hant", _), ("zh", _, "TW"): "Noto Sans CJK TC"
        case ("zh", _, _): "Noto Sans CJK SC"
        case ("ko", _, _): "Noto Sans CJK KR"
        default: "Noto Sans CJK JP"
        }
    }
}
