/// The groups of fields that reports about mails are made of (RFC 3464 section 2.1, RFC 5965 section 3).
struct ReportFields: Hashable, Sendable {
    private let fields: [String: String]

    /// The groups of a report, in their order: a delivery status tells of the mail first and then of each recipient.
    static func groups(in text: String) -> [ReportFields] {
        var groups: [[String: String]] = [[:]]
        var last: String?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.allSatisfy(\.isWhitespace) {
                if groups.last?.isEmpty == false { groups.append([:]) }
                last = nil
            } else if line.first == " " || line.first == "\t" {
                let more = line.drop(while: \.isWhitespace)
                if let last { groups[groups.count - 1][last, default: ""] += " " + more }
            } else if let colon = line.firstIndex(of: ":") {
                let name = line[..<colon].lowercased()
                last = name
                // Of two fields with one name the first counts: what comes later may have been added on the way.
                if groups[groups.count - 1][name] != nil {
                    last = nil
                } else {
                    groups[groups.count - 1][name] = String(
                        line[line.index(after: colon)...].drop(while: \.isWhitespace)
                    )
                }
            }
        }
        return groups.filter { !$0.isEmpty }.map(ReportFields.init)
    }

    private init(_ fields: [String: String]) { self.fields = fields }

    /// A field by its name in lower case; nil where it is missing or empty.
    subscript(_ name: String) -> String? {
        fields[name].flatMap { value in
            let trimmed = value.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            return trimmed.isEmpty ? nil : trimmed
        }
    }

    /// What stands behind the type in `rfc822; jana@example.com`.
    func typed(_ name: String) -> String? {
        guard let value = self[name] else { return nil }
        guard let semicolon = value.firstIndex(of: ";") else { return value }
        let rest = value[value.index(after: semicolon)...].drop(while: \.isWhitespace)
        return rest.isEmpty ? nil : String(rest)
    }
}
