/// A request as the dialects see it.
struct Ask: Sendable {
    let method: String
    /// The path's segments, percent-decoded; a segment that decodes to a separator stays one segment.
    let path: [String]
    let query: Form
    /// Names in small letters.
    let headers: [String: String]
    let body: [UInt8]

    init(method: String, target: String, headers: [String: String] = [:], body: [UInt8] = []) {
        let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.method = method
        path = (halves.first ?? "").split(separator: "/").map {
            String(decoding: PercentCoding.decode($0.utf8), as: UTF8.self)
        }
        query = halves.count == 2 ? Form(halves[1].utf8) : Form()
        self.headers = headers
        self.body = body
    }
}

/// What the sandbox answers.
struct Reply: Sendable {
    /// What is done once the last byte of the answer is on its way.
    typealias Afterwards = @Sendable () async -> Void

    var status = 200
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []
    /// Whether the connection ends in place of this answer.
    var isDropped = false
    /// Whether the answer comes late, as a slow recipient asks for it.
    var isSlow = false
    var afterwards: Afterwards?

    /// A text with its media type.
    static func text(_ text: String, status: Int = 200, type: String = "text/plain; charset=utf-8") -> Reply {
        Reply(status: status, headers: [("content-type", type)], body: Array(text.utf8))
    }

    /// JSON.
    static func json(_ json: JSON, status: Int = 200) -> Reply {
        text(json.text, status: status, type: "application/json; charset=utf-8")
    }

    /// An answer that never comes.
    static func dropped(afterwards: Afterwards? = nil) -> Reply {
        Reply(isDropped: true, afterwards: afterwards)
    }
}
