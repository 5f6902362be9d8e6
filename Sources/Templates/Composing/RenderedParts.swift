/// The parts of one message with their bytes.
struct RenderedParts {
    private var parts = [MessageRenderer.Part?](repeating: nil, count: TemplatePart.allCases.count)

    subscript(part: TemplatePart) -> MessageRenderer.Part? {
        get { parts[part.place] }
        set { parts[part.place] = newValue }
    }
}

extension TemplatePart {
    /// Its place among all.
    fileprivate var place: Int {
        switch self {
        case .emailSubject: 0
        case .emailHTML: 1
        case .emailText: 2
        case .smsText: 3
        case .voiceScript: 4
        case .letterSubject: 5
        case .letterBody: 6
        }
    }
}

extension String {
    /// A text of bytes that are UTF-8 for certain: of templates, whose files were checked when they were loaded, and of
    /// values, which are strings; cut at ASCII characters and between characters alone.
    ///
    /// Checking them once more would take longer than copying them.
    init(checkedBefore bytes: [UInt8]) {
        self = unsafe String(copying: UTF8Span(unchecked: bytes.span))
    }
}
