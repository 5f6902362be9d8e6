/// A request before its body.
struct VisitHead: Sendable {
    let method: String
    /// Path and query exactly as sent.
    let target: String
    /// Names in lower case; a repeated field's values joined by commas, as RFC 9110 5.3 reads them.
    let headers: [String: String]

    /// The media type of the body without its parameters; nil where none is named.
    var mediaType: String? {
        headers["content-type"]?.prefix { $0 != ";" }.lowercased().trimmed
    }

    /// What the sender says the body's length is.
    var announcedLength: Int? { headers["content-length"].flatMap { Int($0) } }
}

/// An answer as it goes out.
struct Answer: Sendable {
    var status: Int
    var mediaType = "text/plain; charset=utf-8"
    var body: [UInt8] = []
    /// Further fields.
    var fields: [(name: String, value: String)] = []

    /// A short text for people.
    static func text(_ text: String, _ status: Int, _ fields: [(name: String, value: String)] = []) -> Answer {
        Answer(status: status, body: Array("\(text)\n".utf8), fields: fields)
    }

    static let notFound = text("not found", 404)
    static let tooLarge = text("the body is too large", 413)

    static func notAllowed(_ methods: String) -> Answer {
        text("this method is not for this address", 405, [("allow", methods)])
    }

    /// Asks to call again: nothing was recorded, or not all of it.
    static func later(seconds: Int) -> Answer {
        text("not now; call again", 503, [("retry-after", "\(seconds)")])
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
