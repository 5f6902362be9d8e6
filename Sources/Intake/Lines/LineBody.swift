import Dunning

/// What the bytes of a line hold, as far as they are JSON.
enum LineBody {
    case json(JSON)
    case unreadable([Diagnostic])

    /// Reads the JSON of a line, or says at which byte it ceases to be any.
    static func json(of line: RawLine, at place: Place, limits: LineLimits) -> LineBody {
        guard line.length <= limits.line, !line.isCut else {
            let message = "the line has \(line.length) bytes, \(limits.line) are read"
            return .unreadable([Diagnostic(at: place, message, mend: "write each action on a line of its own")])
        }
        if let byte = line.bytes.firstIndex(of: 0) {
            let mend = "save the file as UTF-8; it looks like UTF-16, or holds binary data"
            return .unreadable([Diagnostic(at: place, "byte \(byte + 1): a NUL byte", mend: mend)])
        }
        do throws(JSONError) {
            return .json(try JSON(parsing: line.bytes))
        } catch {
            return .unreadable([Diagnostic(at: place, "not JSON: \(error.description)", mend: mend(for: line, error))])
        }
    }

    private static func mend(for line: RawLine, _ error: JSONError) -> String {
        if error.offset >= line.bytes.count { return "the line is cut off; write the whole action on one line" }
        if error.message.contains("UTF-8") { return "save the file as UTF-8" }
        return "write one JSON object a line (JSON Lines)"
    }
}
